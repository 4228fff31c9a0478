import { z } from 'zod';
import { groupEditedCard, type GroupEdited } from '../../cards/group-edited.ts';
import { renameFormCard, type RenameForm } from '../../cards/rename-form.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName, reason } from '../inputs.ts';
import { askForName } from '../requests/ask-for-name.ts';
import type { AskedFirst } from '../requests/ask-first.ts';
import { askedFirstCard, askedFirstChange, isAskedFirst } from '../requests/show-asked.ts';
import { resolveGroup } from '../resolve-group.ts';
import { textAfter } from '../text-words.ts';
import { changeGroup, nameRefused, refuseUnlessChangeable } from './change-group.ts';

type Renaming = { form: RenameForm } | { edited: GroupEdited } | AskedFirst;

/**
 * Gives a group another name, after asking the organisation's naming policy. Its mail address stays.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-update
 */
export const renameGroup = defineOperation({
  name: 'group.rename',
  phrases: ['rename', 'rename group', 'change the name of', 'change name of'],
  sayings: [
    '{group} should be called|named {displayName}',
    'change {group} name to {displayName}',
    'give {group} the name {displayName}',
  ],
  approval: 'rename',
  summary: 'Give a group another name',
  example: 'rename Design Guild to Design Circle',
  fromWords: (words) => textAfter(words, /\s+(?:to|as|into)\s+/giu, 'displayName'),
  input: z.object({
    group: groupName,
    displayName: z
      .string({ error: 'Which name? Write it into the field.' })
      .trim()
      .max(8_000, 'This is too long to be a name.')
      .default(''),
    reason,
    confirmed,
    /** The name is to be looked at first: it was asked for before. */
    again: confirmed,
  }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: wanted, displayName, reason: why, confirmed: answer, again }, services): Promise<Renaming> {
    const group = await resolveGroup(services.directory, wanted);
    refuseUnlessChangeable(group);
    if (displayName === '') return { form: { group, displayName: group.displayName } };
    if (again === 'yes') return { form: { group, displayName: displayName.slice(0, 256), reason: why } };
    if (displayName.length > 256)
      return {
        form: { group, displayName, problem: `Names have up to 256 characters; this has ${displayName.length}.` },
      };
    const problem = await nameRefused(group, displayName, services);
    if (problem !== undefined) return { form: { group, displayName, problem } };

    const isChanged = displayName !== group.displayName;
    const asked = isChanged
      ? await askForName({ group, displayName, reason: why, isSent: answer === 'yes' }, services)
      : undefined;
    if (asked) return asked;
    await changeGroup(group, isChanged ? { displayName } : {}, services);
    const undo = { verb: 'group.rename', data: { group: group.id, displayName: group.displayName } };
    return {
      edited: { group: { ...group, displayName }, changed: isChanged ? ['name'] : [], was: group.displayName, undo },
    };
  },
  changes(renaming) {
    if (isAskedFirst(renaming)) return askedFirstChange(renaming);
    return 'edited' in renaming && renaming.edited.changed.length > 0
      ? { outcome: 'done', groupId: renaming.edited.group.id }
      : undefined;
  },
  card(renaming, reader) {
    if (isAskedFirst(renaming)) return askedFirstCard(renaming, reader);
    return 'form' in renaming ? renameFormCard(renaming.form, reader) : groupEditedCard(renaming.edited, reader);
  },
});
