import type { PeopleAdded, PersonAdded } from '../../cards/people-added.ts';
import type { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { Person } from '../../domain/people.ts';
import type { ChangedMember } from '../../ports/directory.ts';
import { aboutPerson } from '../audit-subject.ts';
import type { Change, Services } from '../operation.ts';
import { setEnds, type EndSet } from '../terms/set-end.ts';

/**
 * Adds people with the caller's own right.
 * @throws AppError the refusal, when it meets everybody alike and is nobody's own
 */
export async function addNow(
  group: Group,
  people: readonly Person[],
  unknown: readonly string[],
  services: Services,
  endsAt?: Date,
): Promise<{ added: PeopleAdded; changes: Change[] }> {
  const outcomes = await services.directory.addMembers(
    group.id,
    people.map(({ id }) => id),
  );
  const common = commonFailure(outcomes);
  if (common) throw common;

  const results = people.map((person) => resultOf(person, outcomes));
  const inside = people.filter((_, index) => results[index]?.what === 'added');
  const ends = endsAt ? await setEnds(group, inside, endsAt, services) : [];
  const again = people.filter((_, index) => results[index]?.what === 'notReached').map(({ id }) => id);
  return {
    added: {
      group,
      ...(endsAt && { endsAt }),
      results: [...results, ...unknown.map((name) => ({ name, what: 'unknown' as const }))],
      again,
    },
    changes: outcomes.map((outcome) => changeOf(group, outcome, ends)),
  };
}

/** A service that failed for everybody is told, and logged, as such; so is a group that cannot be changed. */
function commonFailure(outcomes: readonly ChangedMember[]): AppError | undefined {
  const [first] = outcomes;
  const refusal = first?.refusal;
  if (!refusal || outcomes.some((outcome) => outcome.refusal?.code !== refusal.code)) return undefined;
  const isTheirOwn = refusal.kind === 'conflict' || refusal.kind === 'notFound';
  return isTheirOwn || refusal.code === 'member.denied' ? undefined : refusal;
}

function resultOf(person: Person, outcomes: readonly ChangedMember[]): PersonAdded {
  const name = person.displayName;
  const refusal = outcomes.find(({ userId }) => userId.toLowerCase() === person.id.toLowerCase())?.refusal;
  if (!refusal) return { name, what: 'added' };
  switch (refusal.kind) {
    case 'conflict':
      return { name, what: refusal.code === 'member.already-present' ? 'already' : 'full' };
    case 'notFound':
      return { name, what: 'gone' };
    case 'throttled':
    case 'upstream':
      return { name, what: 'notReached' };
    case 'denied':
    case 'input':
    case 'signIn':
      return { name, what: person.isGuest ? 'guestRefused' : 'refused' };
  }
}

function changeOf(group: Group, { userId, refusal }: ChangedMember, ends: readonly EndSet[]): Change {
  const about = { groupId: group.id, ...aboutPerson({ id: userId }) };
  const details = ends.find(({ term }) => term.person.id.toLowerCase() === userId.toLowerCase())?.details;
  if (!refusal) return { outcome: 'done', ...about, ...(details && { details }) };
  const isFailure = refusal.kind === 'throttled' || refusal.kind === 'upstream';
  return { outcome: isFailure ? 'failed' : 'refused', code: refusal.code, ...about };
}
