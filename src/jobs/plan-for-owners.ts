import { z } from 'zod';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { planNotices } from './plan-notices.ts';

const payload = z.object({ groupId: z.guid() });

/** Looks who owns a group now, and plans what a new owner has to hear of its end. */
export function planForOwners(parts: HandlerParts & { scan: DirectoryScan }): Handler {
  const { store, scan, clock } = parts;
  return async ({ tenantId, payload: raw }) => {
    const { groupId } = payload.parse(raw);
    const now = clock.now();
    const { found, failures } = await scan.look(tenantId, [groupId], { owners: true });
    const [failure] = failures;
    if (failure) throw failure;
    await store.directoryGroups.putLooks(tenantId, found, now);
    for (const look of found) {
      if ('gone' in look || !look.expiresAt) continue;
      const { id, displayName, expiresAt, ownerIds = [] } = look;
      await planNotices(parts, tenantId, [{ id, displayName, expiresAt, ownerIds: [...ownerIds] }], now);
    }
  };
}
