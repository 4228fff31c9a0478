import { z } from 'zod';
import { undeliveredRetriedCard } from '../../cards/undelivered-retried.ts';
import { silentKinds } from '../../domain/outgoing.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import { mayRetry, outgoingScopes } from './outgoing-reach.ts';

/**
 * Has messages sent again that were given up: one, or all of them. Pressing twice is once: what waits again is no longer
 * among them, and each kind of message finds out for itself whether it is still to be sent.
 * @throws AppError `outgoing.denied`
 */
export const retryUndelivered = defineOperation({
  name: 'outgoing.retry',
  phrases: [
    'retry undelivered',
    'retry undelivered messages',
    'send undelivered messages again',
    'send undelivered again',
    'try undelivered messages again',
    'resend undelivered messages',
    'retry failed messages',
    'resend failed messages',
  ],
  summary: 'Have messages sent again that could not be sent',
  example: 'retry undelivered',
  input: z.object({
    message: z
      .string({ error: 'This button is broken. Ask again what could not be sent.' })
      .regex(/^[0-9a-z-]{1,60}$/u, 'This button is broken. Ask again what could not be sent.')
      .optional(),
    all: confirmed,
  }),
  scopes: outgoingScopes,

  async run({ message }, services) {
    await mayRetry(services);
    const { store, caller, clock } = services;
    const which = { ...(message !== undefined && { ids: [message] }), exceptKinds: silentKinds };
    return { count: await store.jobs.retry(caller.tenantId, { now: clock.now(), ...which }) };
  },
  changes: ({ count }) => (count > 0 ? { outcome: 'done' } : undefined),
  card: undeliveredRetriedCard,
});
