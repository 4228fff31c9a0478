import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChannelKeys, ChannelKeysUnavailable } from '../../../../src/teams/inbound/channel-keys.ts';
import { FakeChannel } from '../support/fake-channel.ts';

const minutes = 60_000;
let channel: FakeChannel;
let keys: ChannelKeys;
beforeEach(async () => {
  channel = await FakeChannel.start();
  keys = new ChannelKeys({ metadataUrl: channel.cloud.channelMetadataUrl, issuer: channel.cloud.channelIssuer });
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await channel.close();
});

it('are kept for a day', async () => {
  await keys.warm();
  vi.advanceTimersByTime(23 * 60 * minutes);
  expect(await keys.find('chan1')).toMatchObject({ endorsements: ['msteams'] });
  expect(channel.keyFetches).toBe(1);
  vi.advanceTimersByTime(2 * 60 * minutes);
  await keys.find('chan1');
  expect(channel.keyFetches).toBe(2);
});

it('are fetched by one of many who ask at once', async () => {
  await Promise.all(Array.from({ length: 20 }, () => keys.find('chan1')));
  expect(channel.keyFetches).toBe(1);
});

it('finds a new key, looking again at most every five minutes', async () => {
  await keys.warm();
  channel.addKey('chan2', ['msteams']);
  for (let index = 0; index < 5; index += 1) expect(await keys.find('chan2')).toBeUndefined();
  expect(channel.keyFetches).toBe(1);
  vi.advanceTimersByTime(5 * minutes + 1);
  expect(await keys.find('chan2')).toBeDefined();
  expect(channel.keyFetches).toBe(2);
});

it('go on being good when newer ones cannot be read; who signed with an unknown one should come again', async () => {
  await keys.warm();
  vi.advanceTimersByTime(25 * 60 * minutes);
  channel.keysDown = true;
  expect(await keys.find('chan1')).toBeDefined();
  await expect(keys.find('chan2')).rejects.toBeInstanceOf(ChannelKeysUnavailable);
});

it('are asked for again a few seconds after they could not be read, not by every request', async () => {
  channel.keysDown = true;
  for (let index = 0; index < 10; index += 1)
    await expect(keys.find('chan1')).rejects.toBeInstanceOf(ChannelKeysUnavailable);
  channel.keysDown = false;
  await expect(keys.find('chan1')).rejects.toBeInstanceOf(ChannelKeysUnavailable);
  vi.advanceTimersByTime(5_001);
  expect(await keys.find('chan1')).toBeDefined();
});

it('of another issuer are not taken', async () => {
  const other = new ChannelKeys({ metadataUrl: channel.cloud.channelMetadataUrl, issuer: 'https://other.example' });
  await expect(other.warm()).rejects.toBeInstanceOf(ChannelKeysUnavailable);
});
