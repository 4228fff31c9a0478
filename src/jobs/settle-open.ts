import type { AppError } from '../domain/errors.ts';
import type { Expiration } from '../domain/expiry.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';
import { settleEnd } from './settle-end.ts';

const perPage = 100;

/**
 * Closes every end of a group that is none any more, because the group was renewed, deleted, brought back
 * or taken from under the policy.
 * The directory is asked for each: cards tell people what came of the group, and what delta queries say of dates is
 * no promise.
 * @returns why some group could not be asked for; the others are settled
 */
export async function settleOpen(
  parts: Pick<HandlerParts, 'store' | 'clock'> & { scan: DirectoryScan },
  tenantId: string,
  now: Date,
  signal: AbortSignal,
): Promise<AppError | undefined> {
  const { store, scan } = parts;
  let failure: AppError | undefined;
  let after: Expiration | undefined;
  do {
    const open = await store.notices.openAfter(tenantId, { limit: perPage, ...(after && { after }) });
    const ids = [...new Set(open.map(({ groupId }) => groupId))];
    const { found, failures } = await scan.look(tenantId, ids, { owners: false });
    await store.directoryGroups.putLooks(tenantId, found, now);
    const byId = new Map(found.map((look) => [look.id, look]));
    for (const expiration of open) {
      signal.throwIfAborted();
      const look = byId.get(expiration.groupId);
      if (look) await settleEnd(expiration, 'gone' in look ? undefined : look, parts);
    }
    failure ??= failures[0];
    after = open.length === perPage ? open.at(-1) : undefined;
  } while (after);
  return failure;
}
