import { AppError } from './errors.ts';
import type { Group, MembershipControl } from './groups.ts';

/** @param nearest display names that resemble what was asked for, best first */
export function noGroupCalled(name: string, nearest: readonly string[]): AppError {
  const [best, ...others] = nearest.map((candidate) => `“${candidate}”`);
  const hint = best
    ? ` Did you mean ${[best, ...others].join(' or ')}?`
    : ' Check the spelling, or look for it with “find groups”.';
  return new AppError('notFound', {
    code: 'group.not-found',
    advice: `There is no group called “${name}” that you can see.${hint}`,
  });
}

export function groupGone(cause?: unknown): AppError {
  return new AppError('notFound', {
    code: 'group.not-found',
    advice: 'This group is not there any more, or you may no longer see it. Its owners can say more.',
    cause,
  });
}

/**
 * Why Graph changes the membership of such a group for nobody, and who does.
 * @param refused what was wanted, in the words of the sentence that refuses it
 */
export function membershipNotByHand(
  group: Group,
  control: Exclude<MembershipControl, 'byHand'>,
  refused: 'join or leave' | 'be added to or removed from' | 'be made or dropped as an owner of' = 'join or leave',
): AppError {
  return new AppError('denied', {
    code: `group.cannot-change.${control}`,
    advice: `Nobody can ${refused} “${group.displayName}” from here. ${whoChanges(control)}`,
  });
}

function whoChanges(control: Exclude<MembershipControl, 'byHand'>): string {
  switch (control) {
    case 'dynamic':
      return 'A rule decides who belongs to it, from what the directory says about each person. An administrator can change the rule.';
    case 'onPremises':
      return 'It is kept in your organisation’s own directory and copied from there. Your IT department can change it.';
    case 'exchange':
      return 'It is a mail group that is run in Exchange. Its owners can change it in Outlook, or an administrator can.';
  }
}

export function noOwners(group: Pick<Group, 'displayName'>): AppError {
  return new AppError('denied', {
    code: 'group.no-owners',
    advice: `“${group.displayName}” has no owner who could decide. Ask an administrator to give it one, then ask again.`,
  });
}

export function lastOwner(group: Group): AppError {
  return new AppError('denied', {
    code: 'owner.last',
    advice: `You are the only owner of “${group.displayName}”, so you cannot leave it. Make somebody else an owner first, in Teams or Outlook, then leave.`,
  });
}

export function notAMember(group: Group, isOwner: boolean): AppError {
  return new AppError('conflict', {
    code: 'member.not-present',
    advice: isOwner
      ? `You own “${group.displayName}” but are not a member of it, so there is nothing to leave.`
      : `You are not a member of “${group.displayName}”.`,
  });
}

export function onlyMicrosoft365(group: Group): AppError {
  return new AppError('denied', {
    code: 'group.cannot-favorite',
    advice: `“${group.displayName}” cannot be a favourite: only Microsoft 365 groups can.`,
  });
}
