import { z } from 'zod';
import { deleteConfirmCard, type DeleteConfirm } from '../../cards/delete-confirm.ts';
import { groupDeletedCard, type GroupDeleted } from '../../cards/group-deleted.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { refuseUnlessChangeable } from '../profile/change-group.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';

type Deleting = { ask: DeleteConfirm } | { deleted: GroupDeleted };

/**
 * Deletes a group, after saying what goes with it. It can be brought back for 30 days.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-delete
 */
export const deleteGroup = defineOperation({
  name: 'group.delete',
  phrases: ['delete group', 'delete'],
  isDestructive: true,
  summary: 'Delete a group you own',
  example: 'delete group Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, confirmed }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: wanted, confirmed: answer }, services): Promise<Deleting> {
    const { directory, lifecycle } = services;
    const group = await resolveGroup(directory, wanted);
    refuseUnlessChangeable(group);
    if (answer !== 'yes') {
      const memberCount = await unlessRefused(directory.memberCount(group.id));
      return { ask: { group, ...(memberCount !== undefined && { memberCount }) } };
    }
    await asOwner(group, services, () => lifecycle.delete(group.id));
    return { deleted: { what: 'deleted', group } };
  },
  changes: (deleting) => ('deleted' in deleting ? { outcome: 'done', groupId: deleting.deleted.group.id } : undefined),
  card: (deleting, reader) =>
    'ask' in deleting ? deleteConfirmCard(deleting.ask, reader) : groupDeletedCard(deleting.deleted, reader),
});
