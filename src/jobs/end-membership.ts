import { fieldChange, timedActor } from '../domain/audit.ts';
import { AppError } from '../domain/errors.ts';
import type { MembershipTerm } from '../domain/terms.ts';
import { aboutPerson } from '../operations/audit-subject.ts';
import { untilChange } from '../operations/terms/set-end.ts';
import { announceTerm, termCardJob } from '../operations/terms/term-jobs.ts';
import type { AuditEvent } from '../ports/audit.ts';
import type { AppRights } from '../ports/app-rights.ts';
import type { Store } from '../ports/store.ts';
import type { HandlerParts } from './handler-parts.ts';

const operation = 'term.end';
/** Owners may have tried as well. */
const fewEntries = 20;

type Parts = Pick<HandlerParts, 'store' | 'clock'> & { rights: AppRights };

/**
 * Takes somebody out whose time is over, as the app itself: on record before and after. Done again after a death in the
 * middle, it knows by the record that it was its own doing.
 * @returns false when the app may not: somebody who may has to be asked
 * @throws AppError `upstream`, `throttled`: it is tried again
 */
export async function endMembership(
  term: MembershipTerm,
  ownerIds: readonly string[],
  { store, clock, rights }: Parts,
): Promise<boolean> {
  const event = (outcome: AuditEvent['outcome'], more: Partial<AuditEvent> = {}): AuditEvent => ({
    tenantId: term.tenantId,
    at: clock.now(),
    actorId: timedActor,
    operation,
    outcome,
    groupId: term.group.id,
    ...aboutPerson(term.person),
    correlationId: term.id,
    ...more,
  });
  const hadBegun = (await lastOutcome(store, term)) === 'begun';
  if (!hadBegun) await store.audit.append(event('begun'));
  try {
    await rights.endMembership(term.tenantId, term.group.id, term.person.id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'member.not-present') {
      const state = hadBegun ? 'ended' : 'left';
      await close(store, term, state, ownerIds, event(hadBegun ? 'done' : 'refused', endOf(term, hadBegun)));
      return true;
    }
    if (error.kind !== 'denied') throw error;
    await store.audit.append(event('refused', { code: error.code }));
    return false;
  }
  await close(store, term, 'ended', ownerIds, event('done', endOf(term, true)));
  return true;
}

/** Whether the app was told before that it may not end this one: then only people can. */
export async function wasRefused(store: Store, term: MembershipTerm): Promise<boolean> {
  return (await lastOutcome(store, term)) === 'refused';
}

/** How the last attempt of the app at this very term ended; `begun` where it left no end. */
async function lastOutcome(store: Store, { tenantId, id, group, person }: MembershipTerm) {
  const filter = { groupIds: [group.id], subjectId: person.id, operations: [operation] };
  const last = await store.audit.newest(tenantId, filter, { limit: fewEntries });
  return last.find(({ correlationId }) => correlationId === id)?.outcome;
}

function endOf({ person, endsAt }: MembershipTerm, isDone: boolean): Partial<AuditEvent> {
  if (!isDone) return { code: 'member.not-present' };
  return { details: [fieldChange('member', 'person', { from: person.id }), ...untilChange(endsAt, undefined)] };
}

/** Everybody hears that it has ended: the member can ask again, an owner can add them again. */
async function close(
  store: Store,
  term: MembershipTerm,
  state: 'ended' | 'left',
  ownerIds: readonly string[],
  end: AuditEvent,
): Promise<void> {
  await store.atomically(async (inside) => {
    await inside.audit.append(end);
    if (!(await inside.terms.close(term, state))) return;
    await announceTerm(inside, term.tenantId, term.id);
    if (state === 'left') return;
    const others = ownerIds.filter((id) => id !== term.person.id);
    await inside.jobs.enqueue([term.person.id, ...others].map((id) => termCardJob(term, id, 'ended')));
  });
}
