import { z } from 'zod';
import { doneCard, type Done } from '../../cards/done.ts';
import { leaveConfirmCard, type LeaveConfirm } from '../../cards/leave-confirm.ts';
import { AppError } from '../../domain/errors.ts';
import { lastOwner, membershipNotByHand, notAMember } from '../../domain/group-errors.ts';
import { membershipControl, type Group, type Standing } from '../../domain/groups.ts';
import type { Person } from '../../domain/people.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { forgetEnd } from '../terms/set-end.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { groupBeside } from '../side-by-side.ts';

type Left = { ask: LeaveConfirm } | { done: Done };

/**
 * Ends the caller's own membership, after asking once more. An owner stays an owner; the only one cannot leave.
 * @throws AppError `member.not-present`, `owner.last`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export const leaveGroup = defineOperation({
  name: 'group.leave',
  phrases: [
    'leave group',
    'leave',

    'quit group',
    'quit',
    'get out of',
    'take me out of',
    'remove me from',
    'exit group',
    'exit',
  ],
  sayings: [
    'i? want out of {group}',
    'get|take me out? of|from {group}',
    'end|stop my membership in|of {group}',
    'i? want to get out of {group}',
  ],
  isDestructive: true,
  summary: 'Leave a group',
  example: 'leave Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, confirmed }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All'],

  async run({ group: name, confirmed: answer }, services): Promise<Left> {
    const { group, beside } = await groupBeside(services.directory, name, (groupId) => partIn(groupId, services));
    const standing = await mayLeave(group, beside, services);
    if (answer !== 'yes') return { ask: { group, isOwner: standing.isOwner } };

    await removeSelf(group, services);
    return { done: { what: standing.isOwner ? 'leftAsOwner' : 'left', group } };
  },
  changes: (left) => ('done' in left ? { outcome: 'done', groupId: left.done.group.id } : undefined),
  card: (left, reader) => ('done' in left ? doneCard(left.done, reader) : leaveConfirmCard(left.ask, reader)),
});

/** What decides on leaving. */
interface Part {
  standing: Standing;
  owners: readonly Person[] | undefined;
}

export async function partIn(groupId: string, { directory }: Services): Promise<Part> {
  const [standing, owners] = await Promise.all([
    directory.standingIn(groupId),
    unlessRefused(directory.ownersOf(groupId)),
  ]);
  return { standing, owners };
}

/**
 * How the caller stands to a group that they want to leave.
 * @throws AppError `member.not-present`, `owner.last`, `group.cannot-change.*`
 */
export async function mayLeave(group: Group, part: () => Promise<Part>, { caller }: Services): Promise<Standing> {
  const control = membershipControl(group);
  if (control !== 'byHand') throw membershipNotByHand(group, control);
  const { standing, owners } = await part();
  if (!standing.isMember) throw notAMember(group, standing.isOwner);
  if (standing.isOwner && owners?.every((owner) => owner.id === caller.userId)) throw lastOwner(group);
  return standing;
}

/** Somebody else, or the same button on another device, may have been faster: gone is gone. */
async function removeSelf(group: Group, services: Services): Promise<void> {
  const { directory, caller } = services;
  try {
    await directory.removeMember(group.id, caller.userId);
    await forgetEnd(group.id, caller.userId, services);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'member.not-present')) throw error;
  }
}
