import type { ApproverSource } from './approvals.ts';
import type { Delegation } from './delegations.ts';
import { AppError } from './errors.ts';
import { noOwners } from './group-errors.ts';
import type { RequestKind } from './request-kinds.ts';

/** Also for requests that exist but do not concern the caller: knowing an id tells nothing. */
export function noSuchRequest(): AppError {
  return new AppError('notFound', {
    code: 'request.not-found',
    advice:
      'This request cannot be found. It may be old, or meant for somebody else. “My requests” and “waiting for me” show yours.',
  });
}

export function ownRequest(): AppError {
  return new AppError('denied', {
    code: 'request.own',
    advice: 'This is your own request. Another owner of the group has to decide on it.',
  });
}

export function ownCreation(): AppError {
  return new AppError('denied', {
    code: 'request.own',
    advice: 'This is your own request. Somebody else whom the policy names has to decide on it.',
  });
}

export function notApprover(): AppError {
  return new AppError('denied', {
    code: 'request.not-approver',
    advice: 'Others decide on this now: you are not, or not any more, among those whom the policy means.',
  });
}

/** To somebody who was asked in a stage that is over. */
export function othersDecideNow(): AppError {
  return new AppError('denied', {
    code: 'request.not-your-turn',
    advice: 'The step in which you were asked is over. Others decide now.',
  });
}

/** To a colleague who was asked in the place of somebody, and presses after that was over. */
export function delegationEnded(delegation: Delegation): AppError {
  return new AppError('denied', { code: 'delegation.ended', advice: overWords(delegation) });
}

function overWords({ person, ended }: Delegation): string {
  const name = person.displayName;
  if (ended?.by === 'delegate') return `You do not decide for ${name} any more: you said “Not me”.`;
  if (ended?.by === 'replaced') return `Somebody else decides for ${name} now.`;
  return `You do not decide for ${name} any more: ${name} is back and decides again.`;
}

export function requestAboutYou(): AppError {
  return new AppError('denied', {
    code: 'request.about-you',
    advice: 'This request is about you. Another owner of the group has to decide on it.',
  });
}

export function noLongerApprover(groupName: string): AppError {
  return new AppError('denied', {
    code: 'request.not-owner',
    advice: `Only owners of “${groupName}” decide on this, and you are not one of them any more.`,
  });
}

/** A stage has nobody who could be asked, besides whoever asks. */
export function nobodyDecides(
  { kind: source }: ApproverSource,
  { kind, group }: { kind: RequestKind; group: { displayName: string } },
): AppError {
  if (kind === 'create')
    return new AppError('denied', {
      code: 'creation.no-approvers',
      advice: `Somebody has to agree to new groups, but nobody is there who could: ${whyNobody[source]} Ask an administrator to look at the policy.`,
    });
  if (source === 'owners') return noOwners(group);
  return new AppError('denied', {
    code: 'approval.nobody',
    advice: `Somebody has to agree to this, but nobody is there who could: ${whyNobody[source]} Ask an administrator to look at the policy.`,
  });
}

const whyNobody: Record<ApproverSource['kind'], string> = {
  owners: 'the group has no other owner.',
  manager: 'the directory does not say who your manager is.',
  admins: 'nobody else is named, or you may not see them.',
  people: 'nobody else is named, or you may not see them.',
  group: 'nobody else is named, or you may not see them.',
};
