import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { restorableUntil } from '../domain/expiry.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { openDeletion } from './open-deletion.ts';

const payload = z.object({
  groupId: z.guid(),
  ownerIds: z.array(z.guid()),
  by: z.object({ id: z.guid(), displayName: z.string() }),
});
/** After so many looks the daily scan has to find it. */
const mostLooks = 5;

/** A group was deleted through Muster: its other owners hear at once, with a button that brings it back. */
export function tellDeletion(parts: HandlerParts & { scan: DirectoryScan }): Handler {
  return async ({ tenantId, payload: raw, attempt }) => {
    const { groupId, ownerIds, by } = payload.parse(raw);
    const deleted = (await parts.scan.deletedGroups(tenantId, [groupId])).get(groupId);
    if (deleted) {
      const { displayName: groupName, deletedAt } = deleted;
      await openDeletion({ tenantId, groupId, groupName, until: restorableUntil(deletedAt), ownerIds, by }, parts);
    } else if (attempt < mostLooks)
      throw new AppError('upstream', { code: 'deletion.unseen', advice: 'The directory does not know it yet.' });
  };
}
