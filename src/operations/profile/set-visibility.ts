import { z } from 'zod';
import { groupEditedCard, type GroupEdited } from '../../cards/group-edited.ts';
import { visibilityConfirmCard, type VisibilityConfirm } from '../../cards/visibility-confirm.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { noteVisibility } from '../attestation/answer-visibility.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName, reason } from '../inputs.ts';
import { askFirst, type AskedFirst } from '../requests/ask-first.ts';
import { askedFirstCard, askedFirstChange, isAskedFirst } from '../requests/show-asked.ts';
import { resolveGroup } from '../resolve-group.ts';
import { changeGroup, refuseUnlessChangeable } from './change-group.ts';

type Setting = { ask: VisibilityConfirm } | { edited: GroupEdited } | AskedFirst;

/**
 * Makes a group public or private. Asked before, because what is inside is opened to the whole organisation, or closed.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`, `visibility.fixed`
 * @see https://learn.microsoft.com/graph/api/group-update
 */
export const setVisibility = defineOperation({
  name: 'group.set-visibility',
  phrases: ['set visibility of', 'change visibility of', 'visibility of', 'open up', 'close off'],
  sayings: [
    'make|turn|set|switch|change {group} to? {visibility:public|private}',
    '{group} should be|become {visibility:public|private}',
    'i? want {group} to? be? {visibility:public|private}',
  ],
  approval: 'visibility',
  summary: 'Make a group public or private',
  example: 'set visibility of Design Guild to public',
  fromWords: groupAndVisibility,
  input: z.object({
    group: groupName,
    visibility: z.enum(['public', 'private'], { error: 'A group is public or private. Say which.' }).optional(),
    reason,
    confirmed,
  }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: wanted, visibility, reason: why, confirmed: answer }, services): Promise<Setting> {
    const group = await resolveGroup(services.directory, wanted);
    refuseUnlessChangeable(group);
    refuseUnlessOpen(group);
    const from = group.visibility === 'public' ? 'public' : 'private';
    const to = visibility ?? (from === 'public' ? 'private' : 'public');
    if (to === from) return { edited: { group, changed: [] } };
    const wish = { what: 'visibility', from, to } as const;
    const send = { verb: 'group.set-visibility', data: { group: group.id, visibility: to } };
    const about = { kind: 'visibility', group, wish, reason: why, isSent: answer === 'yes', send } as const;
    const asked = await askFirst(about, services);
    if (asked) return asked;
    if (answer !== 'yes') return { ask: { group, visibility: to } };

    await changeGroup(group, { visibility: to }, services);
    await noteVisibility(group.id, to, services);
    const undo = { verb: 'group.set-visibility', data: { group: group.id, visibility: group.visibility } };
    return { edited: { group, changed: ['visibility'], undo } };
  },
  changes(setting) {
    if (isAskedFirst(setting)) return askedFirstChange(setting);
    return 'edited' in setting && setting.edited.changed.length > 0
      ? { outcome: 'done', groupId: setting.edited.group.id }
      : undefined;
  },
  card(setting, reader) {
    if (isAskedFirst(setting)) return askedFirstCard(setting, reader);
    return 'ask' in setting ? visibilityConfirmCard(setting.ask, reader) : groupEditedCard(setting.edited, reader);
  },
});

function groupAndVisibility(words: string): Record<string, string> {
  const found = /^(.*?)\s+(?:(?:to|as)\s+)?(public|private)$/isu.exec(words);
  if (!found) return words === '' ? {} : { group: words };
  return { group: found[1] ?? '', visibility: (found[2] ?? '').toLowerCase() };
}

/** Only Microsoft 365 groups have a visibility; a hidden membership is for ever. */
function refuseUnlessOpen(group: Group): void {
  const isHidden = group.visibility === 'hiddenMembership';
  if (group.kind === 'microsoft365' && !isHidden) return;
  throw new AppError('denied', {
    code: 'visibility.fixed',
    advice: isHidden
      ? `The members of “${group.displayName}” are hidden, and Microsoft 365 lets nobody change that later.`
      : `“${group.displayName}” is neither public nor private: only Microsoft 365 groups are.`,
  });
}
