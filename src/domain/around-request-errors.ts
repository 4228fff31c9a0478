import { AppError } from './errors.ts';

/** It was decided, or ended otherwise, before this came. */
export function requestClosed(): AppError {
  return new AppError('conflict', {
    code: 'request.closed',
    advice: 'This request is not open any more, so nothing was added to it. “My requests” shows how it ended.',
  });
}

/** To whoever sees a request but did not carry it out. */
export function notYoursToUndo(): AppError {
  return new AppError('denied', {
    code: 'request.not-yours-to-undo',
    advice: 'Only whoever approved this can take it back, and only for ten minutes.',
  });
}

/** What a press did is not as it was left any more. */
export function changedMeanwhile(what: string): AppError {
  return new AppError('conflict', {
    code: 'undo.changed-meanwhile',
    advice: `Somebody has changed this meanwhile: ${what} Nothing was undone.`,
  });
}

/** @param instead what to say in its place, such as `“remove Ada from Design Guild”` */
export function tooLateToUndo(instead: string): AppError {
  return new AppError('conflict', {
    code: 'undo.too-late',
    advice: `The ten minutes in which this could be undone are over. ${instead}`,
  });
}

/** Chat asked to remind whoever a request waits for, and none waits. */
export function nothingToNudge(): AppError {
  return new AppError('notFound', {
    code: 'request.none-waits',
    advice:
      'None of your requests waits for anybody who could be reminded. “My requests” shows how they stand, “waiting for me” what you are to decide.',
  });
}
