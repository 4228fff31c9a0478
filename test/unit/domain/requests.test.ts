import { expect, it } from 'vitest';
import { isOpen, stateStamp, type RequestStatus } from '../../../src/domain/requests.ts';
import { group, joinRequest } from '../../support/builders.ts';

const about = group('Design Guild');

it.each<[RequestStatus, boolean]>([
  ['pending', true],
  ['approved', true],
  ['failed', true],
  ['done', false],
  ['rejected', false],
  ['withdrawn', false],
  ['lapsed', false],
])('a request that is %s is open: %s', (status, expected) => {
  expect(isOpen(joinRequest(about, { status }))).toBe(expected);
});

it('stamps every decision differently', () => {
  const decision = { by: { id: 'g', displayName: 'Grace' }, outcome: 'approved' as const, reason: '' };
  const at = (time: number) =>
    stateStamp(joinRequest(about, { status: 'failed', decision: { ...decision, at: new Date(time) } }));
  expect(new Set([stateStamp(joinRequest(about)), at(1), at(2)]).size).toBe(3);
});
