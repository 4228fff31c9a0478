import { describe, expect, it } from 'vitest';
import { understand } from '../../../src/operations/understand.ts';
import {
  actionsOn,
  ada,
  alan,
  days,
  grace,
  mallory,
  person,
  startOfTest,
  tenantId,
  titlesOn,
  wordsOn,
} from '../../support/builders.ts';
import { termOffice, named, guild } from '../../support/term-office.ts';

describe('a membership for a time', () => {
  it('is understood from a sentence, with its end', () => {
    expect(understand('limit Grace Hopper in Design Guild until 15 March')).toMatchObject({
      operation: { name: 'term.set' },
      input: { person: 'Grace Hopper', group: 'Design Guild', until: 'until 15 March' },
    });
    expect(understand('memberships for a time')).toMatchObject({ operation: { name: 'term.list' } });
  });

  it('begins when somebody is added for a time, or let in for a time', async () => {
    const { ask, store } = termOffice();
    const added = await ask(named('member.add'), grace, {
      people: mallory.id,
      group: guild.id,
      until: 'for two weeks',
    });
    expect(wordsOn(added)).toMatch(/Until \S+ \S+ 2026/u);
    const end = (await store.terms.running(tenantId, guild.id, mallory.id))!.endsAt;
    expect(end.getTime()).toBe(startOfTest.getTime() + days(14));

    const outsider = person('Olga Outside');
    const { ask: asks, store: kept } = termOffice([outsider]);
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
    const { set, clock, runDue, messenger, last, press, directory } = termOffice();
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
    const { set, clock, runDue, messenger, last } = termOffice([], {
      quietHours: { from: '00:00', to: '20:00', weekends: false },
    });
    await set('for two days');
    clock.moveBy(days(1));
    await expect(runDue()).rejects.toMatchObject({ code: 'message.quiet' });
    expect(messenger.sentTo(ada.id)).toEqual([]);
    clock.moveBy(days(1) / 2);
    await runDue();
    expect(wordsOn(last(ada))).toContain('Your membership in Design Guild ends');

    const night = termOffice([], { quietHours: { from: '00:00', to: '23:00', weekends: true } });
    await night.set('for two days');
    night.clock.moveBy(days(1));
    await night.runDue();
    expect(wordsOn(night.last(ada))).toContain('ends tomorrow');
  });

  it('runs longer once, however many owners press, and is told of again before its new end', async () => {
    const { set, clock, runDue, running, press, last, messenger } = termOffice();
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
    const { set, clock, runDue, press, last, ask, running } = termOffice();
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
    const { set, clock, runDue, press, last, store, ask, messenger } = termOffice();
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
    const { set, clock, runDue, press, last, messenger } = termOffice();
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
    const { set, ask, running, directory } = termOffice();
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
    const { set, running } = termOffice();
    expect(wordsOn(await set(until))).toContain(words);
    expect(await running()).toBeUndefined();
  });

  it('is forgotten when the group is gone', async () => {
    const { set, clock, runDue, running, scan, messenger } = termOffice();
    await set('for two days');
    scan.groups.clear();
    clock.moveBy(days(1));
    await runDue();
    expect(await running()).toBeUndefined();
    expect(messenger.sentTo(ada.id)).toHaveLength(0);
  });

  it('stands in a list that leads on, for its owners and for its member', async () => {
    const { set, ask } = termOffice();
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

it('the trail says the end before and after', async () => {
  const { set, running, ask, store } = termOffice();
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
