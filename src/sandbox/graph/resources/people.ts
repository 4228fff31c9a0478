import type { GroupRecord, UserRecord } from '../../tenant/records.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { isUnified } from '../access.ts';
import { badRequest } from '../errors.ts';
import { parseSearch } from '../query/search.ts';
import type { Answer, Call, Route } from '../types.ts';
import { askedUser } from './users.ts';

const defaultPageSize = 10;

/** People relevant to somebody: manager, reports, colleagues, whoever shares groups; the closest first. */
function listPeople(call: Call): Answer {
  const { query, tenant } = call;
  const about = askedUser(call, 'me-list-people');
  if (query.filter !== undefined)
    throw badRequest('$filter is not built for people in this sandbox yet.', 'BadRequest');
  if (query.search !== undefined && query.skip !== undefined)
    throw badRequest("'$skip' does not go with '$search'.", 'BadRequest');
  const ranked = relevant(tenant, about);
  const found = query.search === undefined ? ranked : ranked.filter(({ row }) => searched(row, query.search ?? ''));
  const start = query.skip ?? 0;
  const size = query.top ?? defaultPageSize;
  const value = found.slice(start, start + size).map(({ row, score }) => renderPerson(row, score));
  const next =
    start + size < found.length && query.search === undefined
      ? `${call.origin}/v1.0${call.path}?$top=${String(size)}&$skip=${String(start + size)}`
      : undefined;
  const context = `${call.origin}/v1.0/$metadata#users('${about.id}')/people`;
  return {
    status: 200,
    body: { '@odata.context': context, ...(next === undefined ? {} : { '@odata.nextLink': next }), value },
  };
}

interface Ranked {
  row: UserRecord | GroupRecord;
  score: number;
}

function relevant(tenant: Tenant, about: UserRecord): Ranked[] {
  const scores = new Map<string, number>();
  const add = (id: string, points: number): unknown => scores.set(id, (scores.get(id) ?? 0) + points);
  for (const groupId of tenant.linkedBy(about.id, 'member')) {
    const group = tenant.group(groupId);
    const members = tenant.linked(groupId, 'member');
    if (!group || members.size > 30 || group.visibility === 'HiddenMembership') continue;
    if (isUnified(group)) add(groupId, 2);
    for (const id of members) add(id, 3);
  }
  for (const user of tenant.users()) {
    if (user.id === about.managerId || user.managerId === about.id) add(user.id, 20);
    if (user.department !== null && user.department === about.department) add(user.id, 10);
  }
  scores.delete(about.id);
  return [...scores]
    .flatMap(([id, score]) => [tenant.user(id) ?? tenant.group(id)].flatMap((row) => (row ? [{ row, score }] : [])))
    .sort((a, b) => b.score - a.score || a.row.sequence - b.row.sequence);
}

function searched(row: UserRecord | GroupRecord, search: string): boolean {
  const quoted = search.startsWith('"') ? search : `"${search}"`;
  return parseSearch(quoted, 'directoryObject')((property) => (row as unknown as Record<string, unknown>)[property]);
}

function renderPerson(row: UserRecord | GroupRecord, score: number): Record<string, unknown> {
  const user = row.type === 'user' ? row : undefined;
  return {
    id: row.id,
    displayName: row.displayName,
    givenName: user?.givenName ?? null,
    surname: user?.surname ?? null,
    birthday: '',
    personNotes: '',
    isFavorite: false,
    jobTitle: user?.jobTitle ?? null,
    companyName: user?.companyName ?? null,
    yomiCompany: '',
    department: user?.department ?? null,
    officeLocation: user?.officeLocation ?? null,
    profession: '',
    userPrincipalName: user?.userPrincipalName ?? '',
    imAddress: user && user.mail !== null ? `sip:${user.mail}` : null,
    scoredEmailAddresses: row.mail === null ? [] : [{ address: row.mail, relevanceScore: score }],
    phones: (user?.businessPhones ?? []).map((number) => ({ type: 'business', number })),
    postalAddresses: [],
    websites: [],
    personType: user ? { class: 'Person', subclass: 'OrganizationUser' } : { class: 'Group', subclass: 'UnifiedGroup' },
  };
}

/** The people around somebody. */
export const peopleRoutes: readonly Route[] = [
  { method: 'GET', path: '/me/people', handle: listPeople },
  { method: 'GET', path: '/users/{user}/people', handle: listPeople },
];
