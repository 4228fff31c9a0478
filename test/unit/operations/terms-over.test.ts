import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { remindOverdueJob } from '../../../src/operations/terms/overdue-jobs.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { actionsOn, ada, alan, days, grace, person, tenantId, titlesOn, wordsOn } from '../../support/builders.ts';
import { termOffice, named, guild } from '../../support/term-office.ts';

describe('who has left by themselves', () => {
  it('is not told of, and the owners are asked nothing', async () => {
    const { set, clock, runDue, messenger, directory, store, running } = termOffice();
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
    const { set, clock, runDue, messenger, scan } = termOffice();
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
    const { set, clock, runDue, directory, store, last, app } = termOffice([], { members });
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
    const { set, clock, runDue, app, last } = termOffice();
    await set('for two hours');
    clock.moveBy(2 * 3_600_000);
    await runDue();
    expect(app.tries).toBe(0);
    expect(titlesOn(last(grace))).toContain('End it now');
  });

  it('leaves it to the owners where Graph refuses, on record', async () => {
    const { set, clock, runDue, app, last, store, directory } = termOffice([], { members });
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
      const { set, clock, runDue, app, store, running, directory } = termOffice([], { members });
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
    const office = termOffice([], { admins });
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
    const { set, scan, clock, runDue, messenger } = termOffice([], { admins });
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
