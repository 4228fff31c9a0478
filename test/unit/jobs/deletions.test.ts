import { beforeEach, describe, expect, it } from 'vitest';
import { checkExpirationJob } from '../../../src/operations/notices/notice-jobs.ts';
import { tellOfDeletion } from '../../../src/operations/notices/tell-of-deletion.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import type { ExpiringGroup } from '../../../src/ports/scan.ts';
import { ada, alan, days, grace, tenantId } from '../../support/builders.ts';
import { noticeStage, type NoticeStage } from './notice-stage.ts';

let stage: NoticeStage;
let group: ExpiringGroup;
const inDays = (count: number): Date => new Date(stage.clock.now().getTime() + days(count));
const told = (userId: string): string[] => stage.messenger.sentTo(userId).map(({ text }) => text);
const cards = (userId: string): string => JSON.stringify(stage.messenger.sentTo(userId).map(({ card }) => card));

/** The group is deleted now, by somebody elsewhere or because its time is over. */
function deleteNow(): void {
  stage.scanned.groups.delete(group.id);
  stage.scanned.deleted.set(group.id, { displayName: group.displayName, deletedAt: stage.clock.now() });
}

function bringBack(expiresAt: Date): void {
  stage.scanned.deleted.delete(group.id);
  stage.scanned.groups.set(group.id, { ...group, expiresAt });
}

beforeEach(() => {
  stage = noticeStage();
  group = stage.add('Design Guild', inDays(20), [ada.id, grace.id]);
});

describe('after a group is deleted', () => {
  beforeEach(async () => {
    await stage.scan();
    stage.clock.moveBy(days(1));
    deleteNow();
    await stage.scan();
  });

  it('its owners hear at once how long it can be brought back, and again before that is over', async () => {
    expect(told(ada.id)).toEqual(['Design Guild is deleted', 'Design Guild is deleted']);
    expect(cards(ada.id)).toContain('Can be brought back until');
    expect(cards(ada.id)).toContain('"group.restore"');
    for (let day = 0; day < 29; day += 1) {
      stage.clock.moveBy(days(1));
      await stage.scan();
    }
    // What was said of its end, and 30, 7 and 1 days before it is gone for ever.
    expect(told(grace.id)).toHaveLength(4);
  });

  it('every copy says so when it is back, with the date that holds', async () => {
    bringBack(inDays(100));
    await stage.store.jobs.enqueue([checkExpirationJob(tenantId, group.id, stage.clock.now())]);
    stage.clock.moveBy(3_000);
    await stage.work();
    expect(told(ada.id)).toEqual(['Design Guild is back', 'Design Guild is back']);
    expect(cards(ada.id)).not.toContain('"group.restore"');
  });

  it('it can expire again at the same time after it came back', async () => {
    bringBack(group.expiresAt);
    stage.clock.moveBy(days(1));
    await stage.scan();
    expect(told(ada.id)).toEqual([expect.stringContaining('Design Guild expires in'), 'Design Guild is back']);
    stage.clock.moveBy(days(4));
    await stage.scan();
    expect(told(ada.id)).toHaveLength(3);
  });

  it('nobody is offered to bring it back once its days are over', async () => {
    stage.scanned.deleted.delete(group.id);
    stage.clock.moveBy(days(31));
    await stage.scan();
    expect(told(ada.id)).toEqual(['Design Guild is gone for ever', 'Design Guild is gone for ever']);
    expect(cards(ada.id)).not.toContain('"group.restore"');
  });

  it('and deleted again after it came back, they hear again', async () => {
    bringBack(inDays(100));
    stage.clock.moveBy(days(1));
    await stage.scan();
    stage.clock.moveBy(days(1));
    deleteNow();
    await stage.scan();
    expect(told(ada.id).filter((text) => text.endsWith('is deleted'))).toHaveLength(1);
    expect(told(ada.id)).toHaveLength(3);
  });
});

it('who deletes a group through Muster is not told, but the other owners are, and by whom', async () => {
  const far = stage.add('Far Away', inDays(300), [ada.id, grace.id, alan.id]);
  await stage.scan();
  await tellOfDeletion(far.id, [ada, grace, alan], stage.services(ada, far));
  stage.scanned.groups.delete(far.id);
  stage.scanned.deleted.set(far.id, { displayName: far.displayName, deletedAt: stage.clock.now() });
  stage.clock.moveBy(3_000);
  await stage.work();
  await stage.scan();
  expect(told(ada.id).filter((text) => text.startsWith('Far Away'))).toEqual([]);
  expect(told(grace.id)).toContain('Far Away is deleted');
  expect(told(alan.id)).toContain('Far Away is deleted');
  expect(cards(alan.id)).toMatch(/Ada Lovelace\P{L}* deleted it/u);
});

it('who deletes a group through Muster is not told by a scan either that runs before the others are told', async () => {
  const far = stage.add('Far Away', inDays(300), [ada.id, grace.id]);
  const alone = stage.add('Alone', inDays(300), [ada.id]);
  await stage.scan();
  for (const { id, displayName } of [far, alone]) {
    stage.scanned.groups.delete(id);
    stage.scanned.deleted.set(id, { displayName, deletedAt: stage.clock.now() });
  }
  await tellOfDeletion(far.id, [ada, grace], stage.services(ada, far));
  await tellOfDeletion(alone.id, [ada], stage.services(ada, alone));
  stage.clock.moveBy(1_000);
  await stage.scan();
  const before = [...told(ada.id), ...told(grace.id)].filter((text) => /Far Away|Alone/u.test(text));
  expect(before).toEqual([]);
  stage.clock.moveBy(3_000);
  await stage.work();
  for (let day = 0; day < 29; day += 1) {
    stage.clock.moveBy(days(1));
    await stage.scan();
  }
  expect(told(ada.id).filter((text) => /Far Away|Alone/u.test(text))).toEqual([]);
  expect(told(grace.id)).toContain('Far Away is deleted');
  expect(cards(grace.id)).toMatch(/Ada Lovelace\P{L}* deleted it/u);
});

it('every copy says who deleted a group when a scan saw that before Muster could say', async () => {
  const far = stage.add('Far Away', inDays(300), [ada.id, grace.id]);
  await stage.scan();
  stage.scanned.groups.delete(far.id);
  stage.scanned.deleted.set(far.id, { displayName: far.displayName, deletedAt: stage.clock.now() });
  await stage.scan();
  expect(told(ada.id)).toContain('Far Away is deleted');
  expect(cards(grace.id)).not.toContain('deleted it');
  await tellOfDeletion(far.id, [ada, grace], stage.services(ada, far));
  stage.clock.moveBy(3_000);
  await stage.work();
  expect(cards(grace.id)).toMatch(/Ada Lovelace\P{L}* deleted it/u);
  expect(cards(ada.id)).toContain('You deleted it');
  expect(told(grace.id).filter((text) => text.startsWith('Far Away'))).toHaveLength(1);
});

it('administrators are told of a group that nobody owned', async () => {
  const far = stage.add('Unknown', inDays(300), []);
  const admins = { kind: 'people', principalNames: ['ingrid@contoso.com'] } as const;
  stage.scanned.persons = new Map([
    [grace.id, { id: grace.id, displayName: 'Grace', isGuest: false, isEnabled: true }],
  ]);
  stage.scanned.names.set('ingrid@contoso.com', grace.id);
  await stage.scan({ ...defaultPolicy, admins });
  stage.scanned.groups.delete(far.id);
  stage.scanned.deleted.set(far.id, { displayName: far.displayName, deletedAt: stage.clock.now() });
  stage.clock.moveBy(days(1));
  await stage.scan({ ...defaultPolicy, admins });
  expect(told(grace.id)).toContain('Unknown is deleted');
  expect(cards(grace.id)).toContain('You hear of it as an administrator');
});
