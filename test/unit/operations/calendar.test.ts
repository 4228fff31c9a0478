import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import type { EventRecord } from '../../../src/sandbox/tenant/mail-records.ts';
import { actionsOn, dialogsOn, titlesOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, secondOwner, admin, guest } = cast;
const guild = groups.designGuild;

/** A Sunday noon in March, in an office in Berlin. The guild has critiques on Mondays at 15:00 in Budapest’s zone. */
function scene() {
  const office = openOffice();
  const inGuild = (): EventRecord[] => office.tenant.mail.eventsOf(guild);
  const called = (subject: string): EventRecord => inGuild().find((event) => event.subject === subject)!;
  const plan = (raw: Record<string, unknown>, who: Parameters<typeof office.ask>[1] = owner) =>
    office.ask('event.plan', who, {
      group: guild,
      subject: 'Review',
      day: '2026-03-20',
      start: '10:00',
      confirmed: 'yes',
      ...raw,
    });
  const records = () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`);
  return { ...office, inGuild, called, plan, records };
}

const dataOf = (card: Parameters<typeof actionsOn>[0], title: string) =>
  actionsOn(card).find((action) => action.title === title)!;

describe('event.agenda', () => {
  it('shows two weeks of the person’s own days, each date of a series, and turns the pages', async () => {
    const { ask } = scene();
    const card = await ask('event.agenda', owner, { group: 'Design Guild' });
    const words = wordsOn(card);
    expect(words).toContain('What is on in Design Guild');
    expect(words).toMatch(/Sun,? 1.*14 Mar/u);
    expect(words).toMatch(/Mon,? 2 Mar,? 15:00.16:30/u);
    expect(words).toMatch(/Mon,? 9 Mar,? 15:00/u);
    expect(words).toContain('Studio, second floor');
    expect(words).toMatch(/Tue,? 10 Mar,? all day/u);
    expect(words).not.toContain('Portfolio evening');

    const later = await ask('event.agenda', owner, dataOf(card, 'Later').data);
    expect(wordsOn(later)).toMatch(/15.*28 Mar/u);
    const earlier = await ask('event.agenda', owner, dataOf(card, 'Earlier').data);
    expect(wordsOn(earlier)).toContain('Portfolio evening');
  });

  it('keeps whole days on their days, east and west of Greenwich', async () => {
    const { plan, ask } = scene();
    await plan({ subject: 'Before', day: '2026-03-04', allDay: 'true' });
    await plan({ subject: 'First', day: '2026-03-05', allDay: 'true' });
    await plan({ subject: 'Last', day: '2026-03-18', allDay: 'true' });
    await plan({ subject: 'After', day: '2026-03-19', allDay: 'true' });
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Honolulu', 'UTC']) {
      const card = await ask('event.agenda', owner, { group: guild, from: '2026-03-05' }, { timeZone });
      const words = wordsOn(card);
      for (const inside of ['First', 'Last']) expect(words, timeZone).toContain(inside);
      for (const outside of ['Before', 'After']) expect(words, timeZone).not.toContain(outside);
    }
  });

  it('shows ten and leads to the rest', async () => {
    const { plan, ask } = scene();
    for (let hour = 1; hour <= 12; hour++)
      await plan({ subject: `Slot ${hour}`, start: `${String(hour).padStart(2, '0')}:00`, day: '2026-04-20' });
    const first = await ask('event.agenda', owner, { group: guild, from: '2026-04-20' });
    expect(wordsOn(first)).toContain('Slot 9');
    const rest = await ask('event.agenda', owner, dataOf(first, 'More').data);
    expect(wordsOn(rest)).toContain('Slot 12');
    expect(titlesOn(rest)).toContain('From the start');
    const forged = ask('event.agenda', owner, {
      group: guild,
      from: '2026-04-21',
      next: dataOf(first, 'More').data['next'],
    });
    await expect(forged).rejects.toMatchObject({ code: 'page.stale' });
  });

  it('says that nothing is on, and offers to plan to members alone', async () => {
    const { ask } = scene();
    const member = await ask('event.agenda', owner, { group: guild, from: '2020-01-01' });
    expect(wordsOn(member)).toMatch(/Nothing is planned.*2020/u);
    expect(wordsOn(member)).not.toContain('Part of a series');
    const reader = await ask('event.agenda', employee, { group: groups.launchRoom, from: '2020-01-01' });
    expect(dialogsOn(reader)).toEqual([]);
  });

  it.each([
    [employee, guild, 'event.denied'],
    [guest, groups.bookClub, 'event.denied'],
  ])('tells who may look (%#)', async (who, group, code) => {
    await expect(scene().ask('event.agenda', who, { group })).rejects.toMatchObject({ kind: 'denied', code });
  });

  it('explains groups without a calendar', async () => {
    const { ask, tenant } = scene();
    const security = [...tenant.groups()].find(({ groupTypes }) => !groupTypes.includes('Unified'))!;
    const asked = ask('event.agenda', admin, { group: security.id });
    await expect(asked).rejects.toMatchObject({ code: 'event.no-calendar' });
  });

  it.each(['2026-02-30', 'x', '9999-01-01'])('refuses the forged day %s', async (from) => {
    await expect(scene().ask('event.agenda', owner, { group: guild, from })).rejects.toMatchObject({ kind: 'input' });
  });
});

describe('event.list', () => {
  it('shows single events and a series once, the latest first', async () => {
    const { ask } = scene();
    const words = wordsOn(await ask('event.list', owner, { group: guild }));
    expect(words.indexOf('Visit to the dye works')).toBeLessThan(words.indexOf('Portfolio evening'));
    expect(words.match(/Critique/gu)).toHaveLength(1);
    expect(words).toContain('Every week');
  });
});

describe('event.plan', () => {
  it('plans at once what words say, in the caller’s zone, and leads to it', async () => {
    const { ask, called, records, plan } = scene();
    const done = await ask('event.plan', owner, {
      group: 'Design Guild',
      when: 'for 90 minutes; on friday at 10',
      subject: 'Ünï & “co” 🎨',
    });
    expect(wordsOn(done)).toMatch(/Ünï & “co” 🎨 is planned[\s\S]*Fri,? 6 Mar,? 10:00.11:30/u);
    expect(called('Ünï & “co” 🎨')).toMatchObject({
      start: { dateTime: '2026-03-06T10:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-03-06T11:30:00', timeZone: 'Europe/Berlin' },
      isAllDay: false,
    });
    expect(records()).toEqual(['event.plan done']);
    const shown = await ask('event.show', secondOwner, dataOf(done, 'Show it').data);
    expect(wordsOn(shown)).toContain('Ünï & “co” 🎨');
    expect(wordsOn(await plan({}))).toMatch(/10:00.11:00/u);
  });

  it('shows the form with what is known, and plans once however often it is sent', async () => {
    const { ask, inGuild, records } = scene();
    const form = await ask('event.plan', owner, { group: guild, day: 'tomorrow' });
    expect(form.isQuestion).toBe(true);
    expect(JSON.stringify(form.card)).toContain('"value":"2026-03-02"');
    expect(wordsOn(form)).toContain('Europe/Berlin');
    const before = inGuild().length;
    const sent = { ...dataOf(form, 'Plan it').data, subject: 'Twice', day: '2026-03-02', start: '09:00', end: '09:30' };
    await ask('event.plan', owner, sent);
    await expect(ask('event.plan', owner, sent)).rejects.toMatchObject({ code: 'event.planned-already' });
    expect(inGuild()).toHaveLength(before + 1);
    expect(records().at(-1)).toBe('event.plan refused');
  });

  it('asks for the group where none is named', async () => {
    const { ask } = scene();
    const form = await ask('event.plan', owner, { subject: 'Where?' });
    expect(JSON.stringify(form.card)).toContain(guild);
    const again = await ask('event.plan', owner, { subject: 'Where?', confirmed: 'yes' });
    expect(wordsOn(again)).toContain('In the calendar of which group?');
  });

  it('keeps a series at its hour in summer, and invites people', async () => {
    const { plan, ask, called } = scene();
    const done = await plan({
      subject: 'Weekly',
      day: '2026-03-26',
      repeats: 'weekly',
      until: '2026-04-30',
      location: 'Studio',
      text: 'Two\nlines',
      online: 'true',
      invited: `${employee.id},${secondOwner.id}`,
      addresses: 'Ada <ada@contoso.com>; grace@contoso.com',
    });
    expect(wordsOn(done)).toContain('4 people are told by mail');
    expect(called('Weekly')).toMatchObject({
      recurrence: {
        pattern: { type: 'weekly', daysOfWeek: ['thursday'] },
        range: { type: 'endDate', endDate: '2026-04-30', recurrenceTimeZone: 'Europe/Berlin' },
      },
      isOnlineMeeting: true,
      body: { content: expect.stringContaining('Two') as string },
    });
    expect(called('Weekly').attendees.map(({ emailAddress: { address } }) => address)).toEqual([
      employee.principalName,
      secondOwner.principalName,
      'ada@contoso.com',
      'grace@contoso.com',
    ]);
    const words = wordsOn(await ask('event.agenda', owner, { group: guild, from: '2026-03-26' }));
    expect(words).toMatch(/Thu,? 26 Mar,? 10:00/u);
    expect(words).toMatch(/Thu,? 2 Apr,? 10:00/u);
  });

  it('lets an evening go past midnight and end at midnight', async () => {
    const { plan, called } = scene();
    await plan({ subject: 'Night', start: '22:00', end: '01:00', lastDay: '2026-03-21' });
    expect(called('Night').end.dateTime).toBe('2026-03-21T01:00:00');
    await plan({ subject: 'Evening', start: '22:00', end: '00:00' });
    expect(called('Evening').end.dateTime).toBe('2026-03-21T00:00:00');
    await plan({ subject: 'Late hour', start: '23:30', end: '' });
    expect(called('Late hour').end.dateTime).toBe('2026-03-21T00:30:00');
  });

  it('keeps whole days whole', async () => {
    const { plan, called } = scene();
    const done = await plan({ subject: 'Fair', start: '', allDay: 'true', lastDay: '2026-03-22' });
    expect(called('Fair')).toMatchObject({
      isAllDay: true,
      start: { dateTime: '2026-03-20T00:00:00' },
      end: { dateTime: '2026-03-23T00:00:00' },
    });
    expect(wordsOn(done)).toMatch(/20.*22 Mar, all day/u);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ subject: ' ' }, 'needs a subject'],
    [{ subject: 'x'.repeat(256) }, 'it has 256'],
    [{ location: 'x'.repeat(256) }, 'it has 256'],
    [{ text: 'x'.repeat(8001) }, 'it has 8001'],
    [{ day: '2026-02-30' }, 'On which day?'],
    [{ day: '2026-02-28' }, 'This day is over'],
    [{ start: '25:00' }, 'From when?'],
    [{ end: 'late' }, 'Until when?'],
    [{ end: '09:00' }, 'ends before it begins'],
    [{ end: '10:00' }, 'ends before it begins'],
    [{ lastDay: '2026-03-19', end: '12:00' }, 'ends before it begins'],
    [{ lastDay: 'later' }, 'Write the day'],
    [{ day: '2026-03-29', start: '02:30' }, 'no such time'],
    [{ day: '2026-03-29', start: '01:30', end: '02:30' }, 'no such time'],
    [{ allDay: 'true', lastDay: '2026-03-19' }, 'ends before it begins'],
    [{ repeats: 'daily', lastDay: '2026-03-21', end: '10:01' }, 'begin again before it ends'],
    [{ repeats: 'weekly', until: '2026-03-19' }, 'end before it begins'],
    [{ repeats: 'weekly', until: 'ever' }, 'Write the day'],
    [{ addresses: 'nobody' }, 'no mail address'],
    [{ invited: 'ada' }, 'pick people from the list'],
    [{ invited: '99999999-0000-4000-8000-000000000000' }, 'not in the directory'],
  ])('tells beside the field what is wrong with %j', async (raw, words) => {
    const { plan, inGuild, records } = scene();
    const before = inGuild();
    const form = await plan(raw);
    expect(form.isQuestion).toBe(true);
    expect(wordsOn(form)).toContain(words);
    expect(inGuild()).toEqual(before);
    expect(records()).toEqual([]);
  });

  it.each([
    [{ allDay: 'perhaps' }, 'input'],
    [{ repeats: 'hourly' }, 'input'],
    [{ key: 'mine' }, 'input'],
  ])('refuses the forged %j', async (raw, kind) => {
    await expect(scene().plan(raw)).rejects.toMatchObject({ kind });
  });

  it('is for members: Exchange has the last word, and the form is kept from others', async () => {
    const { ask, plan, inGuild, records } = scene();
    const before = inGuild().length;
    await expect(plan({}, employee)).rejects.toMatchObject({ code: 'event.not-member' });
    await expect(plan({}, admin)).rejects.toMatchObject({ code: 'event.not-member' });
    const form = ask('event.plan', employee, { group: guild });
    await expect(form).rejects.toMatchObject({ code: 'event.not-member' });
    expect(inGuild()).toHaveLength(before);
    expect(records().filter((record) => record.endsWith('done'))).toEqual([]);
  });
});

describe('event.show, event.change and event.cancel', () => {
  const open = async () => {
    const office = scene();
    const { ask, called, plan } = office;
    await plan({
      subject: 'Review',
      end: '12:00',
      location: 'Studio',
      text: 'Bring & show',
      addresses: 'ada@contoso.com',
    });
    const about = { group: guild, event: called('Review').id };
    const list = await ask('event.agenda', owner, { group: guild, from: '2026-03-02' });
    const first = actionsOn(list).find(({ verb, data }) => verb === 'event.show' && String(data['event']).length > 0)!;
    return { ...office, about, firstCritique: first.data };
  };

  it('shows all of it, in the reader’s zone', async () => {
    const { ask, about } = await open();
    const card = await ask('event.show', owner, about);
    const words = wordsOn(card);
    for (const part of ['Review', 'Studio', 'Bring & show', 'ada@contoso.com']) expect(words).toContain(part);
    expect(words).toMatch(/Fri,? 20 Mar,? 10:00.12:00/u);
    expect(dialogsOn(card).map(({ title }) => title)).toEqual(['Change…']);
  });

  it('moves what is different only, and keeps the rest', async () => {
    const { ask, about, called, calls } = await open();
    const form = await ask('event.change', owner, about);
    expect(JSON.stringify(form.card)).toContain('"value":"12:00"');
    calls.length = 0;
    const sent = { ...dataOf(form, 'Save').data, subject: 'Review', day: '2026-03-21', start: '11:00', end: '13:00' };
    const done = await ask('event.change', owner, sent);
    expect(wordsOn(done)).toMatch(/is changed[\s\S]*Sat,? 21 Mar,? 11:00.13:00[\s\S]*One person is told/u);
    expect(called('Review')).toMatchObject({
      start: { dateTime: '2026-03-21T11:00:00', timeZone: 'Europe/Berlin' },
      location: { displayName: 'Studio' },
      attendees: [{ emailAddress: { address: 'ada@contoso.com' } }],
    });
    expect(calls.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    calls.length = 0;
    expect(wordsOn(await ask('event.change', owner, sent))).toContain('stays as it is');
    expect(calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  it('marks what is wrong and keeps what was typed', async () => {
    const { ask, about, called } = await open();
    const before = called('Review');
    const form = await ask('event.change', owner, { ...about, subject: 'Rev', end: '09:00', confirmed: 'yes' });
    expect(wordsOn(form)).toContain('ends before it begins');
    expect(JSON.stringify(form.card)).toContain('"value":"Rev"');
    expect(called('Review')).toEqual(before);
  });

  it('changes one date of a series, or the series', async () => {
    const { ask, called, firstCritique, inGuild } = await open();
    const form = await ask('event.change', owner, firstCritique);
    expect(wordsOn(form)).toContain('one date only');
    await ask('event.change', owner, { ...dataOf(form, 'Save').data, location: 'Garden' });
    expect(called('Critique')).toMatchObject({
      location: { displayName: 'Studio, second floor' },
      exceptions: [{ changes: { location: { displayName: 'Garden' } } }],
    });

    const shown = await ask('event.show', owner, firstCritique);
    const whole = dataOf(shown, 'The whole series');
    const series = await ask('event.change', owner, whole.data);
    expect(wordsOn(series)).toContain('whole series');
    await ask('event.change', owner, { ...dataOf(series, 'Save').data, day: '2026-03-03', repeats: 'weekly' });
    expect(called('Critique').recurrence).toMatchObject({
      pattern: { type: 'weekly', daysOfWeek: ['tuesday'] },
      range: { startDate: '2026-03-03' },
    });
    await ask('event.change', owner, { ...dataOf(series, 'Save').data, repeats: 'none' });
    expect(called('Critique').recurrence).toBeNull();
    expect(inGuild().filter(({ subject }) => subject === 'Critique')).toHaveLength(1);
  });

  it('cancels after a question that says who is told', async () => {
    const { ask, about, inGuild, records } = await open();
    const question = await ask('event.cancel', owner, about);
    expect(question.isQuestion).toBe(true);
    expect(wordsOn(question)).toContain('ada@contoso.com is told by mail');
    expect(inGuild().some(({ id }) => id === about.event)).toBe(true);
    const done = await ask('event.cancel', owner, dataOf(question, 'Cancel it').data);
    expect(wordsOn(done)).toContain('Review is cancelled');
    expect(inGuild().some(({ id }) => id === about.event)).toBe(false);
    expect(records().at(-1)).toBe('event.cancel done');
    const again = ask('event.cancel', owner, dataOf(question, 'Cancel it').data);
    await expect(again).rejects.toMatchObject({ kind: 'notFound', code: 'event.not-found' });
  });

  it('cancels one date of a series alone', async () => {
    const { ask, called, firstCritique } = await open();
    const question = await ask('event.cancel', owner, firstCritique);
    expect(wordsOn(question)).toContain('Only this date goes');
    await ask('event.cancel', owner, dataOf(question, 'Cancel it').data);
    expect(called('Critique').deletedDates).toHaveLength(1);
  });

  it.each(['event.change', 'event.cancel'])('%s is for members', async (name) => {
    const { ask, plan, tenant } = scene();
    await plan(
      { group: groups.launchRoom },
      [...tenant.linked(groups.launchRoom, 'owner')].map((id) => ({ id, displayName: '' }))[0],
    );
    const { id } = tenant.mail.eventsOf(groups.launchRoom).find(({ subject }) => subject === 'Review')!;
    const about = { group: groups.launchRoom, event: id, location: 'Mine' };
    await expect(ask(name, employee, about)).rejects.toMatchObject({ code: 'event.not-member' });
    await expect(ask(name, employee, { ...about, confirmed: 'yes' })).rejects.toMatchObject({ code: 'event.denied' });
    expect(tenant.mail.eventsOf(groups.launchRoom).find((event) => event.id === id)?.location).toEqual({});
  });

  it.each(['../members', 'x y', '%2e%2e'])('takes %s for no event', async (event) => {
    const asked = scene().ask('event.show', owner, { group: guild, event });
    await expect(asked).rejects.toMatchObject({ code: 'event.not-found' });
  });
});
