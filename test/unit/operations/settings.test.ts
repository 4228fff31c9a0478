import { describe, expect, it } from 'vitest';
import { awayWords } from '../../../src/operations/away/away-words.ts';
import { quietWords } from '../../../src/operations/away/quiet-words.ts';
import { awayScene } from '../../support/away-scene.ts';
import { ada, alan, days, dialogsOn, grace, tenantId, titlesOn, wordsOn } from '../../support/builders.ts';

const hour = 3_600_000;
const usual = { from: '18:00', to: '08:00', weekends: true };

describe('my settings', () => {
  it('show who decides, for whom one decides, quiet hours, language and zone', async () => {
    const { ask, away } = awayScene({ policy: { quietHours: usual } });
    const plain = await ask('preference.show', grace);
    expect(wordsOn(plain)).toMatch(/Away\nNo[^]*18:00 to 08:00 and at weekends, as your organisation says/u);
    expect(wordsOn(plain)).toContain('British English, as Teams says; Muster speaks English only so far');
    expect(wordsOn(plain)).toContain('Europe/Berlin');
    expect(dialogsOn(plain).map(({ title }) => title)).toEqual(['I will be away…', 'Quiet hours…']);
    await away(grace, alan);
    expect(wordsOn(await ask('preference.show', grace))).toContain('Alan Turing decides for you');
    expect(titlesOn(await ask('preference.show', grace))).toContain('I am back');
    const alans = await ask('preference.show', alan);
    expect(wordsOn(alans)).toMatch(/You decide for\nGrace Hopper, until/u);
    expect(titlesOn(alans)).toContain('Not me');
  });
});

describe('quiet hours of one’s own', () => {
  it('hold back what nobody asked for, and the usual ones hold again', async () => {
    const { ask, joins, later, clock, sentTo, store } = awayScene({ rule: { remindAfterDays: 2 } });
    await ask('preference.quiet', grace, { mode: 'own', from: '03:00', to: '20:00' });
    await joins();
    // Ten in the morning in UTC, where nobody knows her zone: it is quiet until eight in the evening.
    await later(days(2));
    expect(sentTo(grace)).toHaveLength(1);
    await later(20 * hour - (clock.now().getTime() % days(1)));
    expect(wordsOn(sentTo(grace).at(-1)!)).toContain('waits for your decision');
    await ask('preference.quiet', grace, { mode: 'usual' });
    expect(await store.preferences.quietHours(tenantId, grace.id)).toBeUndefined();
  });

  it('can be none, where the organisation has some', async () => {
    const { ask, joins, later, sentTo } = awayScene({
      policy: { quietHours: { from: '03:00', to: '20:00', weekends: false } },
      rule: { remindAfterDays: 2 },
    });
    await ask('preference.quiet', grace, { mode: 'no' });
    await joins();
    await later(days(2));
    expect(wordsOn(sentTo(grace).at(-1)!)).toContain('waits for your decision');
  });

  it('are asked for with a form, which marks what is wrong', async () => {
    const { ask, store } = awayScene();
    const form = await ask('preference.quiet', ada);
    expect(wordsOn(form)).not.toContain('Not sent yet');
    expect(JSON.stringify(form.card)).toContain('"value":"18:00"');
    const same = await ask('preference.quiet', ada, { mode: 'own', from: '09:00', to: '09:00', sent: 'yes' });
    expect(wordsOn(same)).toContain('Say two different times.');
    const empty = await ask('preference.quiet', ada, { mode: 'own', from: '', to: '', sent: 'yes' });
    expect(wordsOn(empty)).toContain('Say from when to when');
    await expect(ask('preference.quiet', ada, { from: '25:00', to: '09:00' })).rejects.toMatchObject({ kind: 'input' });
    await expect(ask('preference.quiet', ada, { mode: 'x' })).rejects.toMatchObject({ kind: 'input' });
    expect(await store.preferences.quietHours(tenantId, ada.id)).toBeUndefined();
  });

  it('stand in the trail before and after', async () => {
    const { ask, store } = awayScene();
    await ask('preference.quiet', ada, { mode: 'own', from: '18:00', to: '08:00', weekends: 'true' });
    await ask('preference.quiet', ada, { mode: 'none' });
    expect(store.events.map(({ details }) => details)).toEqual([
      [{ field: 'quietHours', kind: 'word', from: 'usual', to: '18:00–08:00, weekends' }],
      [{ field: 'quietHours', kind: 'word', from: '18:00–08:00, weekends', to: 'none' }],
    ]);
  });
});

describe('words', () => {
  it.each([
    ['until 5 December, Grace decides for me', { until: 'until 5 December', person: 'Grace' }],
    ['until Friday Grace Hopper', { until: 'until Friday', person: 'Grace Hopper' }],
    ['from tomorrow until Friday, Grace Hopper decides', { until: 'until Friday', person: 'Grace Hopper' }],
    ['to Grace until the 15th', { until: 'until the 15th', person: 'Grace' }],
    ['until Monday, Grace Hopper stands in for me', { until: 'until Monday', person: 'Grace Hopper' }],
    ['for two weeks. Grace will decide', { until: 'for two weeks', person: 'Grace' }],
    ['Grace', { person: 'Grace' }],
    ['', {}],
  ])('of a time away: %s', (words, input) => {
    expect(awayWords(words)).toEqual(input);
  });

  it.each([
    ['18:00 to 8:00', { mode: 'own', from: '18:00', to: '08:00' }],
    ['from 6pm until 7.30 am and weekends', { mode: 'own', from: '18:00', to: '07:30', weekends: 'true' }],
    ['12am-12pm', { mode: 'own', from: '00:00', to: '12:00' }],
    ['off', { mode: 'none' }],
    ['as usual', { mode: 'usual' }],
    ['25:00 to 99:00', { mode: 'own', from: '25:00', to: '99:00' }],
    ['please', {}],
  ])('of quiet hours: %s', (words, input) => {
    expect(quietWords(words)).toEqual(input);
  });
});
