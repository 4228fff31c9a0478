import { z } from 'zod';
import { deletedGroupsCard, type DeletedGroups } from '../../cards/deleted-groups.ts';
import { groupDeletedCard, type GroupDeleted } from '../../cards/group-deleted.ts';
import { purgeConfirmCard, type PurgeConfirm } from '../../cards/purge-confirm.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { findDeleted } from './find-deleted.ts';

type Purging = { ask: PurgeConfirm } | { purged: GroupDeleted } | { choose: DeletedGroups };

/**
 * Deletes a deleted group for ever, after asking. For administrators.
 * @throws AppError `deleted.not-found`, `purge.denied`
 * @see https://learn.microsoft.com/graph/api/directory-deleteditems-delete
 */
export const purgeGroup = defineOperation({
  name: 'group.purge',
  phrases: ['purge', 'purge group', 'delete for ever', 'delete forever', 'permanently delete'],
  sayings: ['delete {group} for ever', 'delete {group} forever|permanently', 'remove {group} for ever'],
  isDestructive: true,
  role: 'groups',
  summary: 'Delete a deleted group for ever (administrators)',
  example: 'purge Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, confirmed }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: wanted, confirmed: answer }, services): Promise<Purging> {
    const found = await findDeleted(wanted, services);
    if ('several' in found) return { choose: { list: 'named', words: wanted, groups: found.several } };
    if (answer !== 'yes') return { ask: { group: found.only } };
    await services.lifecycle.purge(found.only.id);
    return { purged: { what: 'purged', group: found.only } };
  },
  changes: (purging) => ('purged' in purging ? { outcome: 'done', groupId: purging.purged.group.id } : undefined),
  card(purging, reader) {
    if ('ask' in purging) return purgeConfirmCard(purging.ask, reader);
    return 'choose' in purging ? deletedGroupsCard(purging.choose, reader) : groupDeletedCard(purging.purged, reader);
  },
});
