import { expect, it } from 'vitest';
import { callerOf } from '../../../src/teams/caller.ts';
import { commandText } from '../../../src/teams/command-text.ts';

const recipient = { id: '28:bot', name: 'Muster' };
const mention = (id: string, text: string) => ({ type: 'mention', mentioned: { id, name: 'x' }, text });

it.each([
  ['  help\n', [], 'help'],
  ['<at>Muster</at>\u00a0help', [mention('28:bot', '<at>Muster</at>')], 'help'],
  ['add <at>Ada Example</at> please', [mention('29:ada', '<at>Ada Example</at>')], 'add Ada Example please'],
  // Somebody who is called like the bot is not the bot.
  ['<at>Muster</at> help', [mention('29:other', '<at>Muster</at>')], 'Muster help'],
  // A replacement pattern in a name is only a name.
  ['ask <at>$&</at>', [mention('29:other', '<at>$&</at>')], 'ask $&'],
  ['a\u200b&nbsp;b', [{ type: 'mention' }, { type: 'clientInfo' }], 'a b'],
])('reads %j', (text, entities, expected) => {
  expect(commandText({ text, entities, recipient })).toBe(expected);
});

it('reads a message without text as empty', () => {
  expect(commandText({})).toBe('');
});

const from = { id: '29:ada', name: 'Ada', aadObjectId: 'CCCC3333-0000-4000-8000-000000000003' };
const conversation = { id: 'a:1', tenantId: 'AAAA1111-0000-4000-8000-000000000001' };

it('knows a caller by ids in one spelling, and mends what the client says of place and language', () => {
  expect(callerOf({ from, conversation, locale: 'no such', localTimezone: 'Mars/Base' } as never)).toEqual({
    tenantId: 'aaaa1111-0000-4000-8000-000000000001',
    userId: 'cccc3333-0000-4000-8000-000000000003',
    teamsUserId: '29:ada',
    displayName: 'Ada',
    locale: 'en-US',
    timeZone: 'UTC',
  });
});

it('knows nobody in two tenants at once', () => {
  expect(callerOf({ from, conversation, channelData: { tenant: { id: 'other' } } } as never)).toBeUndefined();
});

it('is not slowed down by marks that never end', () => {
  const text = '<at'.repeat(30_000);
  const entities = [{ type: 'mention', mentioned: { id: '29:somebody' }, text }];
  const began = performance.now();
  commandText({ text, entities });
  expect(performance.now() - began).toBeLessThan(500);
});
