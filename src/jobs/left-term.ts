import { timedActor } from '../domain/audit.ts';
import type { MembershipTerm } from '../domain/terms.ts';
import { aboutPerson } from '../operations/audit-subject.ts';
import { untilChange } from '../operations/terms/set-end.ts';
import { announceTerm } from '../operations/terms/term-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';

/** Whether somebody has left by themselves. Only where it is sure: all others are asked as ever. */
export async function hasLeft(
  { tenantId, group, person }: MembershipTerm,
  { scan }: { scan: DirectoryScan },
): Promise<boolean> {
  return (await scan.hasMember(tenantId, group.id, person.id)) === false;
}

/** Nothing is left to end: the person, or the group, is gone. */
export async function leaveTerm(
  term: MembershipTerm,
  correlationId: string,
  { store, clock }: Pick<HandlerParts, 'store' | 'clock'>,
): Promise<void> {
  const { tenantId, id, group, person, endsAt } = term;
  await store.atomically(async (inside) => {
    if (!(await inside.terms.close(term, 'left'))) return;
    await announceTerm(inside, tenantId, id);
    await inside.audit.append({
      tenantId,
      at: clock.now(),
      actorId: timedActor,
      operation: 'term.left',
      outcome: 'done',
      groupId: group.id,
      ...aboutPerson(person),
      correlationId,
      details: untilChange(endsAt, undefined),
    });
  });
}
