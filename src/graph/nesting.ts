import { z } from 'zod';
import { compareByName, type Group } from '../domain/groups.ts';
import type { DirectoryThing, Holder, Insider } from '../domain/memberships.ts';
import type { Page } from '../ports/directory.ts';
import type { Reader } from './batch.ts';
import { advanced } from './batch.ts';
import { thingFields, thingFrom, thingList } from './directory-things.ts';
import { doings } from './doings.ts';
import { groupFields, parsed, parseGroups } from './group-shape.ts';
import { groupPath } from './groups.ts';
import { continued, nextOf } from './paging.ts';
import { directoryObjects, personFields, usersOf } from './people.ts';
import type { Doing } from './refusals.ts';

const mostPerPage = 999;
/** Whatever is in more has a list that nobody reads. */
const mostPages = 5;

const counted = z.object({ '@odata.count': z.number().int().nonnegative().optional() });
const idPage = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(z.object({ id: z.guid() })) });

/**
 * The page of people and who of the group's direct members they are, in one round trip.
 * @see https://learn.microsoft.com/graph/api/group-list-transitivemembers
 */
export async function readEverybody(
  reader: Reader,
  groupId: string,
  { pageSize, next }: { pageSize: number; next?: string },
): Promise<Page<Insider> & { count?: number }> {
  const start = groupPath(groupId);
  const top = Math.min(mostPerPage, Math.max(1, Math.trunc(pageSize)));
  const path = `${start}/transitiveMembers/microsoft.graph.user?$count=true&$orderby=displayName&$top=${top}&$select=${personFields}`;
  const direct = `${start}/members?$top=${mostPerPage}&$select=id`;
  const [body, members] = await Promise.all([
    reader.read({ path: continued(path, next), headers: advanced }, doings.readMembers),
    reader.read({ path: direct }, doings.readMembers),
  ]);
  const { value, '@odata.nextLink': nextLink } = parsed(directoryObjects, body);
  const inside = parsed(idPage, members);
  // A longer list than one page of it says of nobody that they are not on it.
  const ids = inside['@odata.nextLink'] === undefined ? new Set(inside.value.map(({ id }) => id)) : undefined;
  const following = nextOf(path, nextLink);
  const count = parsed(counted, body)['@odata.count'];
  return {
    items: usersOf(value).map((person) => ({ ...person, ...(ids && { isDirect: ids.has(person.id) }) })),
    ...(following === undefined ? {} : { next: following }),
    ...(count === undefined ? {} : { count }),
  };
}

/** @see https://learn.microsoft.com/graph/api/group-list-transitivemembers */
export async function readGroupsInside(reader: Reader, groupId: string): Promise<Group[]> {
  const path = `${groupPath(groupId)}/transitiveMembers/microsoft.graph.group?$count=true&$top=${mostPerPage}&$select=${groupFields}`;
  const { groups } = parseGroups(await reader.read({ path, headers: advanced }, doings.readMembers));
  return groups.filter(({ id }) => id !== groupId.toLowerCase()).sort(compareByName);
}

/**
 * Both lists in one round trip: all that hold it, and those that do by themselves.
 * @see https://learn.microsoft.com/graph/api/group-list-transitivememberof
 */
export function readGroupsAround(reader: Reader, groupId: string): Promise<Holder[]> {
  return readAround(reader, groupPath(groupId), doings.readMembers);
}

/** @see https://learn.microsoft.com/graph/api/user-list-transitivememberof */
export function readMine(reader: Reader): Promise<Holder[]> {
  return readAround(reader, '/me', doings.readOwn);
}

async function readAround(reader: Reader, start: string, doing: Doing): Promise<Holder[]> {
  const [all, direct] = await Promise.all([
    readThings(reader, `${start}/transitiveMemberOf`, doing),
    readThings(reader, `${start}/memberOf`, doing),
  ]);
  const ids = new Set(direct.map(({ id }) => id));
  return all.map((thing) => ({ ...thing, isDirect: ids.has(thing.id) })).sort(compareByName);
}

/** @see https://learn.microsoft.com/graph/api/user-list-ownedobjects */
export async function readOwned(reader: Reader): Promise<DirectoryThing[]> {
  return (await readThings(reader, '/me/ownedObjects', doings.readOwn)).sort(compareByName);
}

async function readThings(reader: Reader, list: string, doing: Doing): Promise<DirectoryThing[]> {
  const path = `${list}?$top=${mostPerPage}&$select=${thingFields}`;
  const things: DirectoryThing[] = [];
  let next: string | undefined;
  for (let page = 1; page <= mostPages; page++) {
    const read = parsed(thingList, await reader.read({ path: continued(path, next) }, doing));
    things.push(...read.value.flatMap((raw) => thingFrom(raw) ?? []));
    next = nextOf(path, read['@odata.nextLink']);
    if (next === undefined) break;
  }
  return things;
}
