import { z } from 'zod';
import type { ChangedMember } from '../ports/directory.ts';
import { bodyOf } from './client.ts';
import { doings } from './doings.ts';
import { groupPath } from './groups.ts';
import { memberPath, type Writer } from './members.ts';
import type { Reply } from './refusals.ts';
import { classify, refusalOf, unusable } from './refusals.ts';
import { waitMs } from './retry.ts';

/** @see https://learn.microsoft.com/graph/json-batching */
const mostAtOnce = 20;
const mostRounds = 4;
/** Changes of one group that arrive together get into each other's way: what was not done is asked for once more. */
const again = new Set([409, 412, 429, 503, 504]);

/**
 * Takes people out of a group, twenty in a call. Graph has no call that takes several out, and what speaks against one of a
 * batch keeps nobody else in.
 */
export async function removeMembers(
  writer: Writer,
  groupId: string,
  userIds: readonly string[],
): Promise<ChangedMember[]> {
  groupPath(groupId);
  const ids = [...new Set(userIds.map((id) => id.toLowerCase()))];
  const removed: ChangedMember[] = [];
  for (let start = 0; start < ids.length; start += mostAtOnce)
    removed.push(...(await removeTogether(writer, groupId, ids.slice(start, start + mostAtOnce))));
  return removed;
}

async function removeTogether(writer: Writer, groupId: string, userIds: readonly string[]): Promise<ChangedMember[]> {
  const { client } = writer;
  const outcomes = new Map<string, ChangedMember>();
  let open = [...userIds];
  let isInDoubt = false;
  for (let round = 1; open.length > 0; round++) {
    const replies = await exchange(writer, groupId, open);
    const left = open.filter((_, index) => again.has(replies[index]?.status ?? 0));
    const pauseMs = Math.max(
      0,
      ...replies.filter(({ status }) => again.has(status)).map(({ headers }) => waitMs(round, headers)),
    );
    const goesOn = left.length > 0 && round < mostRounds && (await client.budget.wait(pauseMs, client.signal));
    for (const [index, userId] of open.entries()) {
      const reply = replies[index];
      if (reply && !(goesOn && left.includes(userId)))
        outcomes.set(userId, outcomeOf(writer, userId, reply, isInDoubt));
    }
    isInDoubt ||= replies.some(({ status, inDoubt }) => inDoubt || status === 503 || status === 504);
    open = goesOn ? left : [];
  }
  return userIds.map((userId) => outcomes.get(userId) ?? { userId, refusal: unusable('graph.malformed') });
}

/** @param isInDoubt an attempt before may have done it: somebody who is gone was taken out by us */
function outcomeOf({ scopes }: Writer, userId: string, reply: Reply, isInDoubt: boolean): ChangedMember {
  if (reply.status < 400) return { userId };
  const isGone = ['notPresent', 'notFound'].includes(classify(reply));
  return isGone && isInDoubt ? { userId } : { userId, refusal: refusalOf(reply, doings.removeMember, scopes) };
}

const answers = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
});

/** @returns the reply to each, in their order; what failed as a whole is the reply to all */
async function exchange({ client }: Writer, groupId: string, userIds: readonly string[]): Promise<Reply[]> {
  const requests = userIds.map((userId, index) => ({
    id: String(index),
    method: 'DELETE',
    url: memberPath(groupId, userId),
  }));
  const reply = await client.send({ method: 'POST', path: '/$batch', isRead: false, body: { requests } });
  if (reply.status >= 400) return userIds.map(() => reply);
  const parsed = answers.safeParse(bodyOf(reply));
  if (!parsed.success) throw unusable('graph.malformed', parsed.error);
  const byId = new Map(parsed.data.responses.map((item) => [item.id, item]));
  return userIds.map((_, index) => {
    const item = byId.get(String(index));
    if (!item) throw unusable('graph.malformed', { batchItem: index });
    return {
      status: item.status,
      headers: new Headers(item.headers ?? {}),
      body: item.body ?? undefined,
      malformed: false,
      inDoubt: reply.inDoubt,
    };
  });
}
