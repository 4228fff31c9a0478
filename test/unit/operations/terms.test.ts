import { describe, expect, it } from 'vitest';
import { createJobHandlers } from '../../../src/jobs/index.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import { understand } from '../../../src/operations/understand.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { remindOverdueJob } from '../../../src/operations/terms/overdue-jobs.ts';
import type { AppRights } from '../../../src/ports/app-rights.ts';
import type { Person } from '../../../src/domain/people.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import {
  actionsOn,
  ada,
  alan,
  days,
  grace,
  group,
  mallory,
  person,
  startOfTest,
  tenantId,
  titlesOn,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { fakeMessenger } from '../../support/fake-messenger.ts';
import { fakeScan } from '../../support/fake-scan.ts';

const guild = group('Design Guild');
const named = (name: string) => operationNamed(name)!;

/** Grace and Alan own the guild; Ada is a member of it. */
function setUp(more: readonly Person[] = [], change: Partial<Policy> = {}) {
  const office = world({
    directory: {
      groups: [guild],
      people: [ada, alan, grace, mallory, ...more],
      owners: { [guild.id]: [grace, alan] },
      members: { [guild.id]: [grace, ada] },
    },
  });
  const messenger = fakeMessenger();
  const scan = fakeScan({
    id: guild.id,
    displayName: guild.displayName,
    expiresAt: new Date(0),
    ownerIds: [grace.id, alan.id],
  });
  /** What the app may do with its own right, and how often it tried. */
  const app: { tries: number; fails?: AppError | undefined } = { tries: 0 };
  const rights: AppRights = {
    makeOwner: () => Promise.resolve('denied'),
    async endMembership(_tenantId, groupId, personId) {
      app.tries += 1;
      if (app.fails) throw app.fails;
      await office.directory.of(grace.id).removeMember(groupId, personId);
    },
  };
  scan.isMember = (groupId, id) => office.directory.isMember(groupId, { id });
  const handlers = createJobHandlers({
    store: office.store,
    messenger,
    clock: office.clock,
    policy: () => ({ ...defaultPolicy, ...change }),
    scan,
    rights,
  });
  async function runDue(): Promise<void> {
    const { jobs } = office.store;
    for (;;) {
      const claimed = await jobs.claim({ now: office.clock.now(), limit: 10, leaseSeconds: 30 });
      if (claimed.length === 0) return;
      for (const job of claimed) {
        await handlers[job.kind]!(job, new AbortController().signal);
        await jobs.finish(job);
      }
    }
  }
  const set = (until: string, who = grace, person = ada.id) =>
    office.ask(named('term.set'), who, { group: guild.id, person, until });
  const running = async () => (await office.store.terms.running(tenantId, guild.id, ada.id))!;
  const last = (who: typeof ada) => messenger.sentTo(who.id).at(-1) ?? { card: {}, text: '' };
  const press = async (who: typeof ada, title: string) => {
    const action = actionsOn(last(who)).find((one) => one.title === title)!;
    return office.ask(named(action.verb), who, action.data);
  };
  return { ...office, messenger, scan, app, handlers, runDue, set, running, last, press };
}

describe('a membership for a time', () => {
  it('is understood from a sentence, with its end', () => {
    expect(understand('limit Grace Hopper in Design Guild until 15 March')).toMatchObject({
      operation: { name: 'term.set' },
      input: { person: 'Grace Hopper', group: 'Design Guild', until: 'until 15 March' },
    });
    expect(understand('memberships for a time')).toMatchObject({ operation: { name: 'term.list' } });
  });

  it('begins when somebody is added for a time, or let in for a time', async () => {
    const { ask, store } = setUp();
    const added = await ask(named('member.add'), grace, {
      people: mallory.id,
      group: guild.id,
      until: 'for two weeks',
    });
    expect(wordsOn(added)).toMatch(/Until \S+ \S+ 2026/u);
    const end = (await store.terms.running(tenantId, guild.id, mallory.id))!.endsAt;
    expect(end.getTime()).toBe(startOfTest.getTime() + days(14));

    const outsider = person('Olga Outside');
    const { ask: asks, store: kept } = setUp([outsider]);
    const input = understand('join Design Guild for two weeks');
    expect(input).toMatchObject({
      operation: { name: 'group.join' },
      input: { group: 'Design Guild', until: 'for two weeks' },
    });
    const form = await asks(named('group.join'), outsider, { group: guild.id, until: 'for two weeks' });
    expect(wordsOn(form)).toContain('You would be a member for two weeks.');
    const send = actionsOn(form).find(({ title }) => title === 'Send request')!;
    const asked = await asks(named('group.join'), outsider, {
      ...send.data,
      until: 'for two weeks',
      reason: 'A poster.',
    });
    expect(wordsOn(asked)).toMatch(/4 December|December 4/u);
    expect(await kept.terms.running(tenantId, guild.id, outsider.id)).toBeUndefined();
    await asks(named('request.approve'), grace, { requestId: asked.shows!.requestId });
    expect(await kept.terms.running(tenantId, guild.id, outsider.id)).toMatchObject({
      setBy: { id: grace.id },
      endsAt: end,
    });
  });

  it('is told of a day before to both sides, an hour before, and is ended by an owner with one press', async () => {
    const { set, clock, runDue, messenger, last, press, directory } = setUp();
    expect(wordsOn(await set('for two days'))).toContain(
      'The membership of Ada Lovelace in Design Guild ends in 2 days',
    );
    await runDue();
    expect(messenger.sentTo(ada.id)).toHaveLength(0);
    clock.moveBy(days(1));
    await runDue();
    expect(wordsOn(last(ada))).toContain('Your membership in Design Guild ends tomorrow');
    expect([grace, alan].map(({ id }) => messenger.sentTo(id).length)).toEqual([1, 1]);
    clock.moveBy(days(1) - 3_600_000);
    await runDue();
    expect([ada, grace, alan].map(({ id }) => messenger.sentTo(id).length)).toEqual([2, 2, 1]);
    clock.moveBy(3_600_000);
    await runDue();
    expect([ada, grace, alan].map(({ id }) => messenger.sentTo(id).length)).toEqual([2, 3, 2]);
    expect(titlesOn(last(alan)).slice(0, 2)).toEqual(['End it now', 'Two more weeks']);
    expect(wordsOn(last(ada))).toContain('is over');

    const ended = await press(alan, 'End it now');
    expect(wordsOn(ended)).toContain('The membership of Ada Lovelace in Design Guild has ended');
    expect(directory.isMember(guild.id, ada)).toBe(false);
    await runDue();
    for (const message of messenger.sentTo(grace.id)) expect(wordsOn(message)).toContain('has ended');
    expect(wordsOn(last(ada))).toContain('Your membership in Design Guild has ended');
    expect(titlesOn(last(ada))).toEqual(['Ask to join again']);
  });

  it('is told of a day before when its reader is awake, unless hardly anything would be left by then', async () => {
    const { set, clock, runDue, messenger, last } = setUp([], {
      quietHours: { from: '00:00', to: '20:00', weekends: false },
    });
    await set('for two days');
    clock.moveBy(days(1));
    await expect(runDue()).rejects.toMatchObject({ code: 'message.quiet' });
    expect(messenger.sentTo(ada.id)).toEqual([]);
    clock.moveBy(days(1) / 2);
    await runDue();
    expect(wordsOn(last(ada))).toContain('Your membership in Design Guild ends');

    const night = setUp([], { quietHours: { from: '00:00', to: '23:00', weekends: true } });
    await night.set('for two days');
    night.clock.moveBy(days(1));
    await night.runDue();
    expect(wordsOn(night.last(ada))).toContain('ends tomorrow');
  });

  it('runs longer once, however many owners press, and is told of again before its new end', async () => {
    const { set, clock, runDue, running, press, last, messenger } = setUp();
    await set('for two days');
    clock.moveBy(days(1));
    await runDue();
    const before = (await running()).endsAt.getTime();
    const late = last(alan);
    await press(grace, 'Two more weeks');
    const action = actionsOn(late).find(({ title }) => title === 'Two more weeks')!;
    await runDue();
    expect((await running()).endsAt.getTime()).toBe(before + days(14));
    expect(action.data['until']).toBe(before);
    expect(wordsOn(last(alan))).toContain('ends in');
    const count = messenger.sentTo(ada.id).length;
    clock.moveBy(days(1));
    await runDue();
    expect(messenger.sentTo(ada.id)).toHaveLength(count);
    clock.moveBy(days(13));
    await runDue();
    expect(messenger.sentTo(ada.id).length).toBe(count + 1);
  });

  it('tells a press that came too late how it stands', async () => {
    const { set, clock, runDue, press, last, ask, running } = setUp();
    await set('for two days');
    clock.moveBy(days(1));
    await runDue();
    const { verb, data } = actionsOn(last(alan)).find(({ title }) => title === 'Two more weeks')!;
    await press(grace, 'Two more weeks');
    const ends = (await running()).endsAt;
    expect(wordsOn(await ask(named(verb), alan, data))).toContain('This has changed meanwhile.');
    expect((await running()).endsAt).toEqual(ends);
  });

  it('loses its end when an owner lets the person stay, and when they leave', async () => {
    const { set, clock, runDue, press, last, store, ask, messenger } = setUp();
    await set('for one day');
    clock.moveBy(3_600_000);
    await runDue();
    await set('for two days');
    clock.moveBy(days(1));
    await runDue();
    await press(grace, 'Keep for good');
    await runDue();
    expect(wordsOn(last(ada))).toContain('Grace Hopper lets you stay for good.');
    clock.moveBy(days(2));
    const count = messenger.sentTo(grace.id).length;
    await runDue();
    expect(messenger.sentTo(grace.id)).toHaveLength(count);

    await set('for two days');
    const { id } = (await store.terms.running(tenantId, guild.id, ada.id))!;
    await ask(named('group.leave'), ada, { group: guild.id, confirmed: 'yes' });
    expect((await store.terms.get(tenantId, id))?.state).toBe('left');
  });

  it('can be asked to go on by its member, once before each end', async () => {
    const { set, clock, runDue, press, last, messenger } = setUp();
    await set('for two days');
    clock.moveBy(days(1));
    await runDue();
    await press(ada, 'Ask for more time');
    await runDue();
    expect(wordsOn(last(grace))).toContain('Ada Lovelace would like to stay longer.');
    const count = messenger.sentTo(grace.id).length;
    expect(titlesOn(last(ada))).toEqual(['Show the group']);
    await runDue();
    expect(messenger.sentTo(grace.id)).toHaveLength(count);
  });

  it('is set and ended by owners only, never for oneself, never for somebody who is not in it', async () => {
    const { set, ask, running, directory } = setUp();
    await expect(set('for two days', ada, grace.id)).rejects.toMatchObject({ code: 'group.not-owner' });
    await expect(set('for two days', grace, grace.id)).rejects.toMatchObject({ code: 'term.own' });
    await expect(set('for two days', grace, mallory.id)).rejects.toMatchObject({ code: 'member.not-found' });
    await set('for two days');
    const { id } = await running();
    const data = { termId: id, by: 'two-weeks', until: (await running()).endsAt.getTime() };
    for (const name of ['term.end', 'term.keep', 'term.extend', 'term.open']) {
      await expect(ask(named(name), mallory, data)).rejects.toMatchObject({ code: 'group.not-owner' });
      if (name !== 'term.open')
        await expect(ask(named(name), ada, data)).rejects.toMatchObject({ code: 'term.not-found' });
    }
    await expect(ask(named('term.show'), mallory, data)).rejects.toMatchObject({ code: 'term.not-found' });
    await expect(ask(named('term.more'), grace, data)).rejects.toMatchObject({ code: 'term.not-found' });
    expect(directory.isMember(guild.id, ada)).toBe(true);
  });

  it.each([
    ['soon', 'Until when is “soon”?'],
    ['yesterday', 'This time is over already.'],
    ['in 20 years', 'That is more than five years.'],
  ])('marks the field when it is to end %s', async (until, words) => {
    const { set, running } = setUp();
    expect(wordsOn(await set(until))).toContain(words);
    expect(await running()).toBeUndefined();
  });

  it('is forgotten when the group is gone', async () => {
    const { set, clock, runDue, running, scan, messenger } = setUp();
    await set('for two days');
    scan.groups.clear();
    clock.moveBy(days(1));
    await runDue();
    expect(await running()).toBeUndefined();
    expect(messenger.sentTo(ada.id)).toHaveLength(0);
  });

  it('stands in a list that leads on, for its owners and for its member', async () => {
    const { set, ask } = setUp();
    await set('for two days');
    const list = await ask(named('term.list'), grace, { group: 'Design Guild' });
    expect(wordsOn(list)).toContain('Ada Lovelace');
    expect(wordsOn(list)).toContain('ends in 2 days');
    const open = actionsOn(list).find(({ title }) => title === 'Open')!;
    expect(titlesOn(await ask(named(open.verb), grace, open.data))).toContain('Keep for good');
    await expect(ask(named('term.list'), mallory, { group: 'Design Guild' })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
  });
});

describe('who has left by themselves', () => {
  it('is not told of, and the owners are asked nothing', async () => {
    const { set, clock, runDue, messenger, directory, store, running } = setUp();
    await set('for two days');
    const { id } = await running();
    await directory.of(ada.id).removeMember(guild.id, ada.id);
    clock.moveBy(days(1));
    await runDue();
    expect((await store.terms.get(tenantId, id))?.state).toBe('left');
    expect([ada, grace, alan].map((who) => messenger.sentTo(who.id).length)).toEqual([0, 0, 0]);
    expect(store.events.at(-1)).toMatchObject({
      actorId: 'muster',
      operation: 'term.left',
      subject: { id: ada.id },
      details: [{ field: 'until', kind: 'time', from: expect.stringMatching(/^2026-11-22T/u) as string }],
    });
  });

  it('is asked about as ever where that is not to be known', async () => {
    const { set, clock, runDue, messenger, scan } = setUp();
    scan.isMember = () => undefined;
    await set('for two days');
    clock.moveBy(days(1));
    await runDue();
    expect(messenger.sentTo(grace.id)).toHaveLength(1);
  });
});

describe('the app ends memberships itself', () => {
  const members = { ...defaultPolicy.members, appEndsMemberships: true };

  it('takes the member out at the end, on record before and after, and tells both sides', async () => {
    const { set, clock, runDue, directory, store, last, app } = setUp([], { members });
    await set('for two hours');
    clock.moveBy(2 * 3_600_000);
    await runDue();
    expect(app.tries).toBe(1);
    expect(directory.isMember(guild.id, ada)).toBe(false);
    expect(wordsOn(last(ada))).toContain('Your membership in Design Guild has ended');
    expect(titlesOn(last(ada))).toEqual(['Ask to join again']);
    for (const who of [grace, alan]) {
      expect(wordsOn(last(who))).toContain('Muster took Ada Lovelace out.');
      expect(titlesOn(last(who))).toEqual(['Add them again', 'Show the group']);
    }
    const own = {
      actorId: 'muster',
      operation: 'term.end',
      groupId: guild.id,
      subject: { kind: 'person', id: ada.id },
    };
    expect(store.begun.at(-1)).toMatchObject(own);
    expect(store.events.at(-1)).toMatchObject({
      ...own,
      outcome: 'done',
      details: [
        { field: 'member', from: ada.id },
        { field: 'until', kind: 'time' },
      ],
    });
  });

  it('is off unless the policy says so', async () => {
    const { set, clock, runDue, app, last } = setUp();
    await set('for two hours');
    clock.moveBy(2 * 3_600_000);
    await runDue();
    expect(app.tries).toBe(0);
    expect(titlesOn(last(grace))).toContain('End it now');
  });

  it('leaves it to the owners where Graph refuses, on record', async () => {
    const { set, clock, runDue, app, last, store, directory } = setUp([], { members });
    app.fails = new AppError('denied', { code: 'app-right.denied', advice: '' });
    await set('for two hours');
    clock.moveBy(2 * 3_600_000);
    await runDue();
    expect(titlesOn(last(grace))).toContain('End it now');
    expect(directory.isMember(guild.id, ada)).toBe(true);
    expect(store.events.at(-1)).toMatchObject({ actorId: 'muster', outcome: 'refused', code: 'app-right.denied' });
  });

  it('knows after a death in the middle that it was its own doing, and who had left before', async () => {
    for (const [hadBegun, state] of [
      [true, 'ended'],
      [false, 'left'],
    ] as const) {
      const { set, clock, runDue, app, store, running, directory } = setUp([], { members });
      await set('for two hours');
      const { id } = await running();
      clock.moveBy(2 * 3_600_000);
      if (hadBegun) {
        app.fails = new AppError('upstream', { code: 'graph.unavailable', advice: '' });
        await expect(runDue()).rejects.toMatchObject({ code: 'graph.unavailable' });
        for (const job of store.queued) Object.assign(job, { state: 'waiting', leaseUntil: 0 });
        app.fails = undefined;
      }
      await directory.of(grace.id).removeMember(guild.id, ada.id);
      await runDue();
      expect((await store.terms.get(tenantId, id))?.state).toBe(state);
      expect(store.events.at(-1)).toMatchObject(
        hadBegun ? { outcome: 'done' } : { outcome: 'refused', code: 'member.not-present' },
      );
      expect(store.begun.filter(({ operation }) => operation === 'term.end')).toHaveLength(1);
    }
  });
});

describe('what nobody ends', () => {
  const root = person('Root Admin');
  const admins = { kind: 'people', principalNames: [root.principalName] } as const;

  /** Somebody's time is over, and each day has its look. */
  async function over() {
    const office = setUp([], { admins });
    office.scan.persons = new Map([[root.id, { id: root.id, displayName: root.displayName, isGuest: false }]]);
    office.scan.names = new Map([[root.principalName, root.id]]);
    office.administrators.add(root.id);
    await office.set('for two hours');
    office.clock.moveBy(2 * 3_600_000);
    await office.runDue();
    const look = async (): Promise<void> => {
      await office.store.jobs.enqueue([remindOverdueJob(tenantId, office.clock.now())]);
      await office.runDue();
    };
    const nextDay = async (): Promise<void> => {
      office.clock.moveBy(days(1));
      await look();
    };
    const counts = () => [grace, alan, root, ada].map(({ id }) => office.messenger.sentTo(id).length);
    return { ...office, look, nextDay, counts };
  }

  it('is told to its owners once a day, and to administrators once a week, until it is ended', async () => {
    const { look, nextDay, counts, last, press, ask } = await over();
    const before = counts();
    await look();
    expect(counts()).toEqual(before);
    await nextDay();
    await look();
    expect(counts().map((count, at) => count - before[at]!)).toEqual([1, 1, 0, 0]);
    expect(wordsOn(last(grace))).toContain('The time of 1 member is over');
    await nextDay();
    await nextDay();
    expect(counts().map((count, at) => count - before[at]!)).toEqual([3, 3, 1, 0]);
    expect(wordsOn(last(root))).toContain('Their owners have known for three days or longer');
    await nextDay();
    expect(counts()[2]! - before[2]!).toBe(1);
    const opened = await press(root, 'Open');
    const end = actionsOn(opened).find(({ title }) => title === 'End it now')!;
    await expect(ask(named(end.verb), root, end.data)).rejects.toMatchObject({ code: 'member.denied' });
    const own = await press(grace, 'Open');
    const by = actionsOn(own).find(({ title }) => title === 'End it now')!;
    await ask(named(by.verb), grace, by.data);
    const after = counts();
    await nextDay();
    expect(counts().slice(0, 3)).toEqual(after.slice(0, 3));
  });

  it('is settled where the member has left meanwhile', async () => {
    const { nextDay, counts, directory, store, running } = await over();
    const { id } = await running();
    const before = counts();
    await directory.of(ada.id).removeMember(guild.id, ada.id);
    await nextDay();
    expect(counts()).toEqual(before);
    expect((await store.terms.get(tenantId, id))?.state).toBe('left');
  });

  it('is told to administrators at once where nobody owns the group', async () => {
    const { set, scan, clock, runDue, messenger } = setUp([], { admins });
    scan.persons = new Map([[root.id, { id: root.id, displayName: root.displayName, isGuest: false }]]);
    scan.names = new Map([[root.principalName, root.id]]);
    await set('for two hours');
    scan.groups.get(guild.id)!.ownerIds = [];
    clock.moveBy(2 * 3_600_000);
    await runDue();
    expect(wordsOn(messenger.sentTo(root.id).at(-1)!)).toContain(
      'The membership of Ada Lovelace in Design Guild is over',
    );
  });
});

it('the trail says the end before and after', async () => {
  const { set, running, ask, store } = setUp();
  const ends = () => store.events.at(-1)?.details?.filter(({ field }) => field === 'until');
  await set('for two days');
  const first = (await running()).endsAt.toISOString();
  expect(ends()).toEqual([{ field: 'until', kind: 'time', to: first }]);
  await set('for three days');
  const second = (await running()).endsAt;
  expect(ends()).toEqual([{ field: 'until', kind: 'time', from: first, to: second.toISOString() }]);
  const { id } = await running();
  await ask(named('term.extend'), grace, { termId: id, by: 'two-weeks', until: second.getTime() });
  const third = (await running()).endsAt.toISOString();
  expect(ends()).toEqual([{ field: 'until', kind: 'time', from: second.toISOString(), to: third }]);
  await ask(named('term.keep'), grace, { termId: id });
  expect(ends()).toEqual([{ field: 'until', kind: 'time', from: third }]);
  await ask(named('member.add'), grace, { people: mallory.id, group: guild.id, until: 'for two weeks' });
  expect(store.events.at(-1)?.details).toMatchObject([
    { field: 'member', to: mallory.id },
    { field: 'until', kind: 'time' },
  ]);
});
