import { beforeEach, expect, it } from 'vitest';
import type { Message } from '../../../../src/sandbox/page/api.ts';
import { cast } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench, until } from '../harness.ts';
import type { Bench, Received } from '../harness.ts';

const general = '19:design-guild-general@thread.tacv2';
const me = cast.owner.id;
let bench: Bench;
let personal: string;
beforeEach(async () => {
  bench = await startBench();
  personal = await bench.personalChat(me);
  return () => bench.end();
});

const say = (conversation: string, text: string): ReturnType<Bench['page']> =>
  bench.page('/api/messages', { as: me, conversation, text });
const noticed = (): Promise<Message> =>
  until(async () => (await bench.messages(me, personal)).find(({ from }) => from.id === 'teams'));
const firstHeard = (): Promise<Received> => until(() => bench.bot.heard()[0]);

it('tells the bot of its installs once it can be reached, each with both events', async () => {
  const installs = await until(() => {
    const found = bench.bot.received.filter(({ activity }) => activity.type === 'installationUpdate');
    return found.length >= 7 && found; // five people, the team, the group chat
  });
  const updates = bench.bot.received.filter(({ activity }) => activity.type === 'conversationUpdate');
  await until(() => updates.length >= 6);
  const places = installs.map(({ activity }) => activity.conversation.id);
  expect(new Set(places).size).toBe(places.length);
  const team = bench.bot.received.find(({ activity }) => activity.channelData.eventType === 'teamMemberAdded');
  expect(team?.activity.membersAdded).toEqual([{ id: `28:${bench.sandbox.botId}` }]);
  expect(team?.activity.channelData.team?.aadGroupId).toBeDefined();
});

it('brings a message with the sender’s ids and a token that names no person', async () => {
  expect((await say(personal, '  my groups ')).status).toBe(202);
  const { activity, claims } = await firstHeard();
  expect(activity).toMatchObject({
    type: 'message',
    text: 'my groups',
    channelId: 'msteams',
    from: { aadObjectId: me, name: cast.owner.displayName },
    conversation: { id: personal, conversationType: 'personal', tenantId: bench.sandbox.tenantId },
    serviceUrl: `${bench.sandbox.cloudUrl}/connector/`,
  });
  expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iss', 'nbf', 'serviceurl']);
});

it('brings the same activity up to three times when the answer is late, then says so', async () => {
  bench.bot.answer = () => ({ status: 200, delayMs: 450 });
  await say(personal, 'slow');
  expect((await noticed()).text).toBe('Something went wrong. Please try again.');
  const ids = bench.bot.heard().map(({ activity }) => activity.id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
});

it('does not repeat what the bot refused, and says so', async () => {
  bench.bot.answer = () => ({ status: 500 });
  await say(personal, 'help');
  await noticed();
  expect(bench.bot.heard()).toHaveLength(1);
});

it('tries again for a while when the bot is away', async () => {
  bench.sandbox.setBotUrl('http://localhost:9');
  await say(personal, 'anybody?');
  await noticed();
  const tries = (await bench.traffic()).filter(({ summary }) => summary.includes('wrote a message'));
  expect(tries.map(({ status }) => status)).toEqual([0, 0, 0]);
});

it('delivers more than once when told to', async () => {
  const { faults } = await bench.session();
  await bench.page('/api/faults', { ...faults, deliveries: 3 });
  await say(personal, 'twice');
  await until(() => bench.bot.heard().length === 3);
  expect(new Set(bench.bot.heard().map(({ activity }) => activity.id)).size).toBe(1);
});

it('is heard in a channel by mention only, in a thread of its own', async () => {
  await say(general, 'nothing for the bot');
  await say(general, `@Muster help, please ask @${cast.secondOwner.displayName}`);
  const { activity } = await firstHeard();
  expect(activity.text).toBe(`<at>Muster</at> help, please ask <at>${cast.secondOwner.displayName}</at>\n`);
  expect(activity.conversation.id).toBe(`${general};messageid=${activity.id}`);
  expect(activity.entities).toMatchObject([
    { type: 'mention', mentioned: { id: activity.recipient.id }, text: '<at>Muster</at>' },
    { type: 'mention', mentioned: { name: cast.secondOwner.displayName } },
    { type: 'clientInfo' },
  ]);
  expect(bench.bot.heard()).toHaveLength(1);
});

it('counts what a person has not read', async () => {
  const unread = async (): Promise<number | undefined> =>
    (await bench.conversations(me)).find(({ id }) => id === personal)?.unread;
  await bench.connector('POST', `v3/conversations/${personal}/activities`, { type: 'message', text: 'news' });
  expect(await unread()).toBe(1);
  expect((await bench.page('/api/read', { as: me, conversation: personal })).status).toBe(204);
  expect(await unread()).toBe(0);
});

it('keeps people out of conversations that are not theirs', async () => {
  const stranger = `/api/messages?as=${cast.guest.id}&conversation=${encodeURIComponent(personal)}`;
  expect((await bench.page(stranger)).status).toBe(403);
  const sent = await bench.page('/api/messages', { as: cast.guest.id, conversation: personal, text: 'hi' });
  expect(sent.status).toBe(403);
});
