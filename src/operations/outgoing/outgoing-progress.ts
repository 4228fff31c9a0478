import { z } from 'zod';
import { outgoingProgressCard, type OutgoingProgress, type OutgoingSort } from '../../cards/outgoing-progress.ts';
import { dayMs } from '../../domain/expiry.ts';
import { perSecond, silentKinds } from '../../domain/outgoing.ts';
import type { JobCount } from '../../ports/jobs.ts';
import { defineOperation } from '../define-operation.ts';
import { sortOf } from './message-sorts.ts';
import { outgoingReach, outgoingScopes } from './outgoing-reach.ts';

/** How far back the pace is measured, in real time. */
const latelySeconds = 60;

/**
 * Shows administrators how messages go out: sent, waiting, given up, and how long it takes at the pace of the last minute.
 * What was due is counted in the application's clock, the pace in real time.
 * @throws AppError `outgoing.denied`
 */
export const showOutgoing = defineOperation({
  name: 'outgoing.progress',
  phrases: [
    'sending progress',
    'progress of messages',
    'progress of notices',
    'how messages go out',
    'how many messages are waiting',
    'how many messages wait',
    'what is being sent',
    'progress',
  ],
  summary: 'See how messages go out: sent, waiting, and how long it takes',
  example: 'sending progress',
  input: z.object({}),
  scopes: outgoingScopes,

  async run(_input, services): Promise<OutgoingProgress> {
    await outgoingReach(services);
    const { store, caller, clock } = services;
    const { tenantId } = caller;
    const now = clock.now();
    const [counts, lately, silentSeconds] = await Promise.all([
      store.jobs.counts(tenantId, { now, since: new Date(now.getTime() - dayMs) }),
      store.jobs.doneLately(tenantId, latelySeconds, silentKinds),
      store.paces.silentSeconds(tenantId),
    ]);
    const pace = perSecond(lately);
    return {
      sorts: bySort(counts.filter(({ kind }) => !silentKinds.includes(kind))),
      ...(pace !== undefined && { perSecond: pace }),
      ...(silentSeconds > 0 && { silentSeconds }),
    };
  },
  card: outgoingProgressCard,
});

function bySort(counts: readonly JobCount[]): OutgoingSort[] {
  const sorts = [...Map.groupBy(counts, ({ kind }) => sortOf(kind).sort)];
  return sorts
    .map(([name, some]) => {
      const sum = (what: keyof Omit<JobCount, 'kind'>) => some.reduce((total, count) => total + count[what], 0);
      return { name, done: sum('done'), waiting: sum('waiting'), later: sum('later'), dead: sum('dead') };
    })
    .filter(({ done, waiting, later, dead }) => done + waiting + later + dead > 0);
}
