import { outgoingDenied, outgoingKeeperRoles, outgoingReaderRoles } from '../../domain/outgoing.ts';
import type { Services } from '../operation.ts';

/** What looking at the messages that go out takes of Graph: the caller's roles, and the names of whom they are for. */
export const outgoingScopes = ['User.Read', 'GroupMember.Read.All', 'User.ReadBasic.All'];

/**
 * Asks the directory, with the caller's own token, whether they may see how messages go out.
 * @returns whether they may also have them sent again
 * @throws AppError `outgoing.denied`
 */
export async function outgoingReach({
  memberships,
  caller,
}: Pick<Services, 'memberships' | 'caller'>): Promise<{ isKeeper: boolean }> {
  const held = await memberships.whichGiveRole({ kind: 'person', id: caller.userId }, outgoingReaderRoles);
  if (held.length === 0) throw outgoingDenied(false);
  return { isKeeper: held.some((role) => outgoingKeeperRoles.includes(role)) };
}

/** @throws AppError `outgoing.denied` for whoever may not have messages sent again */
export async function mayRetry({ memberships, caller }: Pick<Services, 'memberships' | 'caller'>): Promise<void> {
  const held = await memberships.whichGiveRole({ kind: 'person', id: caller.userId }, outgoingKeeperRoles);
  if (held.length === 0) throw outgoingDenied(true);
}
