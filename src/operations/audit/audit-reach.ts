import { auditDenied, auditReaderRoles } from '../../domain/audit-readers.ts';
import { AppError } from '../../domain/errors.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { z } from 'zod';

/** What the caller may read of the trail, as the directory says now. */
export interface AuditReach {
  reach: 'everything' | 'ownGroups';
  group?: { id: string; displayName: string };
  /** Absent where every entry may be read. */
  groupIds?: string[];
}

const id = z.guid();

/**
 * Asks the directory, with the caller's own token, what they may read: administrators everything, owners what happened in
 * their groups.
 * @param wanted a group as it is called, or empty
 * @throws AppError `audit.denied`, `group.not-found`
 */
export async function auditReach(wanted: string, services: Services): Promise<AuditReach> {
  const { directory, memberships, caller } = services;
  const held = await memberships.whichGiveRole({ kind: 'person', id: caller.userId }, auditReaderRoles);
  const isReader = held.length > 0;
  if (wanted !== '') {
    const group = await groupCalled(wanted, isReader, services);
    if (!isReader) {
      const owners = await directory.ownersOf(group.id);
      if (!owners.some((owner) => owner.id === caller.userId)) throw auditDenied(group);
    }
    return { reach: isReader ? 'everything' : 'ownGroups', group, groupIds: [group.id] };
  }
  if (isReader) return { reach: 'everything' };
  const owned = (await memberships.owned()).filter(({ type }) => type === 'group');
  if (owned.length === 0) throw auditDenied();
  return { reach: 'ownGroups', groupIds: owned.map((group) => group.id) };
}

/** What happened in a group that is gone can still be asked for, by the button of a card. */
async function groupCalled(wanted: string, isReader: boolean, { directory }: Services) {
  try {
    return await resolveGroup(directory, wanted);
  } catch (error) {
    const isGone = error instanceof AppError && error.kind === 'notFound' && id.safeParse(wanted).success;
    if (isGone && isReader) return { id: wanted.toLowerCase(), displayName: 'A group that is gone' };
    throw error;
  }
}
