import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import type { ExpiringGroup } from '../../../src/ports/scan.ts';
import { checkExpirationJob } from '../../../src/operations/notices/notice-jobs.ts';
import { showDigest } from '../../../src/operations/notices/show-digest.ts';
import { remindLater } from '../../../src/operations/notices/remind-later.ts';
import { ada, days, grace, mallory, tenantId } from '../../support/builders.ts';
import { noticeStage, type NoticeStage } from './notice-stage.ts';

let stage: NoticeStage;
let groups: ExpiringGroup[];
const inDays = (count: number): Date => new Date(stage.clock.now().getTime() + days(count));

beforeEach(() => {
  stage = noticeStage();
  groups = ['Atlas', 'Borealis', 'Cassini'].map((displayName) => stage.add(displayName, inDays(20), [ada.id]));
});

/** Ids of the groups of which each message to somebody tells. */
const toldOf = (userId = ada.id): string[][] =>
  stage.messenger.sentTo(userId).map(({ card }) => {
    const found = JSON.stringify(card).matchAll(/"group":"([0-9a-f-]{36})"/gu);
    return [...new Set([...found].map(([, id]) => id!))].sort();
  });
const all = (): string[] => groups.map(({ id }) => id).sort();
async function digestId(): Promise<string> {
  const [first] = await stage.store.notices.about({
    tenantId,
    groupId: groups[0]!.id,
    expiresAt: groups[0]!.expiresAt,
  });
  return first!.digestId!;
}

describe('several groups of one owner', () => {
  it('are one message, also when several workers take their notices at once', async () => {
    await stage.scan();
    expect(toldOf()).toEqual([all()]);
    await stage.scan();
    expect(toldOf()).toEqual([all()]);
  });

  it('are eight to a message at most', async () => {
    for (let index = 0; index < 9; index += 1) stage.add(`More ${index}`, inDays(20), [ada.id]);
    await stage.scan();
    expect(toldOf().map(({ length }) => length)).toEqual([8, 4]);
    expect(new Set(toldOf().flat()).size).toBe(12);
    const sizes = stage.messenger.sentTo(ada.id).map(({ card }) => Buffer.byteLength(JSON.stringify(card)));
    expect(Math.max(...sizes)).toBeLessThan(20_000);
  });

  it('are told of singly to whom only one of them belongs', async () => {
    stage.add('Alone', inDays(20), [grace.id]);
    await stage.scan();
    expect(stage.messenger.sentTo(grace.id).map(({ text }) => text)).toEqual(['Alone expires in 20 days']);
  });

  it('wait together while nobody knows whether the message arrived, and are sent together again', async () => {
    stage.messenger.failureFor.set(ada.id, new AppError('upstream', { code: 'connector.timeout', advice: '' }));
    await stage.scan();
    const rows = await stage.store.notices.inDigest(tenantId, await digestId());
    expect(rows.map(({ notice }) => notice.state)).toEqual(['sending', 'sending', 'sending']);
    stage.messenger.failureFor.clear();
    await stage.work();
    expect(toldOf()).toEqual([]);
    stage.clock.moveBy(12 * 60_000);
    await stage.work();
    stage.clock.moveBy(12 * 60_000);
    await stage.work();
    expect(toldOf()).toEqual([all()]);
  });

  it('are sent again by one worker only, also when another had read before that it may', async () => {
    stage.messenger.failureFor.set(ada.id, new AppError('upstream', { code: 'connector.timeout', advice: '' }));
    await stage.scan();
    stage.messenger.failureFor.clear();
    stage.clock.moveBy(12 * 60_000);
    const { notices } = stage.store;
    const [inDigest, claim] = [notices.inDigest.bind(notices), notices.claim.bind(notices)];
    const [taken, over] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    let second: Promise<void> | undefined;
    notices.inDigest = async (...asked) => {
      notices.inDigest = inDigest;
      second = stage.work();
      await taken.promise;
      return inDigest(...asked);
    };
    notices.claim = async (...asked) => {
      notices.claim = claim;
      const rows = await claim(...asked);
      taken.resolve(undefined);
      await over.promise;
      return rows;
    };
    await stage.work();
    over.resolve(undefined);
    await second;
    expect(toldOf()).toEqual([all()]);
  });

  it('are not sent again when their message has spoken for itself', async () => {
    stage.messenger.failureFor.set(ada.id, new AppError('upstream', { code: 'connector.timeout', advice: '' }));
    await stage.scan();
    stage.messenger.failureFor.clear();
    const message = { conversationId: 'chat', activityId: '7' };
    expect(await stage.store.notices.recordDigest(tenantId, await digestId(), message)).toBe('recorded');
    stage.clock.moveBy(12 * 60_000);
    await stage.work();
    expect(toldOf()).toEqual([]);
  });

  it('that are renewed meanwhile are left out when it is sent again', async () => {
    stage.messenger.failureFor.set(ada.id, new AppError('upstream', { code: 'connector.timeout', advice: '' }));
    await stage.scan();
    stage.messenger.failureFor.clear();
    stage.scanned.groups.set(groups[1]!.id, { ...groups[1]!, expiresAt: inDays(180) });
    stage.clock.moveBy(2 * 3_600_000);
    await stage.work();
    expect(toldOf()).toHaveLength(1);
    expect(JSON.stringify(stage.messenger.sentTo(ada.id)[0]?.card)).toContain('2 of your groups expire');
  });

  it('show the new date of the one that is renewed, and the others as they were', async () => {
    await stage.scan();
    stage.scanned.groups.set(groups[1]!.id, { ...groups[1]!, expiresAt: inDays(180) });
    stage.clock.moveBy(days(1));
    await stage.scan();
    const [{ card, text }] = stage.messenger.sentTo(ada.id) as [{ card: object; text: string }];
    expect(text).toBe('2 of your groups expire');
    expect(JSON.stringify(card)).toMatch(/Borealis.*Now expires on/u);
    expect(JSON.stringify(card)).toMatch(/Atlas.*Expires on/u);
  });
});

it('is drawn once more when another of its groups changes while it is being changed', async () => {
  await stage.scan();
  const renew = (index: number) =>
    stage.scanned.groups.set(groups[index]!.id, { ...groups[index]!, expiresAt: inDays(180) });
  renew(0);
  stage.messenger.meanwhile = async () => {
    stage.messenger.meanwhile = () => undefined;
    const { id: groupId, expiresAt } = groups[1]!;
    await stage.store.notices.settle({ tenantId, groupId, expiresAt }, 'moved', inDays(180));
  };
  await stage.store.jobs.enqueue([checkExpirationJob(tenantId, groups[0]!.id, stage.clock.now())]);
  stage.clock.moveBy(3_000);
  await stage.work();
  expect(stage.messenger.sentTo(ada.id).map(({ text }) => text)).toEqual(['Cassini expires in 20 days']);
});

describe('a digest', () => {
  beforeEach(() => stage.scan());

  it('opens one of its rows, and says there what came of a press', async () => {
    const id = await digestId();
    const [first] = await stage.store.notices.inDigest(tenantId, id);
    const opened = await showDigest.execute({ digestId: id, open: first!.notice.id }, stage.services(ada, groups[0]!));
    expect(opened.showsDigest).toBe(id);
    expect(JSON.stringify(opened.card)).toContain('Remind me later');
    const later = await remindLater.execute({ noticeId: first!.notice.id }, stage.services(ada, groups[0]!));
    expect(later.showsDigest).toBe(id);
    expect(JSON.stringify(later.card)).toContain('You hear again in 3 days');
  });

  it('is found by nobody else', async () => {
    const id = await digestId();
    for (const asked of [id, randomUUID()])
      await expect(
        showDigest.execute({ digestId: asked }, stage.services(asked === id ? mallory : ada, groups[0]!)),
      ).rejects.toMatchObject({ code: 'notice.not-found' });
  });
});

describe('quiet hours', () => {
  const policy: Policy = { ...defaultPolicy, quietHours: { from: '20:00', to: '08:00', weekends: false } };

  it('hold notices to people until the morning, and bring those of a night together', async () => {
    stage.moveTo(new Date('2026-06-01T22:00:00Z'));
    groups.forEach((group, index) => (group.expiresAt = new Date(`2026-06-2${index + 1}T02:00:00Z`)));
    await stage.scan(policy);
    expect(toldOf()).toEqual([]);
    stage.moveTo(new Date('2026-06-02T08:00:01Z'));
    await stage.work(policy);
    stage.clock.moveBy(60 * 60_000);
    await stage.work(policy);
    expect(toldOf()).toEqual([all()]);
  });

  it('hold none beyond the end of the group', async () => {
    stage.moveTo(new Date('2026-06-01T22:00:00Z'));
    for (const group of groups) group.expiresAt = new Date('2026-06-02T07:00:00Z');
    await stage.scan(policy);
    expect(toldOf()).toEqual([all()]);
  });
});
