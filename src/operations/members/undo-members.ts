import { z } from 'zod';
import { changeUndoneCard, type ChangeUndone } from '../../cards/change-undone.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { ChangedMember } from '../../ports/directory.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import type { Change, Services } from '../operation.ts';
import { forgetEnd, setEnds } from '../terms/set-end.ts';
import { changedAt, changedGroup, changedPeople, peopleOf, refuseIfLate } from './undo-inputs.ts';

/**
 * Takes back what the caller has just done: those who were added go out again, whoever was taken out comes in again. Only
 * whom that press really changed, and with the caller's right, as it was then.
 * @throws AppError `undo.too-late`, `undo.changed-meanwhile`, `group.not-found`, and what Graph refuses
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export const undoMembers = defineOperation({
  name: 'member.undo',
  phrases: [],
  summary: 'Take back who was just added or removed',
  example: '',
  input: z.object({
    what: z.enum(['added', 'removed'], { error: 'This button is broken.' }),
    group: changedGroup,
    people: changedPeople,
    at: changedAt,
    /** When the membership was to end that was taken away. */
    until: changedAt.optional(),
  }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],

  async run({ what, group: groupId, people: ids, at, until }, services) {
    const { directory } = services;
    const [group, people] = await Promise.all([directory.group(groupId), peopleOf(ids, services)]);
    const names = people.length === 1 ? (people[0]?.displayName ?? '') : '…';
    const words = what === 'added' ? `remove ${names} from` : `add ${names} to`;
    refuseIfLate(at, `Say “${words} ${group.displayName}” instead.`, services);
    const wanted = people.map(({ id }) => id);
    const outcomes =
      what === 'added' ? await directory.removeMembers(group.id, wanted) : await directory.addMembers(group.id, wanted);
    const result = resultOf(what, { id: group.id, displayName: group.displayName }, people, outcomes);
    await followEnds(result, until, services);
    return { result, changes: outcomes.map((outcome) => changeOf(group.id, outcome)) };
  },
  changes: ({ changes }) => changes,
  card: ({ result }, reader) => changeUndoneCard(result, reader),
});

const soAlready: ReadonlySet<string> = new Set(['member.not-present', 'member.already-present']);

/** @throws AppError the refusal, when it meets everybody */
function resultOf(
  what: ChangeUndone['what'],
  group: ChangeUndone['group'],
  people: readonly PersonRef[],
  outcomes: readonly ChangedMember[],
): ChangeUndone {
  const refusals = new Map(outcomes.map(({ userId, refusal }) => [userId.toLowerCase(), refusal]));
  const of = ({ id }: PersonRef) => refusals.get(id.toLowerCase());
  const isSo = (person: PersonRef) => soAlready.has(of(person)?.code ?? '');
  const refused = people.filter((person) => of(person) && !isSo(person));
  const [first] = refused;
  const refusal = first && of(first);
  if (refusal && refused.length === people.length) throw refusal;
  return {
    what,
    group,
    people: people.filter((person) => !of(person)),
    already: people.filter(isSo),
    ...(refusal && { refused: { people: refused, why: refusal.advice } }),
  };
}

/** An end that came with a membership goes with it, and comes back with it. */
async function followEnds(
  { what, group, people }: ChangeUndone,
  until: Date | undefined,
  services: Services,
): Promise<void> {
  if (what === 'added') for (const { id } of people) await forgetEnd(group.id, id, services);
  else if (until && until > services.clock.now() && people.length > 0) await setEnds(group, people, until, services);
}

function changeOf(groupId: string, { userId, refusal }: ChangedMember): Change {
  const about = { groupId, ...aboutPerson({ id: userId }) };
  if (!refusal) return { outcome: 'done', ...about };
  const isFailure = refusal.kind === 'throttled' || refusal.kind === 'upstream';
  return { outcome: isFailure ? 'failed' : 'refused', code: refusal.code, ...about };
}
