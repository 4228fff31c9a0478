import { createHash } from 'node:crypto';
import { z } from 'zod';
import { longestComment } from '../../domain/around-request.ts';
import { askedWithColleagues, isOpen, type GroupRequest } from '../../domain/requests.ts';
import { requestViewer } from '../../domain/rules.ts';
import type { Store } from '../../ports/store.ts';
import { aboutRequest } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { requestNow } from './decide.ts';
import { commentJob, copyJobs } from './request-jobs.ts';
import { shownToCaller } from './show-request-card.ts';

const comment = z
  .string({ error: 'Please write something.' })
  .trim()
  .min(1, 'Please write something.')
  .max(longestComment, `Please keep it under ${longestComment} characters.`);

/** How many comments the card showed: the same words once more from the same card are the same press. Only cards carry it. */
const seen = z.coerce.number({ error: 'This button is broken.' }).int().min(0).max(1_000_000).default(0);

/**
 * Writes to the others whom an open request concerns: whoever asked, and those who are asked now. It decides nothing.
 * @throws AppError `request.not-found`, `request.closed`, and as `requestViewer` does
 */
export const commentRequest = defineOperation({
  name: 'request.comment',
  phrases: [],
  summary: 'Write to the others whom a request concerns',
  example: '',
  input: z.object({ requestId, comment, seen }),
  scopes: ['GroupMember.Read.All'],
  allow: requestViewer,

  async run({ requestId: id, comment: text, seen: shown }, services) {
    const request = await requestNow(id, services);
    const callerId = services.caller.userId;
    if (!isOpen(request))
      return { request, callerId, notice: 'This request is not open any more: your comment was not sent.' };
    const isNew = await write(request, text, shown, services);
    return { request: await requestNow(id, services), callerId, isNew };
  },
  changes: ({ request, isNew = false }) => (isNew ? { outcome: 'done', ...aboutRequest(request) } : undefined),
  card: ({ request, callerId, notice }, reader) =>
    shownToCaller(notice === undefined ? { request } : { request, notice }, callerId, reader),
});

function write(
  request: GroupRequest,
  text: string,
  shown: number,
  { store, caller, clock, recordEnd }: Services,
): Promise<boolean> {
  const by = { id: caller.userId, displayName: caller.displayName };
  const id = createHash('sha256').update(`${by.id} ${shown} ${text}`).digest('hex').slice(0, 32);
  return store.atomically(async (inside) => {
    const isNew = await inside.requests.comment(request.tenantId, request.id, { id, by, at: clock.now(), text });
    if (!isNew) return false;
    await tellOthers(inside, request, id, by.id);
    await recordEnd?.(inside.audit, { outcome: 'done', ...aboutRequest(request) });
    return true;
  });
}

/** A message for each of the others, and every card shows it. */
async function tellOthers(store: Store, request: GroupRequest, commentId: string, byId: string): Promise<void> {
  const now = (await store.requests.get(request.tenantId, request.id)) ?? request;
  const ids = new Set([now.requester.id, ...askedWithColleagues(now).map(({ id }) => id)]);
  ids.delete(byId);
  await store.jobs.enqueue([
    ...(await copyJobs(store, now)),
    ...[...ids].map((recipientId) => commentJob(now, commentId, recipientId)),
  ]);
}
