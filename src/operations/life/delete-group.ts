import { z } from 'zod';
import { deleteConfirmCard, type DeleteConfirm } from '../../cards/delete-confirm.ts';
import { groupDeletedCard, type GroupDeleted } from '../../cards/group-deleted.ts';
import type { Person } from '../../domain/people.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName, reason } from '../inputs.ts';
import { askFirst, type AskedFirst } from '../requests/ask-first.ts';
import { askedFirstCard, askedFirstChange, isAskedFirst } from '../requests/show-asked.ts';
import { refuseUnlessChangeable } from '../profile/change-group.ts';
import { tellOfDeletion } from '../notices/tell-of-deletion.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { groupBeside } from '../side-by-side.ts';

type Deleting = { ask: DeleteConfirm } | { deleted: GroupDeleted } | AskedFirst;

/**
 * Deletes a group, after saying what goes with it. It can be brought back for 30 days.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-delete
 */
export const deleteGroup = defineOperation({
  name: 'group.delete',
  phrases: ['delete group', 'delete'],
  isDestructive: true,
  approval: 'delete',
  summary: 'Delete a group you own',
  example: 'delete group Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, reason, confirmed }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: wanted, reason: why, confirmed: answer }, services): Promise<Deleting> {
    const { directory, lifecycle } = services;
    const { group, beside } = await groupBeside(directory, wanted, (id) => besides(id, answer === 'yes', services));
    refuseUnlessChangeable(group);
    const send = { verb: 'group.delete', data: { group: group.id } };
    const about = { kind: 'delete', group, reason: why, isSent: answer === 'yes', send } as const;
    const asked = await askFirst(about, services);
    if (asked) return asked;
    if (answer !== 'yes') {
      const { memberCount } = await beside();
      return { ask: { group, ...(memberCount !== undefined && { memberCount }) } };
    }
    // Of a deleted group nobody can ask who owned it.
    const { owners = [] } = await beside();
    await asOwner(group, services, () => lifecycle.delete(group.id));
    await tellOfDeletion(group.id, owners, services);
    return { deleted: { what: 'deleted', group } };
  },
  changes(deleting) {
    if (isAskedFirst(deleting)) return askedFirstChange(deleting);
    return 'deleted' in deleting ? { outcome: 'done', groupId: deleting.deleted.group.id } : undefined;
  },
  card(deleting, reader) {
    if (isAskedFirst(deleting)) return askedFirstCard(deleting, reader);
    return 'ask' in deleting ? deleteConfirmCard(deleting.ask, reader) : groupDeletedCard(deleting.deleted, reader);
  },
});

/** Before it is asked about, how many lose it; before it is done, who has to hear of it. */
async function besides(
  groupId: string,
  isConfirmed: boolean,
  { directory }: Services,
): Promise<{ memberCount?: number | undefined; owners?: Person[] | undefined }> {
  return isConfirmed
    ? { owners: await unlessRefused(directory.ownersOf(groupId)) }
    : { memberCount: await unlessRefused(directory.memberCount(groupId)) };
}
