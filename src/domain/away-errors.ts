import { AppError } from './errors.ts';

/** Also for those of other people: knowing an id tells nothing. */
export function noSuchDelegation(): AppError {
  return new AppError('notFound', {
    code: 'delegation.not-found',
    advice: 'Nobody has handed this to you, or it is over. “My settings” shows for whom you decide.',
  });
}

/** Two devices set one at the same moment, again and again. */
export function delegationChanged(): AppError {
  return new AppError('conflict', {
    code: 'delegation.changed',
    advice: 'This was changed at the same moment on another device. “My settings” shows how it stands.',
  });
}
