import { delegationStamp, type Delegation, type DelegationEnd } from '../../domain/delegations.ts';
import type { DelegationCopy } from '../../ports/delegations.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { Store } from '../../ports/store.ts';

/** What a message about a delegation was sent for. */
export const awayOccasions = ['begun', 'ended', 'unreached'] as const;
export type AwayOccasion = (typeof awayOccasions)[number];

/** What follows when a delegation begins: the colleague hears, what waits goes to them too, and it ends by itself. */
export function jobsForDelegation(delegation: Delegation): NewJob[] {
  return [
    delegationCardJob(delegation, delegation.delegate.id, 'begun'),
    handOverJob(delegation, 'begun'),
    { ...job(delegation, 'end-delegation', 'end', {}), dueAt: delegation.until },
  ];
}

/** @param occasion what the card is sent for: a recipient gets one for each */
export function delegationCardJob(delegation: Delegation, recipientId: string, occasion: AwayOccasion): NewJob {
  return job(delegation, 'deliver-delegation-card', `card:${occasion}:${recipientId}`, { recipientId, occasion });
}

/** What waits for the person goes to the colleague too, or not any more. */
function handOverJob(delegation: Delegation, occasion: Exclude<AwayOccasion, 'unreached'>): NewJob {
  return job(delegation, 'hand-over', `hand-over:${occasion}`, { occasion });
}

/**
 * Ends one with everything that follows from it: both people hear of it who did not end it themselves. Call it in the
 * transaction that has ended it.
 * @param store as handed in by `atomically`
 * @returns false when it had ended before: then nothing was done
 */
export async function endWithin(store: Store, delegation: Delegation, at: Date, by: DelegationEnd): Promise<boolean> {
  if (!(await store.delegations.end(delegation, at, by))) return false;
  const ended = { ...delegation, ended: { at, by } };
  await announceDelegation(store, ended);
  const { person, delegate } = delegation;
  const told = [...(by === 'delegate' ? [] : [delegate]), ...(by === 'person' || by === 'replaced' ? [] : [person])];
  await store.jobs.enqueue([
    ...told.map(({ id }) => delegationCardJob(ended, id, 'ended')),
    handOverJob(ended, 'ended'),
  ]);
  return true;
}

/** Every card about it shows how it stands now. Call it in the transaction of the change. */
async function announceDelegation(store: Store, delegation: Delegation): Promise<void> {
  const copies = await store.delegations.copies(delegation.tenantId, delegation.id);
  await store.jobs.enqueue(copies.map((copy) => updateDelegationJob(delegation, copy)));
}

/** @param again once more nevertheless, under a name of its own */
export function updateDelegationJob(delegation: Delegation, copy: DelegationCopy, again = ''): NewJob {
  const { conversationId, activityId, recipientId } = copy;
  const part = `update:${conversationId}:${activityId}:${delegationStamp(delegation)}${again}`;
  return job(delegation, 'update-delegation-card', part, { conversationId, activityId, recipientId });
}

function job({ tenantId, id }: Delegation, kind: string, part: string, payload: NewJob['payload']): NewJob {
  return { kind, key: `delegation:${id}:${part}`, tenantId, payload: { delegationId: id, ...payload } };
}
