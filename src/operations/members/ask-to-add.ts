import type { PersonAdded } from '../../cards/people-added.ts';
import type { Group } from '../../domain/groups.ts';
import type { Person } from '../../domain/people.ts';
import { nobodyDecides } from '../../domain/request-errors.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { isAskedIn } from '../../domain/stages.ts';
import type { Services } from '../operation.ts';
import type { Approval } from '../requests/approval-for.ts';
import { ask, openRequest } from '../requests/ask.ts';
import { unlessRefused } from '../resolve-group.ts';

/** Somebody whom the caller wants to be added; `settled` says why nobody needs to be asked. */
interface Wish {
  person: Person;
  settled?: PersonAdded['what'];
  request?: GroupRequest;
}

/** Looks for whom others have to be asked at all. */
export function wishesFor(
  group: Group,
  people: readonly Person[],
  approval: Approval,
  services: Services,
): Promise<Wish[]> {
  return Promise.all(people.map((person) => wishFor(group, person, approval, services)));
}

async function wishFor(group: Group, person: Person, { stages }: Approval, services: Services): Promise<Wish> {
  const [isInside, request] = await Promise.all([
    unlessRefused(services.directory.hasMember(group.id, person.id)),
    openRequest({ kind: 'add-member', group, subject: person }, services),
  ]);
  if (isInside === true) return { person, settled: 'already' };
  if (person.id === services.caller.userId) return { person, settled: 'self' };
  // Nobody decides about themselves, and an owner needs nobody's leave.
  if (stages.some((stage) => stage.by.kind === 'owners' && isAskedIn(stage, person.id)))
    return { person, settled: 'owner' };
  return request ? { person, settled: 'askedAlready', request } : { person };
}

interface Asked {
  person: Person;
  what: PersonAdded['what'];
  request?: GroupRequest;
  isNew: boolean;
}

/** Writes a request down for each wish that is not settled. */
export async function askToAdd(
  {
    group,
    approval,
    reason,
    wishes,
    endsAt,
  }: { group: Group; approval: Approval; reason: string; wishes: Wish[]; endsAt?: Date },
  services: Services,
): Promise<Asked[]> {
  const now = services.clock.now().getTime();
  const asked: Asked[] = [];
  for (const [index, { person, settled, request: open }] of wishes.entries()) {
    if (settled) {
      asked.push({ person, what: settled, isNew: false, ...(open && { request: open }) });
      continue;
    }
    const createdAt = new Date(now + index);
    const wish = endsAt && ({ what: 'until', at: endsAt.getTime() } as const);
    const about = { group, reason, subject: person, createdAt, ...(wish && { wish }) };
    const asking = { kind: 'add-member', ...about, isOneOfSeveral: true } as const;
    const { request, isNew } = await ask(asking, withoutSubject(group, approval, person), services);
    asked.push({ person, what: isNew ? 'asked' : 'askedAlready', request, isNew });
  }
  return asked;
}

/** Whoever it is about decides nothing, in whatever stage they would be asked. */
function withoutSubject(group: Group, approval: Approval, { id: subjectId }: Person): Approval {
  const stages = approval.stages.map((stage) => ({
    ...stage,
    approvers: stage.approvers.filter(({ id }) => id !== subjectId),
    standIns: stage.standIns.filter(({ id }) => id !== subjectId),
  }));
  const empty = stages.find(({ approvers }) => approvers.length === 0);
  if (empty) throw nobodyDecides(empty.by, { kind: 'add-member', group });
  return { ...approval, stages };
}
