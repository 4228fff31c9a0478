import { cast, fixedId, partnerDomain, roles, tenantDomain, tenantName } from './cast.ts';
import { groupLifetimeInDays, lifecyclePolicies, roleRecords } from './fixed.ts';
import type { GroupRow } from './group-row.ts';
import { deleted, security } from './groups-directory.ts';
import { design, social } from './groups-together.ts';
import { scripts, work } from './groups-work.ts';
import type { MailSeed } from './mail-records.ts';
import { parseMembershipRule } from './membership-rule.ts';
import { guestRows, personRows } from './people.ts';
import type { PersonRow } from './people.ts';
import type { GroupRecord, LifecyclePolicyRecord, LinkKind, SettingRecord, TeamRecord, UserRecord } from './records.ts';
import { seedMail } from './seed-mail.ts';
import { seedSettings } from './seed-settings.ts';
import { seedTeams } from './seed-teams.ts';
import { seedWork } from './seed-work.ts';
import type { WorkSeed } from './work-records.ts';

/** What an empty directory is filled with. */
export interface Seed {
  users: UserRecord[];
  groups: GroupRecord[];
  links: { groupId: string; kind: LinkKind; objectId: string }[];
  policy: readonly LifecyclePolicyRecord[];
  setting: readonly SettingRecord[];
  team: readonly TeamRecord[];
  mail: MailSeed;
  work: WorkSeed;
}

/** Sixty groups of every kind, and five that are deleted. */
const groupRows: readonly GroupRow[] = [...design, ...social, ...scripts, ...work, ...security, ...deleted];

const day = 24 * 3600 * 1000;

/**
 * The organisation as it is at first start: the same people and groups with the same ids everywhere.
 * @param now expiry and deletion dates are counted from here
 */
export function seedDirectory(now: Date): Seed {
  const users = [...personRows.map(employee), ...guestRows.map(guest)];
  const created = groupRows.map((row, index) => groupRecord(row, users.length + index + 1, now));
  const links = groupRows.flatMap((row) => linksOf(row, users));
  return {
    users,
    groups: created,
    links,
    policy: lifecyclePolicies,
    setting: seedSettings,
    team: seedTeams,
    mail: seedMail(users, created, now),
    work: seedWork(users, created, now),
  };
}

function userId(local: string): string {
  const name = local.startsWith('guest:') ? guestPrincipalName(local.slice(6)) : `${local}@${tenantDomain}`;
  return Object.values(cast).find((member) => member.principalName === name)?.id ?? fixedId('user', name);
}

function groupId(row: GroupRow): string {
  return row.id ?? fixedId('group', row.key);
}

function guestPrincipalName(local: string): string {
  return `${local}_${partnerDomain}#EXT#@${tenantDomain}`;
}

/** Names are written in the order of their language. */
function fullName(given: string, surname: string, language: string): string {
  if (given === '') return 'Facilities';
  if (/^(zh|ja|ko)/.test(language)) return surname + given;
  return /^(hu|vi)/.test(language) ? `${surname} ${given}` : `${given} ${surname}`;
}

function employee(
  [local, given, surname, jobTitle, department, manager, city, language]: PersonRow,
  index: number,
): UserRecord {
  const principalName = `${local}@${tenantDomain}`;
  return {
    ...commonUser(index + 1),
    id: userId(local),
    displayName: fullName(given, surname, language),
    givenName: given === '' ? null : given,
    surname: surname === '' ? null : surname,
    userPrincipalName: principalName,
    mail: principalName,
    mailNickname: local,
    jobTitle: jobTitle === '' ? null : jobTitle,
    department,
    managerId: manager === '' ? null : userId(manager),
    city: city === '' ? null : city,
    country: language.slice(-2),
    officeLocation: city === '' ? null : `${city} ${String(1 + (index % 4))}/${String(101 + index)}`,
    preferredLanguage: language,
    companyName: tenantName,
    businessPhones: [`+00 555 01${String(index).padStart(2, '0')}`],
    roleIds: roleIdsOf(local),
  };
}

function roleIdsOf(local: string): string[] {
  const template = { 'ingrid.solheim': roles.globalAdministrator, 'emeka.obiora': roles.groupsAdministrator }[local];
  return roleRecords.filter((role) => role.roleTemplateId === template).map((role) => role.id);
}

function guest([local, displayName, jobTitle]: readonly [string, string, string], index: number): UserRecord {
  return {
    ...commonUser(personRows.length + index + 1),
    id: userId(`guest:${local}`),
    displayName,
    userPrincipalName: guestPrincipalName(local),
    mail: `${local}@${partnerDomain}`,
    mailNickname: `${local}_${partnerDomain}#EXT#`,
    jobTitle,
    companyName: 'Harbourline',
    userType: 'Guest',
  };
}

function commonUser(sequence: number): Omit<UserRecord, 'id' | 'displayName' | 'userPrincipalName' | 'mailNickname'> {
  return {
    type: 'user',
    sequence,
    givenName: null,
    surname: null,
    mail: null,
    jobTitle: null,
    department: null,
    officeLocation: null,
    mobilePhone: null,
    businessPhones: [],
    preferredLanguage: null,
    city: null,
    country: null,
    companyName: null,
    userType: 'Member',
    accountEnabled: true,
    createdDateTime: '2021-03-01T08:00:00Z',
    managerId: null,
    roleIds: [],
  };
}

function groupRecord(row: GroupRow, sequence: number, now: Date): GroupRecord {
  const unified = row.kind === 'public' || row.kind === 'private' || row.kind === 'hidden';
  const mailEnabled = unified || row.kind === 'mailSecurity' || row.kind === 'distribution';
  const expiresAt = row.expiresInDays === undefined ? undefined : endOfHour(now, row.expiresInDays);
  const renewed = expiresAt === undefined ? '2024-09-02T09:30:00Z' : iso(expiresAt - groupLifetimeInDays * day);
  return {
    type: 'group',
    id: groupId(row),
    sequence,
    revision: 1,
    displayName: row.name,
    description: row.description ?? null,
    mail: mailEnabled ? `${row.key}@${tenantDomain}` : null,
    mailNickname: row.key,
    mailEnabled,
    securityEnabled: row.kind === 'security' || row.kind === 'mailSecurity',
    groupTypes: [...(row.rule === undefined ? [] : ['DynamicMembership']), ...(unified ? ['Unified'] : [])],
    visibility: visibilityOf(row),
    classification: row.classification ?? null,
    preferredLanguage: null,
    theme: null,
    uniqueName: null,
    membershipRule: row.rule ?? null,
    membershipRuleProcessingState: row.rule === undefined ? null : 'On',
    isAssignableToRole: null,
    resourceBehaviorOptions: [],
    createdBy: null,
    synced: row.synced ?? false,
    hasTeam: row.team ?? false,
    createdDateTime: renewed,
    renewedDateTime: renewed,
    expirationDateTime: expiresAt === undefined ? null : iso(expiresAt),
    deletedDateTime: row.deletedDaysAgo === undefined ? null : iso(now.getTime() - row.deletedDaysAgo * day),
    allowExternalSenders: false,
    autoSubscribeNewMembers: false,
    hideFromAddressLists: false,
    hideFromOutlookClients: row.team ?? false,
    refusesSelfJoin: row.refusesSelfJoin ?? false,
  };
}

function visibilityOf({ kind }: GroupRow): GroupRecord['visibility'] {
  if (kind === 'public') return 'Public';
  if (kind === 'private') return 'Private';
  return kind === 'hidden' ? 'HiddenMembership' : null;
}

/** The next full hour, so that a group that expires in 0 days has not done so yet. */
function endOfHour(now: Date, days: number): number {
  return Math.ceil((now.getTime() + 1) / 3_600_000) * 3_600_000 + days * day;
}

function iso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

function linksOf(row: GroupRow, users: UserRecord[]): Seed['links'] {
  const id = groupId(row);
  const members =
    row.rule === undefined ? (row.members ?? []).flatMap((name) => resolve(name, users)) : ruled(row.rule, users);
  const named: [LinkKind, string[]][] = [
    ['member', members],
    ['owner', (row.owners ?? []).map(userId)],
    ['favorite', (row.favoriteOf ?? []).map(userId)],
    ['subscriber', (row.subscribers ?? []).map(userId)],
  ];
  return named.flatMap(([kind, ids]) => [...new Set(ids)].map((objectId) => ({ groupId: id, kind, objectId })));
}

function ruled(rule: string, users: UserRecord[]): string[] {
  const test = parseMembershipRule(rule);
  if (!test) throw new Error(`membership rule ${rule}`);
  return users.filter(test).map((user) => user.id);
}

function resolve(name: string, users: UserRecord[]): string[] {
  if (name === 'everyone') return users.filter((user) => user.userType === 'Member').map((user) => user.id);
  if (name.startsWith('dept:')) return users.filter((user) => user.department === name.slice(5)).map((user) => user.id);
  if (name.startsWith('group:')) return groupRows.filter((row) => row.key === name.slice(6)).map(groupId);
  return [userId(name)];
}
