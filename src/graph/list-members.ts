import type { Member } from '../domain/people.ts';
import type { Page } from '../ports/directory.ts';
import type { Reader } from './batch.ts';
import { advanced } from './batch.ts';
import { doings } from './doings.ts';
import { isGuid } from './escape.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import { continued, nextOf } from './paging.ts';
import { directoryObjects, membersFrom, personFields } from './people.ts';
import { personNotFound } from './refusals.ts';

const mostPerPage = 999;

/**
 * Direct members by name, whatever they are. Sorted lists come from an index that is some seconds behind.
 * @see https://learn.microsoft.com/graph/api/group-list-members
 */
export async function readMembers(
  reader: Reader,
  groupId: string,
  { pageSize, next, accounts = false }: { pageSize: number; next?: string; accounts?: boolean },
): Promise<Page<Member>> {
  const top = Math.min(mostPerPage, Math.max(1, Math.trunc(pageSize)));
  const path = `${groupPath(groupId)}/members?$count=true&$orderby=displayName&$top=${top}&$select=${accounts ? `${personFields},accountEnabled` : personFields}`;
  const body = await reader.read({ path: continued(path, next), headers: advanced }, doings.readMembers);
  const { value, '@odata.nextLink': nextLink } = parsed(directoryObjects, body);
  const following = nextOf(path, nextLink);
  return { items: membersFrom(value), ...(following === undefined ? {} : { next: following }) };
}

/** Asked of the list, because asking about somebody else's memberships would need far wider scopes. */
export async function readHasMember(reader: Reader, groupId: string, userId: string): Promise<boolean> {
  if (!isGuid(userId)) throw personNotFound();
  const path = `${groupPath(groupId)}/members?$filter=id%20eq%20'${userId.toLowerCase()}'&$count=true&$select=id`;
  const body = await reader.read({ path, headers: advanced }, doings.readMembers);
  return parsed(directoryObjects, body).value.length > 0;
}
