import { termStamp, termSteps, type MembershipTerm, type TermStep } from '../../domain/terms.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { Store } from '../../ports/store.ts';
import type { TermCopy } from '../../ports/terms.ts';

/** What follows when a membership gets an end: people are told before it and at it. What is over already is left out. */
export function jobsForTerm(term: MembershipTerm, now: Date): NewJob[] {
  return (Object.keys(termSteps) as TermStep[]).flatMap((step) => {
    const dueAt = new Date(term.endsAt.getTime() - termSteps[step]);
    return dueAt > now || step === 'end' ? [stepJob(term, step, dueAt)] : [];
  });
}

function stepJob({ tenantId, id, endsAt }: MembershipTerm, step: TermStep, dueAt: Date): NewJob {
  const key = `term:${id}:${endsAt.getTime()}:${step}`;
  return { kind: 'term-step', key, tenantId, payload: { termId: id, step, endsAt: endsAt.getTime() }, dueAt };
}

/** @param occasion what the card is sent for: a recipient gets one for each */
export function termCardJob({ tenantId, id }: MembershipTerm, recipientId: string, occasion: string): NewJob {
  return {
    kind: 'deliver-term-card',
    key: `term:${id}:card:${occasion}:${recipientId}`,
    tenantId,
    payload: { termId: id, recipientId, occasion },
  };
}

/** Named by its step and the end that it is before: a membership that got another end is told of again. */
export function occasionOf({ endsAt }: Pick<MembershipTerm, 'endsAt'>, step: TermStep | 'more'): string {
  return `${step}@${endsAt.getTime()}`;
}

/** Every card about it shows how it stands now. Call it in the transaction of the change. */
export async function announceTerm(store: Store, tenantId: string, id: string): Promise<void> {
  const term = await store.terms.get(tenantId, id);
  if (!term) return;
  const copies = await store.terms.copies(tenantId, id);
  await store.jobs.enqueue(copies.map((copy) => updateTermJob(term, copy)));
}

/** @param again once more nevertheless, under a name of its own */
export function updateTermJob(term: MembershipTerm, copy: TermCopy, again = ''): NewJob {
  const { tenantId, termId, conversationId, activityId, recipientId } = copy;
  return {
    kind: 'update-term-card',
    key: `term:${termId}:update:${conversationId}:${activityId}:${termStamp(term)}${again}`,
    tenantId,
    payload: { termId, conversationId, activityId, recipientId },
  };
}
