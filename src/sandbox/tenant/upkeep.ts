import type { Tenant } from './tenant.ts';

/** How long a deleted group can be brought back. @see https://learn.microsoft.com/entra/fundamentals/groups-restore-deleted */
const restorableMs = 30 * 24 * 3_600_000;

/**
 * What a directory does by itself as time passes: a group whose time is over is deleted, and what was deleted 30 days ago
 * is gone for good. When the clock has jumped over both, both come about, each with its own date.
 * @see https://learn.microsoft.com/entra/identity/users/groups-lifecycle
 */
export function keepUp(tenant: Tenant, now: number): void {
  const expired = [...tenant.groups()].filter((group) => endOf(group.expirationDateTime) <= now);
  for (const group of expired) tenant.deleteGroup(group.id, endOf(group.expirationDateTime));
  const forgotten = [...tenant.deletedGroups()].filter((group) => endOf(group.deletedDateTime) + restorableMs <= now);
  for (const group of forgotten) tenant.purgeGroup(group.id);
}

function endOf(date: string | null): number {
  return date === null ? Infinity : Date.parse(date);
}
