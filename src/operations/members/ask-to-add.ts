import type { PersonAdded } from '../../cards/people-added.ts';
import type { Group } from '../../domain/groups.ts';
import type { Person, PersonRef } from '../../domain/people.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { approversOf, askOwners, openRequest } from '../groups/ask-owners.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';

/** Somebody whom the caller wants to be added; `settled` says why nobody needs to be asked. */
interface Wish {
  person: Person;
  settled?: PersonAdded['what'];
  request?: GroupRequest;
}

/**
 * Looks for whom the owners have to be asked at all.
 * @throws AppError `group.no-owners`
 */
export async function wishesFor(
  group: Group,
  people: readonly Person[],
  services: Services,
): Promise<{ approvers: PersonRef[]; wishes: Wish[] }> {
  const approvers = await approversOf(group, services);
  const wishes = await Promise.all(people.map((person) => wishFor(group, person, approvers, services)));
  return { approvers, wishes };
}

async function wishFor(
  group: Group,
  person: Person,
  approvers: readonly PersonRef[],
  services: Services,
): Promise<Wish> {
  const [isInside, request] = await Promise.all([
    unlessRefused(services.directory.hasMember(group.id, person.id)),
    openRequest({ group, subject: person }, services),
  ]);
  if (isInside === true) return { person, settled: 'already' };
  if (person.id === services.caller.userId) return { person, settled: 'self' };
  // Nobody decides about themselves, and an owner needs nobody's leave.
  if (approvers.some(({ id }) => id === person.id)) return { person, settled: 'owner' };
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
  { group, approvers, reason, wishes }: { group: Group; approvers: PersonRef[]; reason: string; wishes: Wish[] },
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
    const { request, isNew } = await askOwners({ group, approvers, reason, subject: person, createdAt }, services);
    asked.push({ person, what: isNew ? 'asked' : 'askedAlready', request, isNew });
  }
  return asked;
}
