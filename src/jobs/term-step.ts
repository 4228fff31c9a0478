import { z } from 'zod';
import type { MembershipTerm, TermStep } from '../domain/terms.ts';
import { announceTerm, occasionOf, termCardJob } from '../operations/terms/term-jobs.ts';
import type { AppRights } from '../ports/app-rights.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import { endMembership } from './end-membership.ts';
import { adminsToTell } from './find-admins.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { hasLeft, leaveTerm } from './left-term.ts';

const payload = z.object({ termId: z.string(), step: z.enum(['day', 'hour', 'end']), endsAt: z.number() });

type Parts = HandlerParts & { scan: DirectoryScan; rights: AppRights };

/**
 * The end of a membership comes near, or is there: whoever may still want something else is told. The member and the
 * owners a day before, the member and whoever set it an hour before. At the end the app takes the member out where it may;
 * else the owners do it with one press, and administrators where nobody owns the group. Who has left meanwhile concerns nobody.
 */
export function termStep(parts: Parts): Handler {
  const { store, scan, policy } = parts;
  return async (job) => {
    const { termId, step, endsAt } = payload.parse(job.payload);
    const term = await store.terms.get(job.tenantId, termId);
    if (term?.state !== 'running' || term.endsAt.getTime() !== endsAt) return;
    const { found, failures } = await scan.look(job.tenantId, [term.group.id], { owners: true });
    const [group] = found;
    if (!group) throw failures[0] ?? new Error('The group was not read.');
    const ownerIds = 'gone' in group ? [] : (group.ownerIds ?? []);
    const mayEnd = step === 'end' && policy().members.appEndsMemberships;
    if (!('gone' in group) && mayEnd && (await endMembership(term, ownerIds, parts))) return;
    if ('gone' in group || (step !== 'hour' && (await hasLeft(term, parts)))) return leaveTerm(term, job.id, parts);
    await tell(term, step, ownerIds, parts);
  };
}

async function tell(term: MembershipTerm, step: TermStep, ownerIds: readonly string[], parts: Parts): Promise<void> {
  const { store } = parts;
  const recipients = recipientsOf(term, step, ownerIds);
  await store.atomically(async (inside) => {
    // What said that it is still to come says that it is over now.
    if (step === 'end') await announceTerm(inside, term.tenantId, term.id);
    await inside.jobs.enqueue(recipients.map((id) => termCardJob(term, id, occasionOf(term, step))));
  });
  if (step !== 'end' || recipients.length > 0) return;
  const admins = await adminsToTell(term.tenantId, parts);
  const others = admins.filter((id) => id !== term.person.id);
  await store.jobs.enqueue(others.map((id) => termCardJob(term, id, occasionOf(term, step))));
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
