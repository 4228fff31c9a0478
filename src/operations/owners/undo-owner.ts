import { z } from 'zod';
import { changeUndoneCard, type ChangeUndone } from '../../cards/change-undone.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { changedAt, changedGroup, changedPeople, peopleOf, refuseIfLate } from '../members/undo-inputs.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { letIn, takeOwner } from '../requests/take-owner.ts';

/**
 * Takes back what the caller has just done: a new owner is none any more, whoever was dropped owns the group again.
 * @throws AppError `undo.too-late`, `undo.changed-meanwhile`, `owner.last`, `owner.denied`
 * @see https://learn.microsoft.com/graph/api/group-delete-owners
 */
export const undoOwner = defineOperation({
  name: 'owner.undo',
  phrases: [],
  summary: 'Take back who was just made an owner, or dropped',
  example: '',
  input: z.object({
    what: z.enum(['madeOwner', 'droppedOwner'], { error: 'This button is broken.' }),
    group: changedGroup,
    people: changedPeople,
    at: changedAt,
  }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],

  async run({ what, group: groupId, people: ids, at }, services): Promise<ChangeUndone> {
    const { directory } = services;
    const [id = ''] = ids;
    const [group, people, isMember] = await Promise.all([
      directory.group(groupId),
      peopleOf([id], services),
      unlessRefused(directory.hasMember(groupId, id)),
    ]);
    const name = people[0]?.displayName ?? '';
    const words = what === 'madeOwner' ? `drop owner ${name} from` : `make owner ${name} of`;
    refuseIfLate(at, `Say “${words} ${group.displayName}” instead.`, services);
    const isNew =
      what === 'madeOwner' ? await takeOwner(group, { id, isMember }, directory) : await giveBack(group, id, services);
    const about = { what, group: { id: group.id, displayName: group.displayName } };
    return isNew === 'taken' ? { ...about, people, already: [] } : { ...about, people: [], already: people };
  },
  changes: ({ group, people }) =>
    people.map((person) => ({ outcome: 'done' as const, groupId: group.id, ...aboutPerson(person) })),
  card: (result, reader) => changeUndoneCard(result, reader),
});

/** In a team the membership had ended with the ownership. */
async function giveBack(group: Group, personId: string, { directory }: Services): Promise<'taken' | 'already'> {
  try {
    await directory.addOwner(group.id, personId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'owner.already-present') return 'already';
    throw error;
  }
  if (group.hasTeam) await letIn(group.id, personId, directory);
  return 'taken';
}
