import { z } from 'zod';
import { compareByName, type Group, type Standing } from '../domain/groups.ts';
import type { Page } from '../ports/directory.ts';
import type { Reader } from './batch.ts';
import { advanced } from './batch.ts';
import { doings } from './doings.ts';
import { groupFields, parseGroups } from './group-shape.ts';
import { isAmong, readOwners, unlessDenied } from './members.ts';
import { continued, nextOf, stalePage } from './paging.ts';

/** Nobody is in more: a directory allows 2,048 through which somebody gets access to anything. */
const mostPages = 5;

interface MyGroup {
  group: Group;
  standing: Standing;
}

/** Where the last page ended: a group may come or go meanwhile without a repetition or a gap. */
const cursorShape = z.tuple([z.string().max(400), z.guid()]);

/**
 * Groups in which the caller is a member or an owner. Graph lists these apart and sorts only one of the lists, so both
 * are read whole (one round trip for nearly everybody) and cut into pages here.
 * @see https://learn.microsoft.com/graph/api/user-list-memberof
 * @see https://learn.microsoft.com/graph/api/user-list-ownedobjects
 */
export async function readMyGroups(
  reader: Reader,
  userId: string,
  { pageSize, next }: { pageSize: number; next?: string },
): Promise<Page<MyGroup>> {
  const cursor = next === undefined ? undefined : readCursor(next);
  const [memberOf, owned] = await Promise.all([
    readAll(reader, '/me/memberOf/microsoft.graph.group'),
    unlessDenied(readAll(reader, '/me/ownedObjects/microsoft.graph.group'), undefined),
  ]);
  const all = merge(memberOf, owned ?? []).filter(
    ({ group }) => cursor === undefined || compareByName(group, cursor) > 0,
  );
  const shown = all.slice(0, Math.max(1, Math.trunc(pageSize)));
  const items = owned === undefined ? await withOwnership(reader, userId, shown) : shown;
  const last = items.at(-1)?.group;
  return { items, ...(last !== undefined && items.length < all.length ? { next: writeCursor(last) } : {}) };
}

async function readAll(reader: Reader, list: string): Promise<Group[]> {
  const path = `${list}?$count=true&$top=999&$select=${groupFields}`;
  const groups: Group[] = [];
  let next: string | undefined;
  for (let page = 1; page <= mostPages; page++) {
    const read = parseGroups(await reader.read({ path: continued(path, next), headers: advanced }, doings.readOwn));
    groups.push(...read.groups);
    next = nextOf(path, read.nextLink);
    if (next === undefined) break;
  }
  return groups;
}

/**
 * What one owns wants `User.Read`. Without it groups that one owns and is not in stay unknown, but of those on the page
 * at least their owners can be asked for.
 */
async function withOwnership(reader: Reader, userId: string, items: readonly MyGroup[]): Promise<MyGroup[]> {
  return await Promise.all(
    items.map(async ({ group, standing }) => {
      const owners = await unlessDenied(readOwners(reader, group.id), []);
      return { group, standing: { ...standing, isOwner: isAmong(owners, userId) } };
    }),
  );
}

function merge(memberOf: readonly Group[], owned: readonly Group[]): MyGroup[] {
  const memberIds = new Set(memberOf.map(({ id }) => id));
  const ownedIds = new Set(owned.map(({ id }) => id));
  const groups = new Map([...owned, ...memberOf].map((group) => [group.id, group]));
  return [...groups.values()]
    .map((group) => ({ group, standing: { isMember: memberIds.has(group.id), isOwner: ownedIds.has(group.id) } }))
    .sort((a, b) => compareByName(a.group, b.group));
}

function writeCursor({ displayName, id }: Group): string {
  return Buffer.from(JSON.stringify([displayName, id])).toString('base64url');
}

function readCursor(next: string): Pick<Group, 'id' | 'displayName'> {
  try {
    const [displayName, id] = cursorShape.parse(JSON.parse(Buffer.from(next.slice(0, 2000), 'base64url').toString()));
    return { displayName, id };
  } catch {
    throw stalePage();
  }
}
