import type { Group } from '../domain/groups.ts';
import type { Page } from '../ports/directory.ts';
import type { Reader } from './batch.ts';
import { advanced } from './batch.ts';
import { doings } from './doings.ts';
import { isGuid, odataString, searchClause } from './escape.ts';
import { groupFields, parseGroup, parseGroups } from './group-shape.ts';
import { continued, nextOf } from './paging.ts';
import { groupNotFound, refusalOf } from './refusals.ts';

/** Longer words would only make a URL that is refused; no display name is longer. */
const mostSearchCharacters = 256;
const mostPerPage = 100;

/** The path of a group, checked. @throws AppError `group.not-found` when the id is not a GUID. */
export function groupPath(groupId: string): string {
  if (!isGuid(groupId)) throw groupNotFound();
  return `/groups/${groupId.toLowerCase()}`;
}

/** @see https://learn.microsoft.com/graph/api/group-get */
export async function readGroup(reader: Reader, groupId: string): Promise<Group> {
  const path = `${groupPath(groupId)}?$select=${groupFields}`;
  const group = parseGroup(await reader.read({ path }, doings.readGroup));
  if (group === undefined) {
    const hidden = { status: 403, headers: new Headers(), body: undefined, malformed: false, inDoubt: false };
    throw refusalOf(hidden, doings.readGroup, []);
  }
  return group;
}

/** `eq` ignores case in the directory. @see https://learn.microsoft.com/graph/api/group-list */
export async function readGroupsNamed(reader: Reader, displayName: string): Promise<Group[]> {
  const name = displayName.trim().slice(0, mostSearchCharacters);
  if (name === '') return [];
  const path = `/groups?$filter=displayName%20eq%20${odataString(name)}&$top=10&$select=${groupFields}`;
  return parseGroups(await reader.read({ path }, doings.search)).groups;
}

/**
 * Groups whose display name has all the words. The index behind `$search` is some seconds behind recent changes.
 * @see https://learn.microsoft.com/graph/search-query-parameter
 */
export async function searchGroups(
  reader: Reader,
  words: string,
  { pageSize, next }: { pageSize: number; next?: string },
): Promise<Page<Group>> {
  const { query, headers } = question(words.trim().slice(0, mostSearchCharacters));
  const top = Math.min(mostPerPage, Math.max(1, Math.trunc(pageSize)));
  const path = `/groups?${query}&$top=${top}&$select=${groupFields}`;
  const body = await reader.read({ path: continued(path, next), ...(headers && { headers }) }, doings.search);
  const { groups, nextLink } = parseGroups(body);
  const following = nextOf(path, nextLink);
  return { items: groups, ...(following === undefined ? {} : { next: following }) };
}

function question(words: string): { query: string; headers?: Record<string, string> } {
  if (words === '') return { query: '$orderby=displayName' };
  const search = searchClause(words);
  // Without the header, v1.0 cuts $search at an encoded ampersand.
  const headers = { ...advanced, Prefer: 'legacySearch=false' };
  const clause = search === undefined ? `$filter=startswith(displayName,${odataString(words)})` : `$search=${search}`;
  return { query: `${clause}&$count=true&$orderby=displayName`, headers };
}
