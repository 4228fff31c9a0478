import { beforeEach, expect, it } from 'vitest';
import type { Conversation } from '../../../../src/sandbox/page/api.ts';
import { cast, fixedId, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench, until } from '../harness.ts';
import type { Activity, Bench } from '../harness.ts';

const general = '19:design-guild-general@thread.tacv2';
const critique = '19:design-guild-critique@thread.tacv2';
const me = cast.owner.id;
let bench: Bench;
beforeEach(async () => {
  bench = await startBench();
  return () => bench.end();
});

const say = (text: string, more: object = {}): ReturnType<Bench['page']> =>
  bench.page('/api/messages', { as: me, conversation: general, text, ...more });
const place = async (as: string, id: string): Promise<Conversation | undefined> =>
  (await bench.conversations(as)).find((one) => one.id === id);
/** Waits for an event of a conversation; the bot hears of many installs at the beginning. */
const event = (conversation: string, fits: (activity: Activity) => boolean): Promise<Activity> =>
  until(() =>
    bench.bot.received
      .map(({ activity }) => activity)
      .find((activity) => activity.conversation.id === conversation && fits(activity)),
  );
const install = (as: string, conversation: string, installed: boolean): ReturnType<Bench['page']> =>
  bench.page('/api/installs', { as, conversation, installed });

it('keeps an answer under its post, and so does the bot', async () => {
  await say('A question for everybody');
  const root = (await bench.messages(me, general)).at(-1)?.id ?? '';
  await say('@Muster help', { thread: root });
  const { activity } = await until(() => bench.bot.heard()[0]);
  expect(activity.conversation.id).toBe(`${general};messageid=${root}`);
  const answered = await bench.connector('POST', `v3/conversations/${activity.conversation.id}/activities`, {
    type: 'message',
    text: 'Here you are',
  });
  const { id } = (await answered.json()) as { id: string };
  await bench.connector('POST', `v3/conversations/${general}/activities`, { type: 'message', text: 'News' });
  const drawn = (await bench.messages(me, general)).map(({ rootId, text }) => [rootId === root, text]);
  expect(drawn).toEqual([
    [true, 'A question for everybody'],
    [true, '<at>Muster</at> help'],
    [true, 'Here you are'],
    [false, 'News'],
  ]);
  await bench.connector('PUT', `v3/conversations/${general}/activities/${id}`, { type: 'message', text: 'Changed' });
  expect((await bench.messages(me, general))[2]).toMatchObject({ text: 'Changed', edited: true, rootId: root });
});

it('does not answer what is no post', async () => {
  await say('A post');
  const root = (await bench.messages(me, general)).at(-1)?.id ?? '';
  await say('A reply', { thread: root });
  const reply = (await bench.messages(me, general)).at(-1)?.id ?? '';
  expect((await say('To a reply', { thread: reply })).status).toBe(404);
  expect((await say('To nothing', { thread: '1' })).status).toBe(404);
});

it('says beside the post that the bot did not answer', async () => {
  bench.bot.answer = () => ({ status: 500 });
  await say('@Muster help');
  const line = await until(async () => (await bench.messages(me, general)).find(({ from }) => from.id === 'teams'));
  expect(line.rootId).toBe((await bench.messages(me, general))[0]?.id);
});

it('shows the channels of every team that one is in', async () => {
  const engineer = fixedId('user', 'lucien.brossard@tessaly.example');
  const channels = (await bench.conversations(engineer)).filter(({ kind }) => kind === 'channel');
  expect(channels.length).toBeGreaterThan(1);
  for (const { subtitle, botInstalled } of channels)
    expect([subtitle, botInstalled]).toEqual([subtitle, subtitle === 'Design Guild']);
  const { tenant } = bench.sandbox;
  const [fresh] = [...tenant.groups()].filter(({ id, hasTeam }) => !hasTeam && tenant.isLinked(id, 'member', me));
  expect(fresh).toBeDefined();
  tenant.updateGroup(fresh?.id ?? '', { hasTeam: true });
  const seen = await bench.conversations(me);
  expect(seen.filter(({ subtitle }) => subtitle === fresh?.displayName).map(({ title }) => title)).toEqual(['General']);
});

it('is added to a team by an owner, which tells the bot the team’s group', async () => {
  const { tenant } = bench.sandbox;
  const [mine] = [...tenant.linkedBy(me, 'owner')].filter((id) => id !== groups.designGuild);
  tenant.updateGroup(mine ?? '', { hasTeam: true });
  const name = tenant.group(mine ?? '')?.displayName;
  const channel = (await bench.conversations(me)).find(({ subtitle }) => subtitle === name);
  expect(channel).toMatchObject({ botInstalled: false, mayAddApps: true });
  const id = channel?.id ?? '';
  expect((await install(me, id, true)).status).toBe(204);
  const added = await event(id, ({ type }) => type === 'conversationUpdate');
  expect(added).toMatchObject({
    from: { aadObjectId: me },
    membersAdded: [{ id: added.recipient.id }],
    channelData: { eventType: 'teamMemberAdded', team: { aadGroupId: mine, name } },
  });
  await event(id, ({ action }) => action === 'add');
  const team = await bench.connector('GET', `v3/teams/${id}`);
  expect(await team.json()).toMatchObject({ aadGroupId: mine });
});

it('is taken away from all channels of a team at once', async () => {
  await event(general, ({ action }) => action === 'add');
  expect((await install(me, critique, false)).status).toBe(204);
  await event(general, ({ action }) => action === 'remove');
  const told = await event(general, ({ channelData }) => channelData.eventType === 'teamMemberRemoved');
  expect(told).toMatchObject({
    membersRemoved: [{ id: `28:${bench.sandbox.botId}` }],
    channelData: { team: { aadGroupId: groups.designGuild } },
  });
  expect([(await place(me, general))?.botInstalled, (await place(me, critique))?.botInstalled]).toEqual([false, false]);
  const refused = await bench.connector('POST', `v3/conversations/${general}/activities`, {
    type: 'message',
    text: 'x',
  });
  expect(refused.status).toBe(403);
  await say('@Muster are you there?');
  expect(bench.bot.heard()).toEqual([]);
});

it('is not added by guests, by strangers, nor by members where the team forbids it', async () => {
  const { tenant } = bench.sandbox;
  const team = tenant.teams.get(groups.designGuild);
  if (team === undefined) throw new Error('There is no team.');
  tenant.teams.put({ ...team, settings: { ...team.settings, memberSettings: { allowAddRemoveApps: false } } });
  const member = [...tenant.linked(groups.designGuild, 'member')].find(
    (id) => !tenant.isLinked(groups.designGuild, 'owner', id) && tenant.user(id)?.userType === 'Member',
  );
  expect((await install(member ?? '', general, false)).status).toBe(403);
  expect((await install(cast.guest.id, '19:autumn-launch@thread.v2', false)).status).toBe(403);
  expect((await install(me, await bench.personalChat(me), false)).status).toBe(403);
  expect((await install(me, general, false)).status).toBe(204);
});
