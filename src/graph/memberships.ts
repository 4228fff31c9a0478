import { z } from 'zod';
import { compareByName } from '../domain/groups.ts';
import type { DirectoryThing, Subject } from '../domain/memberships.ts';
import type { Memberships } from '../ports/memberships.ts';
import type { Reader } from './batch.ts';
import { thingFields, thingFrom, thingList } from './directory-things.ts';
import { isGuid, odataString } from './escape.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import { readEverybody, readGroupsAround, readGroupsInside, readMine, readOwned } from './nesting.ts';
import { readMe, readNear, readPeopleAt, readProfile } from './profiles-of-people.ts';
import type { Doing } from './refusals.ts';
import { personNotFound } from './refusals.ts';

/** Ids in one question of each kind. @see https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups */
const mostChecked = 20;
/** @see https://learn.microsoft.com/graph/api/directoryobject-getbyids */
const mostNamed = 1000;

const gone = {
  code: 'object.not-found',
  advice: 'It is not in the directory any more, or you may not see it.',
} as const;
const asking: Doing = {
  denied: {
    code: 'member.read-denied',
    advice: 'You may not see what this belongs to. An administrator can look for you.',
  },
  notFound: gone,
};

/** Who is where, over Graph. */
export function membershipsOver({ reader }: Link): Memberships {
  return {
    everybodyIn: (groupId, page) => readEverybody(reader, groupId, page),
    groupsInside: (groupId) => readGroupsInside(reader, groupId),
    groupsAround: (groupId) => readGroupsAround(reader, groupId),
    mine: () => readMine(reader),
    idsAround: (subject, options) => readIdsAround(reader, subject, options ?? {}),
    things: (ids) => readThings(reader, ids),
    thingsNamed: (kind, wanted) => readThingsNamed(reader, kind, wanted),
    whichHold: (subject, ids) => check(reader, subject, 'checkMemberGroups', 'groupIds', ids),
    whichGiveRole: (subject, ids) => check(reader, subject, 'checkMemberObjects', 'ids', ids),
    peopleAt: (addresses) => readPeopleAt(reader, addresses),
    near: (page) => readNear(reader, page),
    me: () => readMe(reader),
    profile: (userId) => readProfile(reader, userId),
    owned: () => readOwned(reader),
  };
}

const idList = z.object({ value: z.array(z.string()) });

/** @see https://learn.microsoft.com/graph/api/directoryobject-getmembergroups */
async function readIdsAround(
  reader: Reader,
  subject: Subject,
  { roles = false, securityOnly = false }: { roles?: boolean; securityOnly?: boolean },
): Promise<string[]> {
  const path = `${pathOf(subject)}/${roles ? 'getMemberObjects' : 'getMemberGroups'}`;
  // Of anything but a person Graph takes no other value.
  const body = { securityEnabledOnly: securityOnly && subject.kind === 'person' };
  return parsed(idList, await reader.read({ method: 'POST', path, body }, asking)).value;
}

/** Twenty at a time; what is asked in one tick travels together. */
async function check(
  reader: Reader,
  subject: Subject,
  action: 'checkMemberGroups' | 'checkMemberObjects',
  field: 'groupIds' | 'ids',
  ids: readonly string[],
): Promise<string[]> {
  const path = `${pathOf(subject)}/${action}`;
  const parts = partsOf(ids.filter(isGuid), mostChecked);
  const answers = await Promise.all(
    parts.map(async (part) =>
      parsed(idList, await reader.read({ method: 'POST', path, body: { [field]: part } }, asking)),
    ),
  );
  return answers.flatMap(({ value }) => value.map((id) => id.toLowerCase()));
}

/** @see https://learn.microsoft.com/graph/api/directoryobject-getbyids */
async function readThings(reader: Reader, ids: readonly string[]): Promise<DirectoryThing[]> {
  const path = `/directoryObjects/getByIds?$select=${thingFields}`;
  const parts = partsOf([...new Set(ids.filter(isGuid))], mostNamed);
  const answers = await Promise.all(
    parts.map(async (part) =>
      parsed(thingList, await reader.read({ method: 'POST', path, body: { ids: part } }, asking)),
    ),
  );
  return answers.flatMap(({ value }) => value.flatMap((raw) => thingFrom(raw) ?? [])).sort(compareByName);
}

const namedList = z.object({ value: z.array(z.object({ id: z.guid(), displayName: z.string().nullish() })) });

/** @see https://learn.microsoft.com/graph/api/device-list */
async function readThingsNamed(
  reader: Reader,
  kind: 'device' | 'app',
  wanted: { name: string } | { id: string },
): Promise<DirectoryThing[]> {
  const list = kind === 'device' ? '/devices' : '/servicePrincipals';
  const filter =
    'name' in wanted
      ? `&$filter=displayName%20eq%20${odataString(wanted.name)}`
      : `&$filter=id%20eq%20'${checked(wanted.id)}'`;
  const body = await reader.read({ path: `${list}?$top=20&$select=id,displayName${filter}` }, asking);
  return parsed(namedList, body).value.map(({ id, displayName }) => ({
    type: 'other',
    id,
    displayName: displayName ?? 'Name not visible',
  }));
}

function pathOf({ kind, id }: Subject): string {
  switch (kind) {
    case 'group':
      return groupPath(id);
    case 'person':
      return `/users/${checked(id)}`;
    case 'object':
      return `/directoryObjects/${checked(id)}`;
  }
}

function checked(id: string): string {
  if (!isGuid(id)) throw personNotFound();
  return id.toLowerCase();
}

function partsOf(ids: readonly string[], size: number): string[][] {
  const parts: string[][] = [];
  for (let start = 0; start < ids.length; start += size) parts.push(ids.slice(start, start + size));
  return parts;
}
