import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClientSettings, localTimestamp } from '../../../../src/sandbox/teams/client-settings.ts';
import { cast } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench, until, type Bench } from '../harness.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.end());

const usual = { locale: 'en-US', timeZone: 'Europe/Berlin' };

it.each([
  ['de', 'America/New_York', { locale: 'de', timeZone: 'America/New_York' }],
  ['pt-br,pt;q=0.9', 'Asia/Tokyo', { locale: 'pt-BR', timeZone: 'Asia/Tokyo' }],
  ['*', undefined, usual],
  [undefined, 'Mars/Phobos', usual],
  ['x'.repeat(200), '+25:00', usual],
  ['../../etc', 'E'.repeat(200), usual],
])('reads %s and %s', (acceptLanguage, timeZone, expected) => {
  const clients = createClientSettings();
  clients.note('wren', { acceptLanguage, timeZone });
  expect(clients.of('wren')).toEqual(expected);
  expect(clients.of('mirela')).toEqual(usual);
});

it('keeps what is known when a request does not say', () => {
  const clients = createClientSettings();
  clients.note('wren', { acceptLanguage: 'de', timeZone: 'Asia/Tokyo' });
  clients.note('wren', {});
  expect(clients.of('wren')).toEqual({ locale: 'de', timeZone: 'Asia/Tokyo' });
});

it.each([
  ['UTC', '2026-11-21T12:00:00.000+00:00'],
  ['Asia/Kolkata', '2026-11-21T17:30:00.000+05:30'],
  ['America/St_Johns', '2026-11-21T08:30:00.000-03:30'],
])('writes the local time of %s', (timeZone, written) => {
  expect(localTimestamp(new Date('2026-11-21T12:00:00Z'), timeZone)).toBe(written);
});

it('puts them into what the bot hears from this person', async () => {
  const as = cast.employee.id;
  const conversation = await bench.personalChat(as);
  const say = async (text: string) => {
    await bench.page('/api/messages', { as, conversation, text });
    return until(() => bench.bot.heard().find(({ activity }) => 'text' in activity && activity.text === text));
  };
  expect((await say('one')).activity).toMatchObject({ locale: 'en-US', localTimezone: 'Europe/Berlin' });
  await fetch(`${bench.sandbox.pageUrl}/api/conversations?as=${as}`, {
    headers: { 'accept-language': 'fr-CA,fr;q=0.8', 'x-time-zone': 'America/Toronto' },
  });
  expect((await say('two')).activity).toMatchObject({
    locale: 'fr-CA',
    localTimezone: 'America/Toronto',
    entities: [{ type: 'clientInfo', locale: 'fr-CA', country: 'CA', timezone: 'America/Toronto' }],
  });
});
