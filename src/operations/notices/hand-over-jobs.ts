import type { PersonRef } from '../../domain/people.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { Services } from '../operation.ts';
import { announceExpiration } from './notice-jobs.ts';

/** How long the directory has to know everywhere who owns the group. */
const replicationMs = 2_000;

/** A group that was handed over. */
export interface HandedOverGroup {
  group: { id: string; displayName: string };
  person: PersonRef;
  /** Object ids of the other owners. */
  others: readonly string[];
}

/**
 * The new owner and the others hear of it, what was said of the group's end shows it, and the new owner is told what is due.
 */
export async function announceHandOver(
  { group, person, others }: HandedOverGroup,
  { store, caller, clock }: Pick<Services, 'store' | 'caller' | 'clock'>,
): Promise<void> {
  const { tenantId } = caller;
  const now = clock.now();
  const by = { id: caller.userId, displayName: caller.displayName };
  const to = { id: person.id, displayName: person.displayName };
  const open = await store.notices.open(tenantId, group.id);
  const told = [to.id, ...others].map((recipientId): NewJob => {
    const key = `hand-over:${group.id}:${by.id}:${to.id}:${recipientId}:${now.getTime()}`;
    const about = { groupId: group.id, groupName: group.displayName, from: by, to, recipientId };
    return { kind: 'tell-hand-over', key, tenantId, payload: about, dueAt: now };
  });
  await store.atomically(async (inside) => {
    await inside.jobs.enqueue([...told, planForOwnersJob(tenantId, group.id, now)]);
    for (const end of open)
      if (await inside.notices.say(end, { what: 'handed-over', by, to, at: now }))
        await announceExpiration(inside, end, now);
  });
}

/** Asks the directory who owns a group now, so that whoever has just become an owner is told what is due. */
function planForOwnersJob(tenantId: string, groupId: string, now: Date): NewJob {
  const key = `plan-for-owners:${groupId}:${now.getTime()}`;
  return {
    kind: 'plan-for-owners',
    key,
    tenantId,
    payload: { groupId },
    dueAt: new Date(now.getTime() + replicationMs),
  };
}
