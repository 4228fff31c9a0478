import type { GraphCall } from './client.ts';
import type { Writer } from './members.ts';
import { classify, refusalOf, type Doing, type Reply } from './refusals.ts';

/**
 * Changes something. What is gone, or there, after an attempt in doubt is our own work.
 * @throws AppError as `doing` says
 */
export async function change(
  { client, scopes }: Writer,
  call: Omit<GraphCall, 'isRead'>,
  doing: Doing,
): Promise<Reply> {
  const reply = await client.send({ ...call, isRead: false });
  if (reply.status < 400) return reply;
  const ours = call.method === 'DELETE' ? 'notFound' : 'alreadyPresent';
  if (reply.inDoubt && classify(reply) === ours) return reply;
  throw refusalOf(reply, doing, scopes);
}
