import { z } from 'zod';
import { awayCard } from '../../cards/away-card.ts';
import { noSuchDelegation } from '../../domain/away-errors.ts';
import type { Delegation, DelegationEnd } from '../../domain/delegations.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import type { Change, Services } from '../operation.ts';
import { endWithin } from './away-jobs.ts';

/** Only cards carry it. */
export const delegationId = z.guid({ error: 'This button is broken. “My settings” shows how it stands.' });

/** How one stands, and what this press has changed. */
interface Ended {
  delegation: Delegation;
  change?: Change;
}

/** Takes the caller's approvals back: nobody decides for them any more. */
export const endAway = defineOperation({
  name: 'away.end',
  phrases: [
    'i am back',
    "i'm back",
    'back',
    'i am here again',
    'i am not away',
    'i am no longer away',
    'end away',
    'take my approvals back',
  ],
  sayings: [
    'i decide again',
    'i am back from holiday|vacation|leave',
    'i will decide again|myself',
    'give me my approvals back',
  ],
  summary: 'Decide yourself again after you were away',
  example: 'I am back',
  input: z.object({ delegationId: delegationId.optional() }),
  scopes: [],

  async run({ delegationId: pressed }, services): Promise<Partial<Ended>> {
    const { store, caller } = services;
    const running = await store.delegations.running(caller.tenantId, caller.userId);
    // A button of one that is over ends no other.
    if (running && (pressed === undefined || pressed === running.id)) return ended(running, 'person', services);
    const shown = pressed === undefined ? undefined : await store.delegations.get(caller.tenantId, pressed);
    return shown?.person.id === caller.userId ? { delegation: shown } : {};
  },
  changes: ({ change }) => change,
  card: ({ delegation }, reader) => awayCard({ ...(delegation && { delegation }), isDelegate: false }, reader),
});

/**
 * “Not me”: the colleague does not decide in somebody's place, who hears so.
 * @throws AppError `delegation.not-found`, also for those of others
 */
export const declineAway = defineOperation({
  name: 'away.decline',
  phrases: [],
  summary: 'Do not decide for a colleague who is away',
  example: '',
  input: z.object({ delegationId }),
  scopes: [],

  async run({ delegationId: id }, services): Promise<Ended> {
    const { store, caller } = services;
    const delegation = await store.delegations.get(caller.tenantId, id);
    if (delegation?.delegate.id !== caller.userId) throw noSuchDelegation();
    return delegation.ended ? { delegation } : ended(delegation, 'delegate', services);
  },
  changes: ({ change }) => change,
  card: ({ delegation }, reader) => awayCard({ delegation, isDelegate: true }, reader),
});

/** Brings the card about it up to date, for the two whom it concerns. @throws AppError `delegation.not-found` */
export const showAway = defineOperation({
  name: 'away.show',
  phrases: [],
  summary: 'Bring a card about a time away up to date',
  example: '',
  input: z.object({ delegationId }),
  scopes: [],

  async run({ delegationId: id }, { store, caller }) {
    const delegation = await store.delegations.get(caller.tenantId, id);
    const isDelegate = delegation?.delegate.id === caller.userId;
    if (!delegation || (!isDelegate && delegation.person.id !== caller.userId)) throw noSuchDelegation();
    return { delegation, isDelegate };
  },
  card: awayCard,
});

async function ended(delegation: Delegation, by: DelegationEnd, { store, clock, recordEnd }: Services): Promise<Ended> {
  const at = clock.now();
  const other = by === 'person' ? delegation.delegate : delegation.person;
  const change: Change = { outcome: 'done', ...aboutPerson(other) };
  const isFirst = await store.atomically(async (inside) => {
    if (!(await endWithin(inside, delegation, at, by))) return false;
    await recordEnd?.(inside.audit, change);
    return true;
  });
  const now = (await store.delegations.get(delegation.tenantId, delegation.id)) ?? delegation;
  return { delegation: now, ...(isFirst && { change }) };
}
