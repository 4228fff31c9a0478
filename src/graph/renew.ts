import type { Group } from '../domain/groups.ts';
import { doings } from './doings.ts';
import { groupFields, parseGroup } from './group-shape.ts';
import { groupPath } from './groups.ts';
import { sendInOrder } from './in-order.ts';
import type { Writer } from './members.ts';
import { refusalOf, unusable } from './refusals.ts';

/**
 * Renewing twice is no error. The answer says nothing of the new date, so the group is read behind it.
 * @returns undefined where it could not be read: it is renewed all the same
 * @see https://learn.microsoft.com/graph/api/group-renew
 */
export async function renewGroup(writer: Writer, groupId: string): Promise<Group | undefined> {
  const path = groupPath(groupId);
  const [renewed, read] = await sendInOrder(writer, [
    { method: 'POST', path: `${path}/renew`, isRead: false },
    { method: 'GET', path: `${path}?$select=${groupFields}`, isRead: true },
  ]);
  if (!renewed || !read) throw unusable('graph.malformed');
  if (renewed.status >= 400) throw refusalOf(renewed, doings.renew, writer.scopes);
  return read.status >= 400 || read.body === undefined ? undefined : parseGroup(read.body);
}
