import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import type { ExpiringGroup } from '../../../src/ports/scan.ts';
import { days, tenantId } from '../../support/builders.ts';
import { noticeStage, type NoticeStage } from './notice-stage.ts';

let stage: NoticeStage;
let group: ExpiringGroup;
const posts = (): string[] => stage.messenger.sentTo('19:a').map(({ text }) => text);
/** In the thread of the first post. */
const replies = (post = 'activity-1'): string[] =>
  stage.messenger.sentTo(`19:a;messageid=${post}`).map(({ text }) => text);

beforeEach(async () => {
  stage = noticeStage();
  group = stage.add('Design Guild', new Date(stage.clock.now().getTime() + days(20)), []);
  const channel = { tenantId, kind: 'channel', groupId: group.id, serviceUrl: 'https://x', botId: 'b' } as const;
  await stage.store.conversations.save({ ...channel, conversationId: '19:a' });
  await stage.scan();
});

describe('the channel of a team', () => {
  it('has one post for an end, which is kept true, and a reply for each further step', async () => {
    expect([posts(), replies()]).toEqual([['Design Guild expires in 20 days'], []]);
    stage.clock.moveBy(days(5));
    await stage.scan();
    expect([posts(), replies()]).toEqual([['Design Guild expires in 15 days'], ['Design Guild expires in 15 days']]);
    await stage.scan();
    expect(replies()).toHaveLength(1);
  });

  it('hears in the thread that it was renewed, once', async () => {
    stage.scanned.groups.set(group.id, { ...group, expiresAt: new Date(stage.clock.now().getTime() + days(200)) });
    stage.clock.moveBy(days(1));
    await stage.scan();
    await stage.scan();
    expect([posts(), replies()]).toEqual([['Design Guild is renewed'], ['Design Guild is renewed']]);
  });

  it('gets another post where somebody has taken the first one away', async () => {
    const gone = new AppError('notFound', { code: 'message.gone', advice: '' });
    stage.messenger.failureFor.set('19:a;messageid=activity-1', gone);
    stage.clock.moveBy(days(5));
    await stage.scan();
    expect(posts()).toEqual(['Design Guild expires in 20 days', 'Design Guild expires in 15 days']);
    stage.clock.moveBy(days(14));
    await stage.scan();
    expect(posts()).toHaveLength(2);
    expect(replies('activity-2')).toEqual(['Design Guild expires tomorrow']);
  });
});
