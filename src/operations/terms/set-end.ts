import { randomUUID } from 'node:crypto';
import { fieldChange, type FieldChange } from '../../domain/audit.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { MembershipTerm } from '../../domain/terms.ts';
import type { Services } from '../operation.ts';
import { announceTerm, jobsForTerm } from './term-jobs.ts';

/** A term that was just set, and what the trail says of it. */
export interface EndSet {
  term: MembershipTerm;
  details: FieldChange[];
}

/** How the end of a membership stood before and after, for the trail. Absent: for good. */
export function untilChange(from: Date | undefined, to: Date | undefined): FieldChange[] {
  return [fieldChange('until', 'time', { from: from?.toISOString(), to: to?.toISOString() })];
}

/** Gives the membership of these people an end, with everything that follows from it, all or nothing. */
export async function setEnds(
  group: { id: string; displayName: string },
  people: readonly PersonRef[],
  endsAt: Date,
  { store, caller, clock }: Services,
): Promise<EndSet[]> {
  const setBy = { id: caller.userId, displayName: caller.displayName };
  return store.atomically(async (inside) => {
    const set: EndSet[] = [];
    for (const { id, displayName } of people) {
      const before = await inside.terms.running(caller.tenantId, group.id, id);
      const term = await inside.terms.set({
        id: randomUUID(),
        tenantId: caller.tenantId,
        group: { id: group.id, displayName: group.displayName },
        person: { id, displayName },
        setBy,
        endsAt,
        state: 'running',
      });
      await inside.jobs.enqueue(jobsForTerm(term, clock.now()));
      await announceTerm(inside, term.tenantId, term.id);
      set.push({ term, details: untilChange(before?.endsAt, endsAt) });
    }
    return set;
  });
}

/** Somebody is not a member any more: whatever end their membership had, nothing is left to do. */
export async function forgetEnd(groupId: string, personId: string, { store, caller }: Services): Promise<void> {
  const term = await store.terms.running(caller.tenantId, groupId, personId);
  if (!term) return;
  const by = { id: caller.userId, displayName: caller.displayName };
  await store.atomically(async (inside) => {
    if (await inside.terms.close(term, 'left', by)) await announceTerm(inside, term.tenantId, term.id);
  });
}
