import { AppError } from '../domain/errors.ts';
import { restorableUntil } from '../domain/expiry.ts';
import type { DirectoryScan } from '../ports/scan.ts';

/** Until when a group that is gone can be brought back; undefined where it cannot, or nobody knows. */
export async function restorableOf(
  { tenantId, groupId }: { tenantId: string; groupId: string },
  { scan }: { scan: DirectoryScan },
): Promise<Date | undefined> {
  try {
    const deleted = (await scan.deletedGroups(tenantId, [groupId])).get(groupId);
    return deleted && restorableUntil(deleted.deletedAt);
  } catch (error) {
    // That the group is gone is what matters; the scan asks again.
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
