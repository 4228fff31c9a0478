import { AppError } from '../domain/errors.ts';
import type { ChangedMember } from '../ports/directory.ts';
import { doings } from './doings.ts';
import { groupPath } from './groups.ts';
import type { Writer } from './members.ts';
import { addMember, objectUrl } from './members.ts';
import { refusalOf } from './refusals.ts';

/** References in one PATCH. @see https://learn.microsoft.com/graph/api/group-post-members */
const mostAtOnce = 20;

/**
 * Adds people twenty at a time. Graph takes all of a call or none of it and does not say which of them it minds, so what
 * it refuses is halved until the culprits stand alone: few calls when few are at fault.
 */
export async function addMembers(
  writer: Writer,
  groupId: string,
  userIds: readonly string[],
): Promise<ChangedMember[]> {
  groupPath(groupId);
  const ids = [...new Set(userIds.map((id) => id.toLowerCase()))];
  const added: ChangedMember[] = [];
  for (let start = 0; start < ids.length; start += mostAtOnce) {
    added.push(...(await addTogether(writer, groupId, ids.slice(start, start + mostAtOnce))));
  }
  return added;
}

async function addTogether(writer: Writer, groupId: string, userIds: readonly string[]): Promise<ChangedMember[]> {
  try {
    await addOnce(writer, groupId, userIds);
    return userIds.map((userId) => ({ userId }));
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    if (userIds.length === 1 || concernsAll(error)) return userIds.map((userId) => ({ userId, refusal: error }));
  }
  const half = Math.ceil(userIds.length / 2);
  const first = await addTogether(writer, groupId, userIds.slice(0, half));
  return [...first, ...(await addTogether(writer, groupId, userIds.slice(half)))];
}

async function addOnce(writer: Writer, groupId: string, userIds: readonly string[]): Promise<void> {
  const [only = '', ...others] = userIds;
  if (others.length === 0) return addMember(writer, groupId, only);
  const body = { 'members@odata.bind': userIds.map((userId) => objectUrl(writer, userId)) };
  const call = { method: 'PATCH', path: groupPath(groupId), body, isRead: false } as const;
  const reply = await writer.client.send(call);
  // After an attempt in doubt, too: “already so” may be about somebody who was a member before.
  if (reply.status >= 400) throw refusalOf(reply, doings.addMember, writer.scopes);
}

/** Nobody would fare better alone: a service that does not answer, or a group that Graph never changes. */
function concernsAll({ kind, code }: AppError): boolean {
  if (kind === 'throttled' || code.startsWith('group.cannot-change')) return true;
  return kind === 'upstream' && code !== 'graph.refused' && code !== 'group.not-ready';
}
