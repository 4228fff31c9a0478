import { MemoryStorage } from 'botbuilder';
import { expect, it } from 'vitest';
import { callerFrom, ada } from '../../../support/builders.ts';
import { createTopics } from '../../../../src/teams/surfaces/topics.ts';

const groupId = '11111111-0000-4000-8000-000000000001';

it('forgets after some hours which group was shown last', async () => {
  let now = new Date('2026-01-01T08:00:00Z');
  const topics = createTopics(new MemoryStorage(), { now: () => now });
  const caller = callerFrom(ada);
  await topics.note(caller, 'a:1;messageid=5', groupId);
  now = new Date('2026-01-01T11:59:00Z');
  expect(await topics.last(caller, 'a:1')).toBe(groupId);
  now = new Date('2026-01-01T12:00:00Z');
  expect(await topics.last(caller, 'a:1')).toBeUndefined();
});
