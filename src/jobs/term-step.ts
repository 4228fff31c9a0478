import { z } from 'zod';
import type { MembershipTerm, TermStep } from '../domain/terms.ts';
import { announceTerm, occasionOf, termCardJob } from '../operations/terms/term-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';

const payload = z.object({ termId: z.string(), step: z.enum(['day', 'hour', 'end']), endsAt: z.number() });

/**
 * The end of a membership comes near, or is there: whoever may still want something else is told. The member and the
 * owners a day before, the member and whoever set it an hour before, the owners at the end, who then end it with one press.
 */
export function termStep({ store, scan }: HandlerParts & { scan: DirectoryScan }): Handler {
  return async (job) => {
    const { termId, step, endsAt } = payload.parse(job.payload);
    const term = await store.terms.get(job.tenantId, termId);
    if (term?.state !== 'running' || term.endsAt.getTime() !== endsAt) return;
    const { found, failures } = await scan.look(job.tenantId, [term.group.id], { owners: true });
    const [group] = found;
    if (!group) throw failures[0] ?? new Error('The group was not read.');
    if ('gone' in group) {
      await store.atomically(async (inside) => {
        if (await inside.terms.close(term, 'left')) await announceTerm(inside, job.tenantId, termId);
      });
      return;
    }
    const recipients = recipientsOf(term, step, group.ownerIds ?? []);
    await store.atomically(async (inside) => {
      // What said that it is still to come says that it is over now.
      if (step === 'end') await announceTerm(inside, job.tenantId, termId);
      await inside.jobs.enqueue(recipients.map((id) => termCardJob(term, id, occasionOf(term, step))));
    });
  };
}

function recipientsOf({ person, setBy }: MembershipTerm, step: TermStep, ownerIds: readonly string[]): string[] {
  const others = ownerIds.filter((id) => id !== person.id);
  switch (step) {
    case 'day':
      return [person.id, ...others];
    case 'hour':
      return [person.id, ...others.filter((id) => id === setBy.id)];
    case 'end':
      return others;
  }
}
