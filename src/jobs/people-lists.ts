import { z } from 'zod';
import { listAskedCard, listToldCard } from '../cards/list-asked.ts';
import { runVerb } from '../cards/list-preview.ts';
import type { GroupList } from '../domain/people-lists.ts';
import { haltedListJob, settleListJob, tellListJob } from '../operations/members/list-jobs.ts';
import { listWithRows } from '../operations/members/open-list.ts';
import type { ClaimedJob } from '../ports/jobs.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';
import { sendOnce } from './send-once.ts';

const payload = z.object({ listId: z.guid() });

async function listOf(job: ClaimedJob, { store }: HandlerParts): Promise<GroupList | undefined> {
  const list = await store.lists.get(job.tenantId, payload.parse(job.payload).listId);
  return list?.group && { ...list, group: list.group };
}

/**
 * Looks whether a list is still being worked off. One whose process died is told as having come to a halt, to whoever
 * worked it off: only that person's right can go on with it.
 */
export function settleList(parts: HandlerParts): Handler {
  return async (job) => {
    const list = await listOf(job, parts);
    if (list?.state !== 'running') return;
    const now = parts.clock.now();
    await parts.store.atomically(async (inside) => {
      const isDead = await inside.lists.move(list.tenantId, list.id, ['stopped'], 'stopped');
      await inside.jobs.enqueue([isDead ? haltedListJob(list, now) : settleListJob(list, now)]);
    });
  };
}

/** Shows an owner a list that somebody sent, as it stands by then. */
export function askList(parts: HandlerParts): Handler {
  const about = payload.extend({ recipientId: z.guid() });
  return async (job, signal) => {
    const { recipientId: userId } = about.parse(job.payload);
    const list = await listOf(job, parts);
    if (list?.state !== 'asked') return;
    const recipient = { userId, tenantId: job.tenantId };
    const shown = await listWithRows(list, parts);
    signal.throwIfAborted();
    await sendOnce(job, userId, listAskedCard(shown, await readerOfRecipient(recipient, parts)), parts);
  };
}

/** The time is over in which owners could answer. */
export function lapseList(parts: HandlerParts): Handler {
  return async (job) => {
    const list = await listOf(job, parts);
    if (!list) return;
    await parts.store.atomically(async (inside) => {
      if (await inside.lists.move(job.tenantId, list.id, ['asked'], 'lapsed'))
        await inside.jobs.enqueue([tellListJob(list, 'lapsed')]);
    });
  };
}

/** Tells whoever sent a list to the owners what came of it, and whoever worked one off that it came to a halt. */
export function tellList(parts: HandlerParts): Handler {
  const about = payload.extend({ what: z.enum(['done', 'declined', 'lapsed', 'halted']) });
  return async (job, signal) => {
    const { what } = about.parse(job.payload);
    const list = await listOf(job, parts);
    // Somebody may have gone on with it since.
    if (!list || (what === 'halted' && list.state !== 'stopped')) return;
    const { added = 0, removed = 0 } = await parts.store.lists.counts(list.tenantId, list.id);
    const { owners } = await listWithRows(list, parts);
    const goOn = what === 'halted' ? { goOn: runVerb(owners > 0 || list.kind === 'remove') } : {};
    const userId = what === 'halted' ? (list.actor ?? list.sender).id : list.sender.id;
    const recipient = { userId, tenantId: list.tenantId };
    const card = listToldCard(
      { list, count: added + removed, what, ...goOn },
      await readerOfRecipient(recipient, parts),
    );
    signal.throwIfAborted();
    await sendOnce(job, userId, card, parts);
  };
}
