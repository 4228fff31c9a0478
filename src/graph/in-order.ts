import type { GraphCall } from './client.ts';
import { bodyOf } from './client.ts';
import { batchBody, parseBatch } from './batch.ts';
import type { Writer } from './members.ts';
import type { Reply } from './refusals.ts';
import { unusable } from './refusals.ts';
import { waitMs } from './retry.ts';

const mostRounds = 3;
const notTried: Reply = { status: 424, headers: new Headers(), body: undefined, malformed: false, inDoubt: false };

/**
 * Sends up to 20 requests that have to be done one after the other in one `$batch`: each waits for the one before it, and is
 * not tried when that failed. What is too much for Graph just now is tried again from there on, where Graph says when.
 * @returns a reply for each, 424 for those that were not tried
 * @throws AppError when the batch got no answer: what it did is not known then
 * @see https://learn.microsoft.com/graph/json-batching#sequencing-requests-with-the-dependson-property
 */
export async function sendInOrder(writer: Writer, calls: readonly GraphCall[]): Promise<Reply[]> {
  const { budget, signal } = writer.client;
  const done: Reply[] = [];
  let isFirstInDoubt = false;
  for (let round = 1; ; round++) {
    const found = await exchange(writer, calls.slice(done.length));
    if (found[0] && isFirstInDoubt) found[0] = { ...found[0], inDoubt: true };
    const stuck = found.findIndex((reply, index) => mayTryAgain(reply, calls[done.length + index]));
    const refused = found[stuck];
    if (!refused || round === mostRounds || !(await budget.wait(waitMs(round, refused.headers), signal)))
      return [...done, ...found];
    done.push(...found.slice(0, stuck));
    // A gateway that gives up does not know whether the service behind it had done the work.
    isFirstInDoubt = refused.status === 503;
  }
}

async function exchange(writer: Writer, calls: readonly GraphCall[]): Promise<Reply[]> {
  const isRead = calls.every((call) => call.isRead);
  const isOnce = calls.some((call) => call.isOnce);
  const reply = await writer.client.send({
    method: 'POST',
    path: '/$batch',
    isRead,
    isOnce,
    body: batchBody(calls, true),
  });
  // Refused as a whole, so the first was refused.
  if (reply.status >= 400) return calls.map((_, index) => (index === 0 ? reply : notTried));
  const found = parseBatch(bodyOf(reply));
  return calls.map((_, index) => {
    const item = found.get(index);
    if (item === undefined) throw unusable('graph.malformed', { batchItem: index });
    return { ...item, inDoubt: reply.inDoubt };
  });
}

function mayTryAgain({ status, headers }: Reply, call: GraphCall | undefined): boolean {
  if (call?.isRead) return [429, 503, 504].includes(status);
  return (status === 429 || (status === 503 && !call?.isOnce)) && headers.has('retry-after');
}
