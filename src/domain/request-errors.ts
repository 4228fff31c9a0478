import { AppError } from './errors.ts';

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
    advice: 'Others decide on new groups now: the policy does not name you any more.',
  });
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
