import { describe, expect, it } from 'vitest';
import { cast, fixedId, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import type { NewJob } from '../../../src/ports/jobs.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin } = cast;
const long = { leaseSeconds: 60, limit: 100 };

const tell = (index: number, change: Partial<NewJob> = {}): NewJob => ({
  kind: 'tell-requester',
  key: `tell:${index}`,
  tenantId,
  payload: { recipientId: employee.id },
  ...change,
});

/** An office in which some jobs were given up. */
async function withDead(code: string, ...jobs: NewJob[]) {
  const office = openOffice();
  const { store } = office;
  const now = new Date('2026-11-20T09:30:00Z');
  await store.jobs.enqueue(jobs.map((job) => ({ dueAt: now, ...job })));
  for (const job of await store.jobs.claim({ now, ...long })) await store.jobs.fail(job, { code });
  const press = async (card: Parameters<typeof actionsOn>[0], title: string, who = admin) => {
    const action = actionsOn(card).find((one) => one.title === title);
    if (!action) throw new Error(`There is no button ${title}`);
    return office.ask(action.verb, who, action.data);
  };
  return { ...office, press, now };
}

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-/u;

describe('what could not be sent', () => {
  it('is shown to administrators: what, to whom by name, when and why, without any id', async () => {
    const { ask } = await withDead('message.unreachable', tell(1));
    const words = wordsOn(await ask('outgoing.undelivered', admin, {}, { timeZone: 'Asia/Tokyo' }));
    expect(words).toContain('What became of a request');
    expect(words).toContain(`To ${employee.displayName}`);
    expect(words).toContain('Was to go out on 20 November 2026 at 18:30');
    expect(words).toContain('has been blocked');
    expect(words).not.toMatch(guid);
  });

  it('names requests, notices, channels, and says so of somebody who is gone', async () => {
    const office = await withDead(
      'connector.timeout',
      tell(1, { payload: { recipientId: fixedId('person', 'gone') } }),
    );
    const { store, now } = office;
    const expiration = { tenantId, groupId: groups.designGuild, groupName: 'Design Guild', expiresAt: now };
    const id = fixedId('notice', '1');
    const recipient = { kind: 'channel' as const, groupId: groups.designGuild };
    const about = { id, tenantId, groupId: groups.designGuild, expiresAt: now, step: '30', recipient };
    await store.notices.plan(expiration, [{ ...about, dueAt: now, plannedAt: now, state: 'waiting' }]);
    await store.jobs.enqueue([
      tell(2, { kind: 'deliver-notice', payload: { noticeId: id }, dueAt: now }),
      tell(3, { kind: 'something-newer', payload: { made: ['up'], userId: 'no id' }, dueAt: now }),
    ]);
    for (const job of await store.jobs.claim({ now, ...long })) await store.jobs.fail(job, { code: 'bug' });
    const words = wordsOn(await office.ask('outgoing.undelivered', admin));
    expect(words).toContain('To somebody who is gone');
    expect(words).toContain('Word that a group expires: Design Guild');
    expect(words).toContain('To the channel of Design Guild');
    expect(words).toContain('A message');
    expect(words).toContain('The log of the bot says more');
    expect(words).not.toMatch(guid);
  });

  it('leaves out work that is no message, and what is another tenant’s', async () => {
    const { ask } = await withDead(
      'x',
      tell(1, { kind: 'scan-expiry' }),
      tell(2, { tenantId: fixedId('tenant', 'x') }),
    );
    expect(wordsOn(await ask('outgoing.undelivered', admin))).toContain('Everything could be sent');
  });

  it('has pages', async () => {
    const { ask, press } = await withDead('x', ...Array.from({ length: 10 }, (_, index) => tell(index)));
    const first = await ask('outgoing.undelivered', admin);
    expect(actionsOn(first).filter(({ title }) => title === 'Try again')).toHaveLength(8);
    const second = await press(first, 'More');
    expect(actionsOn(second).filter(({ title }) => title === 'Try again')).toHaveLength(2);
    expect(actionsOn(second).map(({ title }) => title)).not.toContain('More');
  });

  it.each(['x', '1:../../', `1:${'a'.repeat(70)}`, 5])('takes no made-up page: %s', async (next) => {
    const { ask } = await withDead('x');
    await expect(ask('outgoing.undelivered', admin, { next })).rejects.toMatchObject({ kind: 'input' });
  });
});

describe('who may see how messages go out', () => {
  it.each(['outgoing.undelivered', 'outgoing.progress', 'outgoing.retry'])(
    '%s tells others who may',
    async (operation) => {
      const { ask, store } = await withDead('message.unreachable', tell(1));
      for (const who of [employee, owner])
        await expect(ask(operation, who)).rejects.toMatchObject({
          code: 'outgoing.denied',
          advice: expect.stringContaining('Groups Administrators') as string,
        });
      expect(await store.jobs.countUndelivered(tenantId, [])).toBe(1);
    },
  );

  it('lets those who may only read look, and offers them nothing else', async () => {
    const { ask, tenant } = await withDead('message.unreachable', tell(1), tell(2));
    const account = tenant.user(employee.id);
    account?.roleIds.push('f2ef992c-3afb-46b9-b7cf-a126ee74c451');
    const titles = actionsOn(await ask('outgoing.undelivered', employee)).map(({ title }) => title);
    expect(titles).toEqual(['How messages go out']);
    await expect(ask('outgoing.retry', employee)).rejects.toMatchObject({ code: 'outgoing.denied' });
  });
});

describe('sending again', () => {
  it('gives one message back to the queue, once, and puts it on the trail', async () => {
    const { ask, press, store } = await withDead('message.unreachable', tell(1), tell(2));
    const list = await ask('outgoing.undelivered', admin);
    expect(wordsOn(await press(list, 'Try again'))).toContain('The message goes out again');
    expect(wordsOn(await press(list, 'Try again'))).toContain('nothing to try again');
    expect(await store.jobs.countUndelivered(tenantId, [])).toBe(1);
    expect(store.events).toMatchObject([{ operation: 'outgoing.retry', outcome: 'done', actorId: admin.id }]);
  });

  it('gives all of them back, but no work that is no message', async () => {
    const { ask, press, store } = await withDead('x', tell(1), tell(2), tell(3, { kind: 'scan-expiry' }));
    const list = await ask('outgoing.undelivered', admin);
    expect(wordsOn(await press(list, 'Try all 2 again'))).toContain('2 messages go out again');
    expect((await store.jobs.dead(tenantId)).map(({ kind }) => kind)).toEqual(['scan-expiry']);
  });

  it('reaches no job of another tenant by its id', async () => {
    const other = fixedId('tenant', 'x');
    const { ask, store } = await withDead('x', tell(1, { tenantId: other }));
    const [theirs] = await store.jobs.undelivered(other, { limit: 1, exceptKinds: [] });
    expect(wordsOn(await ask('outgoing.retry', admin, { message: theirs?.id ?? '' }))).toContain(
      'nothing to try again',
    );
    expect(await store.jobs.countUndelivered(other, [])).toBe(1);
  });
});

describe('how messages go out', () => {
  it('says what was sent, waits and was given up, in the clock that was moved', async () => {
    const { ask, store, clock } = await withDead('x', tell(1));
    clock.now += 40 * 86_400_000;
    const now = new Date(clock.now);
    await store.jobs.enqueue(
      Array.from({ length: 30 }, (_, index) => tell(index + 10, { kind: 'deliver-notice', dueAt: now })),
    );
    const claimed = await store.jobs.claim({ now, leaseSeconds: 60, limit: 20 });
    for (const job of claimed) await store.jobs.finish(job);
    await store.jobs.enqueue([
      tell(99, { dueAt: new Date(now.getTime() + 60_000) }),
      tell(98, { kind: 'scan-expiry' }),
    ]);
    const words = wordsOn(await ask('outgoing.progress', admin));
    expect(words).toContain('10 messages wait to be sent.');
    expect(words).toMatch(/About [\d,]+ go out in a minute, so that takes about a minute/u);
    expect(words).toContain('20 sent in the last 24 hours');
    expect(words).toContain('1 planned for later');
    expect(words).toContain('1 could not be sent');
  });

  it('says that Teams wants silence, and when nothing waits', async () => {
    const { ask, store, clock } = await withDead('x');
    expect(wordsOn(await ask('outgoing.progress', admin))).toContain('Nothing waits to be sent.');
    await store.jobs.enqueue([tell(1, { dueAt: new Date(clock.now) })]);
    expect(wordsOn(await ask('outgoing.progress', admin))).toContain('cannot be told');
    await store.paces.change(tenantId, ['tenant'], (lanes, now) => {
      lanes.get('tenant')!.silentUntil = now + 600_000;
    });
    expect(wordsOn(await ask('outgoing.progress', admin))).toContain('it goes on in about 10 minutes');
  });
});
