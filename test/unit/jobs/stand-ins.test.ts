import { beforeEach, describe, expect, it } from 'vitest';
import { notMine } from '../../../src/operations/notices/not-mine.ts';
import { stillNeeded } from '../../../src/operations/notices/still-needed.ts';
import { notNeeded } from '../../../src/operations/notices/not-needed.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import type { ExpiringGroup, PersonLook } from '../../../src/ports/scan.ts';
import { ada, alan, days, grace, mallory, tenantId } from '../../support/builders.ts';
import { noticeStage, type NoticeStage } from './notice-stage.ts';

const manager = '66666666-0000-4000-8000-000000000001';
const [first, second] = ['66666666-0000-4000-8000-000000000002', '66666666-0000-4000-8000-000000000003'];
const admin = '66666666-0000-4000-8000-000000000004';
const policy: Policy = {
  ...defaultPolicy,
  admins: { kind: 'people', principalNames: ['ingrid@contoso.com'] },
  reports: { weekly: 'never' },
  ownerless: { ...defaultPolicy.ownerless, minimumOwners: 0 },
};

let stage: NoticeStage;
let group: ExpiringGroup;
const told = (userId: string): string[] => stage.messenger.sentTo(userId).map(({ text }) => text);
const look = (id: string, more: Partial<PersonLook> = {}): [string, PersonLook] => [
  id,
  { id, displayName: id, isGuest: false, isEnabled: true, ...more },
];

beforeEach(() => {
  stage = noticeStage();
  group = stage.add('Design Guild', new Date(stage.clock.now().getTime() + days(20)), [ada.id, grace.id]);
  stage.scanned.persons = new Map([
    look(ada.id, { managerId: manager }),
    look(grace.id, { managerId: manager }),
    look(admin),
  ]);
  stage.scanned.members.set(group.id, [look(first)[1], look(second)[1]]);
  stage.scanned.names.set('ingrid@contoso.com', admin);
});

describe('where no owner could be told', () => {
  it('nobody else is as long as one of them was', async () => {
    stage.messenger.unreachable.add(ada.id);
    await stage.scan(policy);
    expect(told(grace.id)).toHaveLength(1);
    expect([manager, first, admin].flatMap(told)).toEqual([]);
  });

  it('their manager is, once, and reads why', async () => {
    stage.messenger.unreachable.add(ada.id).add(grace.id);
    await stage.scan(policy);
    await stage.scan(policy);
    expect(told(manager)).toEqual(['Design Guild expires in 20 days']);
    expect(JSON.stringify(stage.messenger.sentTo(manager))).toContain('as the manager of one of them');
    expect([first, second, admin].flatMap(told)).toEqual([]);
  });

  it('members are when the manager cannot be, and administrators when they cannot either', async () => {
    for (const id of [ada.id, grace.id, manager]) stage.messenger.unreachable.add(id);
    await stage.scan(policy);
    expect([told(first), told(second), told(admin)].map(({ length }) => length)).toEqual([1, 1, 0]);
    // Only of owners there is something to mend.
    expect(await stage.store.jobs.countUndelivered(tenantId, [])).toBe(2);
    for (const id of [first, second]) stage.messenger.unreachable.add(id);
    stage.clock.moveBy(days(5));
    await stage.scan(policy);
    expect(told(admin)).toEqual(['Design Guild expires in 15 days']);
    expect(await stage.store.notices.unreached(tenantId, { now: stage.clock.now(), limit: 5 })).toEqual([
      { tenantId, groupId: group.id, expiresAt: group.expiresAt },
    ]);
  });

  it.each([
    ['is a guest', { isGuest: true }],
    ['cannot sign in any more', { isEnabled: false }],
  ])('because the only owner %s, the manager is', async (_why, more) => {
    group.ownerIds = [ada.id];
    stage.scanned.persons = new Map([look(ada.id, { managerId: manager, ...more })]);
    await stage.scan(policy);
    expect(told(manager)).toHaveLength(1);
  });

  it('because there is none any more, members are', async () => {
    group.ownerIds = [];
    await stage.scan(policy);
    expect(told(first)).toHaveLength(1);
  });

  it('nobody is guessed about where the app may not read people', async () => {
    stage.scanned.persons = undefined;
    await stage.scan(policy);
    expect([manager, first, admin].flatMap(told)).toEqual([]);
  });
});

describe('an owner who says that it is not theirs', () => {
  async function noticeOf(userId: string): Promise<string> {
    const about = await stage.store.notices.about({ tenantId, groupId: group.id, expiresAt: group.expiresAt });
    return about.find(({ recipient }) => 'userId' in recipient && recipient.userId === userId)!.id;
  }

  it('hears no more, the other owners read it, and nobody else is told', async () => {
    await stage.scan(policy);
    const outcome = await notMine.execute({ noticeId: await noticeOf(ada.id) }, stage.services(ada, group));
    expect(JSON.stringify(outcome.card)).toContain('it is not yours');
    expect(JSON.stringify(outcome.card)).toContain('owner.hand-over');
    await stage.work(policy);
    expect(JSON.stringify(stage.messenger.sentTo(grace.id))).toContain('that it is not theirs to decide');
    stage.clock.moveBy(days(5));
    await stage.scan(policy);
    expect([told(ada.id).length, told(grace.id).length, told(manager).length]).toEqual([1, 2, 0]);
    expect(stage.store.events.at(-1)).toMatchObject({ operation: 'notice.not-mine', outcome: 'done' });
  });

  it('leaves it to others when nobody else was told, who can say that it is needed', async () => {
    group.ownerIds = [ada.id];
    await stage.scan(policy);
    await notMine.execute({ noticeId: await noticeOf(ada.id) }, stage.services(ada, group));
    await stage.work(policy);
    expect(told(manager)).toHaveLength(1);
    const asManager = { ...alan, id: manager, displayName: 'Maria' };
    const id = await noticeOf(manager);
    await stillNeeded.execute({ noticeId: id }, stage.services(asManager, group));
    await stage.work(policy);
    expect(JSON.stringify(stage.messenger.sentTo(ada.id))).toMatch(
      /Maria\P{L}* said just now that it is still needed/u,
    );
    for (const operation of [stillNeeded, notNeeded])
      await expect(operation.execute({ noticeId: id }, stage.services(mallory, group))).rejects.toMatchObject({
        code: 'notice.not-found',
      });
    await expect(notNeeded.execute({ noticeId: id }, stage.services(asManager, group))).rejects.toMatchObject({
      code: 'notice.not-found',
    });
  });
});

describe('where Muster may install itself', () => {
  it('a notice that did not arrive is tried again after that', async () => {
    const asked: string[] = [];
    stage = noticeStage({
      install: (_tenantId, userId) => {
        asked.push(userId);
        stage.messenger.unreachable.delete(userId);
        return Promise.resolve('installed');
      },
    });
    stage.add('Design Guild', new Date(stage.clock.now().getTime() + days(20)), [ada.id]);
    stage.messenger.unreachable.add(ada.id);
    await stage.scan(policy);
    stage.clock.moveBy(60_000);
    await stage.work(policy);
    expect(asked).toEqual([ada.id]);
    expect(told(ada.id)).toEqual(['Design Guild expires in 20 days']);
  });

  it.each(['present', 'refused'] as const)('a notice is dead where it was %s', async (what) => {
    stage = noticeStage({ install: () => Promise.resolve(what) });
    stage.scanned.persons = new Map([look(ada.id), look(admin)]);
    stage.scanned.names.set('ingrid@contoso.com', admin);
    stage.add('Design Guild', new Date(stage.clock.now().getTime() + days(20)), [ada.id]);
    stage.messenger.unreachable.add(ada.id);
    await stage.scan(policy);
    expect(told(admin)).toHaveLength(1);
  });
});
