import { z } from 'zod';
import { deletedGroupsCard, type DeletedGroups } from '../../cards/deleted-groups.ts';
import { groupDeletedCard, type GroupDeleted } from '../../cards/group-deleted.ts';
import { defineOperation } from '../define-operation.ts';
import { checkExpirationJob } from '../notices/notice-jobs.ts';
import { groupName } from '../inputs.ts';
import { findDeleted } from './find-deleted.ts';

type Restoring = { restored: GroupDeleted } | { choose: DeletedGroups };

/**
 * Brings a deleted group back whole, as long as its 30 days are not over.
 * @throws AppError `deleted.not-found`, `restore.denied`, `restore.taken`
 * @see https://learn.microsoft.com/graph/api/directory-deleteditems-restore
 */
export const restoreGroup = defineOperation({
  name: 'group.restore',
  phrases: ['restore', 'restore group', 'bring back', 'undelete', 'recover group'],
  sayings: ['bring|get|put {group} back', 'i? want|have {group} back', 'undo deleting {group}'],
  summary: 'Bring back a deleted group',
  example: 'restore Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: wanted }, services): Promise<Restoring> {
    const found = await findDeleted(wanted, services);
    if ('several' in found) return { choose: { list: 'named', words: wanted, groups: found.several } };
    await services.lifecycle.restore(found.only.id);
    // Whoever was told that it is deleted reads that it is back. Should this not be written, the daily scan finds it.
    const { store, caller, clock } = services;
    await store.jobs.enqueue([checkExpirationJob(caller.tenantId, found.only.id, clock.now())]);
    return { restored: { what: 'restored', group: found.only } };
  },
  changes: (restoring) =>
    'restored' in restoring ? { outcome: 'done', groupId: restoring.restored.group.id } : undefined,
  card: (restoring, reader) =>
    'choose' in restoring ? deletedGroupsCard(restoring.choose, reader) : groupDeletedCard(restoring.restored, reader),
});
