import { describe, expect, it } from 'vitest';
import { SignInRequired } from '../../../src/domain/errors.ts';
import { maxAttempts, outcomeOf } from '../../../src/jobs/job-outcome.ts';
import { failure } from './set-up-runner.ts';

const tried = (attempt: number, begunAt = new Date()) => ({ attempt, begunAt });

describe('what becomes of a job that failed', () => {
  it('waits longer each time, up to an hour, and not everybody equally long', () => {
    const waits = [1, 2, 3, 4, 9].map((attempt) => outcomeOf(failure('upstream'), tried(attempt), 1).waitSeconds);
    expect(waits).toEqual([2, 6, 18, 54, 3600]);
    expect(outcomeOf(new Error('x'), tried(1), 0)).toEqual({ code: 'job.unexpected', waitSeconds: 1 });
  });

  it('is over after the last attempt, and for what wants a person or is of no use', () => {
    expect(outcomeOf(failure('upstream'), tried(maxAttempts))).toEqual({ code: 'test.upstream' });
    expect(outcomeOf(failure('denied'), tried(1))).toEqual({ code: 'test.denied' });
    expect(outcomeOf(new SignInRequired('consent', ['User.Read']), tried(1))).toEqual({ code: 'sign-in.consent' });
  });

  it('waits as long as a failing service asks, and counts the attempt', () => {
    expect(outcomeOf(failure('upstream', 20), tried(1), 0)).toEqual({ code: 'test.upstream', waitSeconds: 20 });
  });

  it('waits as long as it was asked to without counting it, but not for more than a day', () => {
    const waiting = { code: 'test.throttled', waitSeconds: 5, isUncounted: true };
    expect(outcomeOf(failure('throttled', 5), tried(maxAttempts), 0)).toEqual(waiting);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    expect(outcomeOf(failure('throttled', 5), tried(1, yesterday))).toEqual({ code: 'test.throttled' });
    expect(outcomeOf(failure('upstream'), tried(1, yesterday))).toEqual({ code: 'test.upstream' });
  });
});
