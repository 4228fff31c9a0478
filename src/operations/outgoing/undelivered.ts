import { z } from 'zod';
import { undeliveredListCard, type UndeliveredList } from '../../cards/undelivered-list.ts';
import { silentKinds } from '../../domain/outgoing.ts';
import type { DeadJob } from '../../ports/jobs.ts';
import { defineOperation } from '../define-operation.ts';
import { outgoingReach, outgoingScopes } from './outgoing-reach.ts';
import { undeliveredRows } from './undelivered-rows.ts';

const pageSize = 8;
const broken = 'This page cannot be found any more. Ask again what could not be sent.';
const place = z
  .string({ error: broken })
  .regex(/^\d{1,15}:[0-9a-z-]{1,60}$/u, broken)
  .transform((text): Pick<DeadJob, 'diedAt' | 'id'> => {
    const [time = '', id = ''] = text.split(':');
    return { diedAt: new Date(Number(time)), id };
  })
  .optional();

/**
 * Shows administrators what could not be sent, to whom, and why. The right is checked with the directory each time.
 * @throws AppError `outgoing.denied`
 */
export const undelivered = defineOperation({
  name: 'outgoing.undelivered',
  phrases: [
    'undelivered',
    'undelivered messages',
    'what could not be sent',
    'which messages could not be sent',
    'what could not be delivered',
    'show undelivered messages',
    'failed messages',
    'dead letters',
  ],
  summary: 'See which messages could not be sent, and why',
  example: 'undelivered',
  input: z.object({ next: place }),
  scopes: outgoingScopes,

  async run({ next: before }, services): Promise<UndeliveredList> {
    const { isKeeper } = await outgoingReach(services);
    const { store, caller } = services;
    const options = { limit: pageSize + 1, ...(before && { before }), exceptKinds: silentKinds };
    const [jobs, total] = await Promise.all([
      store.jobs.undelivered(caller.tenantId, options),
      store.jobs.countUndelivered(caller.tenantId, silentKinds),
    ]);
    const shown = jobs.slice(0, pageSize);
    const last = jobs.length > pageSize ? shown.at(-1) : undefined;
    return {
      rows: await undeliveredRows(shown, services),
      total,
      isKeeper,
      ...(last && { next: `${last.diedAt.getTime()}:${last.id}` }),
      isContinued: before !== undefined,
    };
  },
  card: undeliveredListCard,
});
