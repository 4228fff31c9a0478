import type { GroupDetails, GroupSummary, Person, Tenant as TenantPage } from '../page/api.ts';
import { cast } from './cast.ts';
import type { GroupRecord, UserRecord } from './records.ts';
import type { Tenant } from './tenant.ts';

const day = 24 * 3600 * 1000;
/** How long a deleted group can be brought back. */
const daysUntilPurged = 30;

/** Everybody, those whom the page suggests first. What a person consented to is kept by the sign-in service. */
export function viewPeople(tenant: Tenant): Omit<Person, 'grants'>[] {
  const people = [...tenant.users()].map((user) => viewPerson(tenant, user));
  const order = Object.values(cast).map((member): string => member.id);
  const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return people.sort((a, b) => rank(a.id) - rank(b.id));
}

function viewPerson(tenant: Tenant, user: UserRecord): Omit<Person, 'grants'> {
  const suggested = Object.values(cast).find((member) => member.id === user.id);
  return {
    id: user.id,
    displayName: user.displayName,
    principalName: user.userPrincipalName,
    jobTitle: user.jobTitle ?? '',
    role: suggested?.role ?? roleOf(tenant, user),
    suggestion: suggested?.suggestion ?? '',
  };
}

function roleOf(tenant: Tenant, user: UserRecord): Person['role'] {
  if (user.userType === 'Guest') return 'guest';
  if (user.roleIds.length > 0) return 'admin';
  return tenant.linkedBy(user.id, 'owner').size > 0 ? 'owner' : 'employee';
}

/**
 * The tenant as the page shows it. Hides nothing: the page looks at the directory from outside, as no person could.
 * @param as whose standing `mine` describes
 * @param limit at most so many groups: first those of the person, then the others by age
 */
export function viewTenant(tenant: Tenant, as: string, options: { now: number; limit?: number }): TenantPage {
  const limit = options.limit ?? 1000;
  const mine = new Set([...tenant.linkedBy(as, 'member'), ...tenant.linkedBy(as, 'owner')]);
  const shown: GroupRecord[] = [];
  if (tenant.groupCount > limit) for (const id of mine) shown.push(...[tenant.group(id)].filter((group) => !!group));
  for (const group of tenant.groups()) {
    if (shown.length >= limit) break;
    if (tenant.groupCount <= limit || !mine.has(group.id)) shown.push(group);
  }
  return {
    groups: shown.map((group) => viewSummary(tenant, group, as)),
    deleted: [...tenant.deletedGroups()].map((group) => viewDeleted(group, options.now)),
  };
}

/** One group with its people, or undefined when there is none. Lists are cut at 1,000. */
export function viewGroup(tenant: Tenant, id: string, as: string): GroupDetails | undefined {
  const group = tenant.group(id);
  if (!group) return undefined;
  return {
    ...viewSummary(tenant, group, as),
    description: group.description ?? '',
    mail: group.mail ?? '',
    owners: named(tenant, tenant.linked(group.id, 'owner')).map(({ id, displayName }) => ({ id, displayName })),
    members: named(tenant, tenant.linked(group.id, 'member')),
  };
}

function viewSummary(tenant: Tenant, group: GroupRecord, as: string): GroupSummary {
  return {
    id: group.id,
    displayName: group.displayName,
    kind: kindOf(group),
    visibility: group.visibility ?? '',
    dynamic: group.membershipRule !== null,
    synced: group.synced,
    hasTeam: group.hasTeam,
    memberCount: tenant.linked(group.id, 'member').size,
    ownerCount: tenant.linked(group.id, 'owner').size,
    ...(group.expirationDateTime === null ? {} : { expiresAt: group.expirationDateTime }),
    mine: {
      member: tenant.isLinked(group.id, 'member', as),
      owner: tenant.isLinked(group.id, 'owner', as),
      favorite: tenant.isLinked(group.id, 'favorite', as),
      subscribed: tenant.isLinked(group.id, 'subscriber', as),
    },
    revision: group.revision,
  };
}

function kindOf(group: GroupRecord): GroupSummary['kind'] {
  if (group.groupTypes.includes('Unified')) return 'Microsoft 365';
  if (!group.mailEnabled) return 'Security';
  return group.securityEnabled ? 'Mail-enabled security' : 'Distribution';
}

function viewDeleted(group: GroupRecord, now: number): TenantPage['deleted'][number] {
  const deletedAt = group.deletedDateTime ?? '';
  const left = Date.parse(deletedAt) + daysUntilPurged * day - now;
  return { id: group.id, displayName: group.displayName, deletedAt, daysLeft: Math.max(0, Math.ceil(left / day)) };
}

function named(tenant: Tenant, ids: ReadonlySet<string>): GroupDetails['members'] {
  return [...ids].slice(0, 1000).flatMap((id) => {
    const object = tenant.object(id);
    if (!object) return [];
    return [{ id, displayName: object.displayName, guest: object.type === 'user' && object.userType === 'Guest' }];
  });
}
