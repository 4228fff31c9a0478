import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { settleEnd } from './settle-end.ts';

const payload = z.object({ groupId: z.guid() });
/** After so many looks at an unchanged date nothing was changed, or the daily scan finds it. */
const mostLooks = 4;

/** Brings the open notices about one group up to date, after somebody has changed how long it lives. */
export function checkExpiration(parts: HandlerParts & { scan: DirectoryScan }): Handler {
  const { store, scan } = parts;
  return async ({ tenantId, payload: raw, attempt }) => {
    const { groupId } = payload.parse(raw);
    const open = await store.notices.open(tenantId, groupId);
    if (open.length === 0) return;
    const found = (await scan.groupsById(tenantId, [groupId])).get(groupId);
    let isUnchanged = false;
    for (const expiration of open) isUnchanged = (await settleEnd(expiration, found, parts)) || isUnchanged;
    if (isUnchanged && attempt < mostLooks)
      throw new AppError('upstream', { code: 'expiration.unchanged', advice: 'The directory does not know it yet.' });
  };
}
