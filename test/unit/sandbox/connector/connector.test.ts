import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadSigningKeys } from '../../../../src/sandbox/entra/keys.ts';
import { createLimits } from '../../../../src/sandbox/connector/limits.ts';
import type { Faults, Message } from '../../../../src/sandbox/page/api.ts';
import { cast, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench, until } from '../harness.ts';
import type { Bench } from '../harness.ts';

const general = '19:design-guild-general@thread.tacv2';
const groupChat = '19:autumn-launch@thread.v2';
const text = { type: 'message', text: 'hello' };
const card = (title: string): unknown => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: title }] },
});

let bench: Bench;
let personal: string;
let faults: Faults;
// A new sandbox for each test: messages to one conversation are paced.
beforeEach(async () => {
  bench = await startBench();
  personal = await bench.personalChat(cast.employee.id);
  ({ faults } = await bench.session());
  return () => bench.end();
});

const post = (conversation: string, body: unknown, bearer?: string): ReturnType<Bench['connector']> =>
  bench.connector('POST', `v3/conversations/${encodeURIComponent(conversation)}/activities`, body, bearer);
const shown = (conversation: string, as: string = cast.employee.id): Promise<Message[]> =>
  bench.messages(as, conversation);

async function refusal(response: Awaited<ReturnType<Bench['connector']>>): Promise<[number, string]> {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

it('takes only Entra’s token, for the connector, of the registered app', async () => {
  const keys = await loadSigningKeys(bench.dataDir);
  const good = decodeJwt(await bench.connectorToken());
  const forged = [
    'garbage',
    await keys.channel.sign(good),
    await keys.entra.sign({ ...good, aud: 'https://graph.microsoft.com' }),
    await keys.entra.sign({ ...good, iss: 'https://sts.windows.net/other/' }),
    await keys.entra.sign({ ...good, exp: 1000 }),
    await keys.entra.sign({ ...good, appid: 'another' }),
  ];
  for (const token of forged) expect((await post(personal, text, token)).status).toBe(401);
  expect((await post(personal, text)).status).toBe(201);
  expect(await shown(personal)).toHaveLength(1);
});

it('keeps what the bot sends, changes and deletes', async () => {
  const { id } = (await (await post(personal, { type: 'message', attachments: [card('one')] })).json()) as {
    id: string;
  };
  const path = `v3/conversations/${personal}/activities/${id}`;
  expect((await bench.connector('PUT', path, { type: 'message', attachments: [card('two')] })).status).toBe(200);
  expect(await shown(personal)).toMatchObject([{ id, edited: true, cards: [{ body: [{ text: 'two' }] }] }]);
  expect((await bench.connector('DELETE', path)).status).toBe(200);
  expect(await shown(personal)).toMatchObject([{ id, deleted: true, cards: [] }]);
  expect(await refusal(await bench.connector('PUT', path, text))).toEqual([404, 'ActivityNotFoundInConversation']);
});

it('makes two messages of a text with a card, and names neither', async () => {
  const { id } = (await (await post(personal, { ...text, attachments: [card('one')] })).json()) as { id: string };
  expect(await shown(personal)).toMatchObject([
    { text: 'hello', cards: [] },
    { text: '', cards: [{}] },
  ]);
  expect(await refusal(await bench.connector('PUT', `v3/conversations/${personal}/activities/${id}`, text))).toEqual([
    404,
    'ActivityNotFoundInConversation',
  ]);
});

it('refuses what is not the bot’s business', async () => {
  expect(await refusal(await post('a:nobody', text))).toEqual([404, 'ConversationNotFound']);
  await bench.page('/api/messages', { as: cast.employee.id, conversation: groupChat, text: 'lunch?' });
  const id = (await shown(groupChat))[0]?.id ?? '';
  expect(await refusal(await bench.connector('PUT', `v3/conversations/${groupChat}/activities/${id}`, text))).toEqual([
    403,
    'NotEnoughPermissions',
  ]);
  await bench.setGrants(cast.employee.id, { installed: false });
  expect(await refusal(await post(personal, text))).toEqual([403, 'BotNotInConversationRoster']);
  await until(() => bench.bot.received.some(({ activity }) => activity.action === 'remove'));
});

it('refuses malformed and oversized messages', async () => {
  const big = { type: 'message', text: 'x'.repeat(60_000) };
  expect(await refusal(await post(personal, big))).toEqual([413, 'MessageSizeTooBig']);
  expect((await post(personal, { type: 'message', text: 'x'.repeat(300_000) })).status).toBe(413);
  expect((await post(personal, { type: 'message' })).status).toBe(400);
  expect((await post(personal, { type: 'message', attachments: [{ contentType: 'x/y', content: 1 }] })).status).toBe(
    400,
  );
});

it('throttles, and says how long', async () => {
  const answers = await Promise.all(Array.from({ length: 9 }, () => post(personal, text)));
  const late = answers.filter(({ status }) => status === 429);
  expect(late.length).toBeGreaterThanOrEqual(1);
  expect(Number(late[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(await shown(personal)).toHaveLength(9 - late.length);
});

it('fails after it stored the message, and throttles, when told to', async () => {
  await bench.page('/api/faults', { ...faults, connectorThrottle: 1, connectorFailAfterStore: 1 });
  expect((await post(personal, text)).status).toBe(429);
  expect(await shown(personal)).toHaveLength(0);
  const members = [{ id: cast.employee.id }];
  const opened = await bench.connector('POST', 'v3/conversations', { members, tenantId: bench.sandbox.tenantId });
  expect(opened.status).toBe(201);
  expect((await post(personal, { type: 'typing' })).status).toBe(201);
  expect((await post(personal, text)).status).toBe(502);
  expect(await shown(personal)).toHaveLength(1);
  expect((await post(personal, text)).status).toBe(201);
});

describe('conversations', () => {
  it('opens a person’s chat under one id, by either of their ids', async () => {
    const members = await (await bench.connector('GET', `v3/conversations/${personal}/members`)).json();
    const [{ id: mri }] = members as [{ id: string }];
    for (const id of [mri, cast.employee.id]) {
      const answer = await bench.connector('POST', 'v3/conversations', {
        members: [{ id }],
        tenantId: bench.sandbox.tenantId,
      });
      expect([answer.status, ((await answer.json()) as { id: string }).id]).toEqual([201, personal]);
    }
  });

  it('does not reach people who have not installed the app', async () => {
    const { tenant } = bench.sandbox;
    const suggested = new Set<string>(Object.values(cast).map(({ id }) => id));
    const stranger = [...tenant.users()].find(
      ({ id }) => !suggested.has(id) && tenant.linkedBy(id, 'owner').size === 0,
    );
    const answer = await bench.connector('POST', 'v3/conversations', { members: [{ id: stranger?.id }] });
    expect(await refusal(answer)).toEqual([403, 'BotNotInConversationRoster']);
  });

  it('begins a post in a channel, answers in its thread and knows the team', async () => {
    const answer = await bench.connector('POST', 'v3/conversations', {
      isGroup: true,
      channelData: { channel: { id: general } },
      activity: text,
    });
    const { id, activityId } = (await answer.json()) as { id: string; activityId: string };
    expect(id).toBe(`${general};messageid=${activityId}`);
    expect((await post(id, text)).status).toBe(201);
    expect(await shown(general, cast.owner.id)).toHaveLength(2);
    // Nobody can answer a post that was taken away, or never was.
    const path = `v3/conversations/${encodeURIComponent(id)}/activities/${activityId}`;
    expect((await bench.connector('DELETE', path)).status).toBe(200);
    for (const root of [activityId, '17']) {
      const refused = await post(`${general};messageid=${root}`, text);
      expect(await refusal(refused)).toEqual([404, 'ActivityNotFoundInConversation']);
    }
    const team = await (await bench.connector('GET', `v3/teams/${encodeURIComponent(general)}`)).json();
    expect(team).toMatchObject({ aadGroupId: groups.designGuild, channelCount: 2 });
    const page = await bench.connector('GET', `v3/conversations/${encodeURIComponent(general)}/pagedmembers`);
    const { members } = (await page.json()) as { members: { aadObjectId: string }[] };
    expect(members.map((member) => member.aadObjectId)).toContain(cast.owner.id);
    expect(members.map((member) => member.aadObjectId)).not.toContain(cast.employee.id);
  });
});

describe('limits', () => {
  let now = 0;
  const limits = createLimits(1, () => now);
  beforeAll(() => void (now = 1_000_000));
  afterAll(() => void (now = 0));

  it('lets seven through in a second, and more when it is over', () => {
    for (let call = 0; call < 7; call += 1) limits.count('send', 'a');
    expect(() => limits.count('send', 'a')).toThrow('Too many requests');
    limits.count('send', 'b');
    now += 1_001;
    limits.count('send', 'a');
    expect(() => limits.count('send', 'a')).toThrow('Too many requests');
  });
});

it('delivers a pasted picture as an address that only the bot’s token opens', async () => {
  const base64 = Buffer.from('not really a picture').toString('base64');
  const picture = { contentType: 'image/png', base64 };
  await bench.page('/api/messages', { as: cast.employee.id, conversation: personal, text: 'look', picture });
  await until(() => bench.bot.heard().length === 1);
  const { attachments } = bench.bot.heard()[0]!.activity as unknown as {
    attachments: { contentType: string; contentUrl: string }[];
  };
  const [first] = attachments;
  expect(first).toMatchObject({ contentType: 'image/png' });
  const path = new URL(first!.contentUrl).pathname.replace('/connector/', '');
  const bytes = await bench.connector('GET', path);
  expect(bytes.headers.get('content-type')).toBe('image/png');
  expect(await bytes.text()).toBe('not really a picture');
  expect((await bench.connector('GET', path, undefined, 'garbage')).status).toBe(401);
  expect((await bench.connector('GET', path.replace('original', 'thumb'))).status).toBe(404);
  expect((await bench.connector('GET', 'v3/attachments/0-unknown/views/original')).status).toBe(404);
  expect((await shown(personal)).some((message) => message.picture?.startsWith('/api/pictures/0-'))).toBe(true);
});
