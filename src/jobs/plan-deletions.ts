import { restorableDays, restorableUntil, dayMs, type Expiration } from '../domain/expiry.ts';
import { AppError } from '../domain/errors.ts';
import type { GroupPosition } from '../ports/directory-groups.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';
import { openDeletion } from './open-deletion.ts';

const perPage = 100;
/** The app may learn a day late that a group is gone. */
const knownForMs = (restorableDays + 2) * dayMs;

type Parts = HandlerParts & { scan: DirectoryScan };
type GoneGroup = Awaited<ReturnType<HandlerParts['store']['directoryGroups']['goneSince']>>[number];

/**
 * Plans what has to be said about groups that are deleted and can be brought back. When one went, the directory's list of
 * deleted groups says; it is asked once for each.
 * @returns why of some nothing could be found out
 */
export async function planDeletions(
  parts: Parts,
  tenantId: string,
  now: Date,
  signal: AbortSignal,
): Promise<AppError | undefined> {
  const { store, scan } = parts;
  const since = new Date(now.getTime() - knownForMs);
  let failure: AppError | undefined;
  let after: GroupPosition | undefined;
  do {
    signal.throwIfAborted();
    const page = await store.directoryGroups.goneSince(tenantId, { since, limit: perPage, ...(after && { after }) });
    const gone = page.filter(({ kind, gone: { as } }) => kind === 'microsoft365' && as !== 'purged');
    const ends = lastOf(
      await store.notices.deletionsOf(
        tenantId,
        gone.map(({ id }) => id),
      ),
    );
    const unknown = gone.filter(({ id, gone: { at } }) => isNews(ends.get(id), at));
    try {
      const deleted = await scan.deletedGroups(
        tenantId,
        unknown.map(({ id }) => id),
      );
      for (const group of gone) {
        const found = deleted.get(group.id);
        const known = ends.get(group.id);
        const until = found ? restorableUntil(found.deletedAt) : known?.state === 'open' ? known.expiresAt : undefined;
        if (until && until > now) await openDeletion(endOf(group, until, tenantId), parts);
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failure ??= error;
    }
    const last = page.length === perPage ? page.at(-1) : undefined;
    after = last && { at: last.gone.at, id: last.id };
  } while (after);
  return failure;
}

/** Whether nothing is known yet of how the group went: it was never told of, or has come back since. */
function isNews(end: Expiration | undefined, goneAt: Date): boolean {
  if (!end) return true;
  return end.state === 'restored' && end.expiresAt.getTime() - restorableDays * dayMs < goneAt.getTime();
}

function endOf({ id: groupId, displayName: groupName, owners }: GoneGroup, until: Date, tenantId: string) {
  return { tenantId, groupId, groupName, until, ownerIds: owners?.ids ?? [] };
}

/** The last deletion of each group: one can be deleted, brought back and deleted again. */
function lastOf(ends: readonly Expiration[]): Map<string, Expiration> {
  return new Map(ends.map((end) => [end.groupId, end]));
}
