import { cast, fixedId, tenantDomain } from '../../src/sandbox/tenant/cast.ts';
import type { GroupRecord, SettingRecord, TeamRecord, UserRecord } from '../../src/sandbox/tenant/records.ts';
import { seedDirectory } from '../../src/sandbox/tenant/seed.ts';
import type { Seed } from '../../src/sandbox/tenant/seed.ts';
import { channelRecord, newTeam } from '../../src/sandbox/tenant/team-record.ts';
import { settingTemplates, templateIds } from '../../src/sandbox/tenant/templates.ts';
import { stageWork } from './stage-work.ts';
import type { Situation } from './situations.ts';
import type { Written } from './written.ts';

const ids = {
  /** A Microsoft 365 group without a team, one with a team, and one that is deleted. */
  group: fixedId('stage', 'group'),
  team: fixedId('stage', 'team'),
  deleted: fixedId('stage', 'deleted'),
  /** A security group that holds the two, and one within them. */
  parent: fixedId('stage', 'parent'),
  child: fixedId('stage', 'child'),
  /** Somebody who is in all of them, and whom the documents' filters and searches find. */
  person: fixedId('stage', 'person'),
  setting: fixedId('stage', 'setting'),
} as const;

/** Ids of what is put beside the usual people and groups. */
export const stage: Readonly<Record<keyof typeof ids, string>> = ids;

/** What a filter or a search of the request is looking for: a property, of whatever kind of object, and its value. */
export interface Wanted {
  property: string;
  value: string;
  /** The schema extension whose property it is. */
  schema?: string;
}

/** As many owners as a group can have. */
const mostOwners = 100;

/** @returns the usual directory with the groups and the person that requests are sent about */
export function stageDirectory(now: Date, situation: Situation, wanted: readonly Wanted[], written: Written): Seed {
  const seed = seedDirectory(now);
  const [someone] = seed.users;
  const some = seed.groups.find((group) => group.groupTypes.includes('Unified') && group.deletedDateTime === null);
  if (!someone || !some) throw new Error('The seed has nobody, or no group.');
  const unified = {
    ...some,
    securityEnabled: true,
    groupTypes: ['Unified'],
    visibility: 'Private' as const,
    synced: false,
  };
  const expiry = new Date(now.getTime() + 90 * 24 * 3_600_000).toISOString();
  const security = { ...unified, groupTypes: [], mailEnabled: false, mail: null, visibility: null, hasTeam: false };
  let sequence = seed.users.length + seed.groups.length;
  const group = (key: keyof typeof stage, base: GroupRecord): GroupRecord =>
    found(
      {
        ...base,
        id: stage[key],
        sequence: ++sequence,
        displayName: `Stage ${key}`,
        description: `What requests are sent about: ${key}`,
        mailNickname: `stage-${key}`,
        uniqueName: null,
        membershipRule: null,
        membershipRuleProcessingState: null,
      },
      wanted,
    );
  const mailed = (one: GroupRecord): GroupRecord => ({ ...one, mail: `${one.mailNickname}@${tenantDomain}` });
  const groups = [
    mailed({ ...group('group', { ...unified, hasTeam: false }), expirationDateTime: expiry }),
    mailed(group('team', { ...unified, hasTeam: true })),
    mailed({ ...group('deleted', { ...unified, hasTeam: false }), deletedDateTime: now.toISOString() }),
    group('parent', security),
    group('child', security),
  ];
  const person = found<UserRecord>(
    {
      ...someone,
      id: stage.person,
      sequence: ++sequence,
      displayName: 'Stage Person',
      mailNickname: 'stage.person',
      roleIds: [],
    },
    wanted,
  );
  const named = { ...person, userPrincipalName: `stage.person@${tenantDomain}`, ...identitiesOf(wanted) };
  const crowd = situation.owners === 'as many as can be' ? Array.from({ length: mostOwners }, (_, index) => index) : [];
  const users = [
    wanted.some(({ property }) => property === 'userPrincipalName') ? person : named,
    ...crowd.map((index): UserRecord => {
      const key = `stage.owner${index}`;
      const userPrincipalName = `${key}@${tenantDomain}`;
      return { ...someone, id: fixedId('stage', key), sequence: ++sequence, userPrincipalName, mailNickname: key };
    }),
  ];
  return {
    ...seed,
    users: [...seed.users, ...users],
    // The documents name groups as they like: nobody else's nickname is in their way.
    groups: [...seed.groups.map((one) => ({ ...one, mailNickname: `usual-${one.mailNickname}` })), ...groups],
    links: [...seed.links, ...stageLinks(users, situation)],
    policy: situation.rules === 'none' ? [] : seed.policy,
    setting: settingsOf(situation),
    team: [...seed.team, stageTeam(now)],
    work: stageWork(seed.work, stage.group, stage.person, wanted, written),
  };
}

function stageTeam(now: Date): TeamRecord {
  const at = now.toISOString();
  const hidden = { ...channelRecord('stage-private', 'Behind a door', at), membershipType: 'private' as const };
  const team = newTeam(stage.team, at);
  const memberIds = [cast.admin.id, cast.owner.id];
  return { ...team, channels: [...team.channels, { ...hidden, description: 'For a few', memberIds }] };
}

/** A name to sign in with, where that is looked for. */
function identitiesOf(wanted: readonly Wanted[]): Pick<UserRecord, 'identities'> {
  const value = (name: string): string => wanted.find(({ property }) => property === name)?.value ?? '';
  const issuerAssignedId = value('issuerAssignedId');
  if (issuerAssignedId === '') return {};
  return { identities: [{ signInType: 'emailAddress', issuer: value('issuer'), issuerAssignedId }] };
}

/** Gives an object the values that are looked for, where it has such a property. */
function found<T extends object>(record: T, wanted: readonly Wanted[]): T {
  const values = wanted.filter(({ property }) => typeof record[property as keyof T] === 'string' && property !== 'id');
  return { ...record, ...Object.fromEntries(values.map(({ property, value }) => [property, value])) };
}

function stageLinks(added: readonly UserRecord[], { owners }: Situation): Seed['links'] {
  const people = [cast.admin.id, cast.owner.id, stage.person];
  const crowd = added.map(({ id }) => id).filter((id) => id !== stage.person);
  const owning = { some: [...people, cast.secondOwner.id], none: [], 'as many as can be': crowd }[owners];
  const link = (groupId: string, kind: 'member' | 'owner', objects: readonly string[]): Seed['links'] =>
    objects.map((objectId) => ({ groupId, kind, objectId }));
  return [
    ...[stage.group, stage.team].flatMap((id) => [
      ...link(id, 'member', [...people, cast.secondOwner.id]),
      ...link(id, 'owner', owning),
    ]),
    ...link(stage.group, 'member', [stage.child]),
    ...link(stage.deleted, 'owner', people),
    ...link(stage.parent, 'member', [stage.group, stage.team, ...people]),
    ...link(stage.child, 'member', [stage.person]),
  ];
}

function settingsOf({ rules }: Situation): SettingRecord[] {
  if (rules === 'none') return [];
  const naming = rules === 'naming' ? 'Myprefix_[GroupName]_mysuffix' : '';
  const [unified] = settingTemplates.filter(({ id }) => id === templateIds.unified);
  const values = (unified?.values ?? []).map(({ name, defaultValue }) => ({
    name,
    value: name === 'PrefixSuffixNamingRequirement' ? naming : defaultValue,
  }));
  return [
    { id: stage.setting, templateId: templateIds.unified, groupId: null, values },
    {
      id: fixedId('stage', 'guest setting'),
      templateId: templateIds.guest,
      groupId: stage.group,
      values: [{ name: 'AllowToAddGuests', value: 'false' }],
    },
  ];
}
