import { expect, it } from 'vitest';
import { groupShownCard, type GroupShown } from '../../../src/cards/group-shown.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';

const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now: new Date('2026-01-06T12:00:00Z') };
const draw = (sample: string, change: Partial<GroupShown> = {}) =>
  groupShownCard({ ...groupShownCard.samples[sample]!, ...change }, reader);

it('says nothing about owners whom the directory does not tell, and still lets people ask', () => {
  const card = draw('unsaid');
  expect(wordsOn(card)).not.toMatch(/Owner|None|Ask an administrator/u);
  expect(actionsOn(card).map(({ title }) => title)).toContain('Ask to join');
});

it('offers nobody to ask where nobody owns the group', () => {
  const card = draw('unsaid', { owners: [] });
  expect(wordsOn(card)).toContain('Ask an administrator');
  expect(actionsOn(card)).toEqual([]);
});

it('calls only Microsoft 365 groups public or private', () => {
  expect(wordsOn(draw('unsaid'))).toContain('Private, members hidden · Team');
  expect(wordsOn(draw('mailGroup'))).toContain('Member · Distribution list');
  expect(wordsOn(draw('mailGroup'))).not.toMatch(/Private|None/u);
});

it('reads from the left, whatever the name of the group', () => {
  expect(draw('ownerless').card).toMatchObject({ lang: 'en', rtl: false });
});
