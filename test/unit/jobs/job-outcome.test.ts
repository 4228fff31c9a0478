import { describe, expect, it } from 'vitest';
import { SignInRequired } from '../../../src/domain/errors.ts';
import { maxAttempts, outcomeOf } from '../../../src/jobs/job-outcome.ts';
import { failure } from './set-up-runner.ts';

describe('what becomes of a job that failed', () => {
  it('waits longer each time, up to an hour, and not everybody equally long', () => {
    const waits = [1, 2, 3, 4, 9].map((attempt) => outcomeOf(failure('upstream'), attempt, 1).waitSeconds);
    expect(waits).toEqual([2, 6, 18, 54, 3600]);
    expect(outcomeOf(new Error('x'), 1, 0)).toEqual({ code: 'job.unexpected', waitSeconds: 1 });
  });

  it('is over after the last attempt, also for what was throttled, and for what wants a person', () => {
    expect(outcomeOf(failure('throttled', 5), maxAttempts)).toEqual({ code: 'test.throttled' });
    expect(outcomeOf(new SignInRequired('consent', ['User.Read']), 1)).toEqual({ code: 'sign-in.consent' });
  });
});
