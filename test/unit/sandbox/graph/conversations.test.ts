import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, guest, openWorld, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, Item, Reply, World } from './harness.ts';

const noAccess = refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
const notThere = refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
const guild = `/groups/${groups.designGuild}`;
const club = `/groups/${groups.bookClub}`;

let world: World;
let me: Caller;
let boss: Caller;

beforeEach(() => {
  world = openWorld();
  me = world.as(employee);
  boss = world.as(owner);
});

const words = (content: string, contentType = 'html'): object => ({ body: { contentType, content } });
const first = async (caller: Caller, path: string): Promise<Item> => (await caller.get(path)).body.value[0] as Item;
const start = (caller: Caller, place: string, topic = 'Lamps', text = '<b>Which</b> one?'): Promise<Reply> =>
  caller.send('POST', `${place}/conversations`, { topic, threads: [{ posts: [words(text)] }] });

describe('reading conversations', () => {
  it('lists them with the latest post first, as Exchange shows them', async () => {
    const { status, body } = await boss.get(`${guild}/conversations`);
    expect(status).toBe(200);
    expect(body['@odata.context']).toMatch(/groups\('[\da-f-]+'\)\/conversations$/);
    expect(body.value.map((item) => item['topic'])).toEqual([
      'Which grey do we mean?',
      'Critique on Thursday: the new loom controls',
      'Rules of this group',
    ]);
    expect(Object.keys(body.value[0] ?? {})).toEqual([
      'id',
      'topic',
      'hasAttachments',
      'lastDeliveredDateTime',
      'uniqueSenders',
      'preview',
    ]);
    expect(body.value[0]).toMatchObject({
      id: expect.stringMatching(/^AAQk[\w-]{60,}=*$/) as string,
      hasAttachments: false,
      lastDeliveredDateTime: '2026-02-28T06:00:00Z',
      uniqueSenders: ['Őz Györgyi', 'Iñaki Núñez', 'Mirela Vašková'],
      preview: 'Agreed. Please write it into the handbook.',
    });
  });

  it('leads to threads and posts by both addresses', async () => {
    const conversation = await first(boss, `${guild}/conversations`);
    const threads = `${guild}/conversations/${conversation.id}/threads`;
    const thread = await first(boss, threads);
    expect(thread).toMatchObject({ topic: 'Which grey do we mean?', isLocked: false });
    expect(thread).not.toHaveProperty('toRecipients');
    expect((await boss.get(`${guild}/threads/${thread.id}?$select=toRecipients`)).body).toMatchObject({
      toRecipients: [{ emailAddress: { name: 'Design Guild', address: 'design-guild@tessaly.example' } }],
    });
    const posts = (await boss.get(`${guild}/threads/${thread.id}/posts`)).body.value;
    expect(posts).toHaveLength(3);
    expect(posts[1]).toMatchObject({
      '@odata.etag': expect.stringMatching(/^W\//) as string,
      id: expect.stringMatching(/^AAMk/) as string,
      body: { contentType: 'html', content: expect.stringContaining('&amp; rename') as string },
      from: { emailAddress: { name: 'Iñaki Núñez', address: 'inaki.nunez@tessaly.example' } },
    });
    expect((await boss.get(`${threads}/${thread.id}/posts/${posts[1]?.id ?? ''}`)).body.id).toBe(posts[1]?.id);
    const answered = `${threads}/${thread.id}/posts/${posts[1]?.id ?? ''}?$expand=inReplyTo($select=id)`;
    expect((await boss.get(answered)).body).toMatchObject({ inReplyTo: { id: posts[0]?.id } });
  });

  it('shows posts as text to those who prefer it', async () => {
    const thread = await first(boss, `${guild}/threads`);
    const prefer = { prefer: 'outlook.body-content-type="text"' };
    const { headers, body } = await boss.get(`${guild}/threads/${thread.id}/posts`, prefer);
    expect(headers['Preference-Applied']).toBe('outlook.body-content-type="text"');
    expect(body.value[0]?.['body']).toEqual({
      contentType: 'text',
      content: 'Three greys are called “warm”. I measured them:\r\n#8c857b\r\n#918a80\r\n#9a9388',
    });
  });

  it('pages, sorts, filters and selects', async () => {
    const page = await boss.get(`${guild}/conversations?$top=2&$orderby=topic&$select=topic&$count=true`);
    expect(page.body['@odata.count']).toBe(3);
    expect(page.body.value.map((item) => item['topic'])).toEqual([
      'Critique on Thursday: the new loom controls',
      'Rules of this group',
    ]);
    expect(page.body['@odata.nextLink']).toContain('$skip=2');
    expect(await boss.all(`${guild}/conversations?$top=2&$orderby=topic`)).toHaveLength(3);
    const found = await boss.get(`${guild}/threads?$filter=isLocked eq true`);
    expect(found.body.value.map((item) => item['topic'])).toEqual(['Rules of this group']);
    expect((await boss.get(`${guild}/threads?$select=colour`)).status).toBe(400);
    expect((await boss.get(`${guild}/threads?$expand=owners`)).status).toBe(400);
    expect((await boss.get(`${guild}/threads?$search="grey"`)).status).toBe(400);
  });

  it('opens a private group to members only, a public one to every employee, none to guests', async () => {
    expect(await me.get(`${guild}/conversations`)).toMatchObject(noAccess);
    expect(await world.as(admin).get(`${guild}/conversations`)).toMatchObject(noAccess);
    expect(await world.as(guest).get(`${club}/conversations`)).toMatchObject(noAccess);
    expect((await me.get(`${club}/conversations`)).body.value).toHaveLength(2);
    expect((await world.app('Group.Read.All').get(`${guild}/conversations`)).body.value).toHaveLength(3);
    expect(await world.as(owner, 'User.Read').get(`${guild}/conversations`)).toMatchObject(noAccess);
  });

  it('tells what it lost from what it never had, and groups without a mailbox', async () => {
    const { body } = await start(boss, guild);
    await boss.send('DELETE', `${guild}/conversations/${body.id}`);
    expect(await boss.get(`${guild}/conversations/${body.id}`)).toMatchObject(notThere);
    expect(await boss.get(`${guild}/conversations/nonsense`)).toMatchObject(
      refusal(400, 'ErrorInvalidIdMalformed', 'Id is malformed.'),
    );
    const elsewhere = await first(me, `${club}/threads`);
    expect(await boss.get(`${guild}/threads/${elsewhere.id}`)).toMatchObject(notThere);
    const security = (await boss.get("/groups?$filter=startswith(displayName,'SEC VPN')")).body.value[0]?.id ?? '';
    expect(await boss.get(`/groups/${security}/conversations`)).toMatchObject(refusal(404, 'ResourceNotFound'));
  });
});

describe('writing conversations', () => {
  it('starts one with a thread and a post, also with capital letters', async () => {
    const { status, body } = await boss.send('POST', `${guild}/conversations`, {
      Topic: 'Lamps',
      Threads: [
        {
          Posts: [
            {
              Body: { ContentType: 'HTML', Content: 'Which <i>one</i>?<script>alert(1)</script>' },
              NewParticipants: [{ EmailAddress: { Name: 'Ada', Address: 'ada@harbourline.example' } }],
            },
          ],
        },
      ],
    });
    expect(status).toBe(201);
    const [thread] = (body as unknown as { threads: { id: string }[] }).threads;
    const shown = await boss.get(`${guild}/threads/${thread?.id ?? ''}?$select=topic,toRecipients,preview`);
    expect(shown.body).toMatchObject({
      topic: 'Lamps',
      preview: 'Which one?',
      toRecipients: [{}, { emailAddress: { name: 'Ada', address: 'ada@harbourline.example' } }],
    });
    const post = await first(boss, `${guild}/threads/${thread?.id ?? ''}/posts`);
    expect(JSON.stringify(post['body'])).not.toContain('alert');
  });

  it('adds threads, replies and attachments', async () => {
    const { body: made } = await start(boss, guild);
    const place = `${guild}/conversations/${made.id}/threads`;
    const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentBytes: 'aGVsbG8=' };
    const more = await boss.send('POST', place, {
      topic: 'Shades',
      posts: [{ ...words('Paper?'), attachments: [file] }],
    });
    expect(more).toMatchObject({ status: 201, body: { topic: 'Shades', hasAttachments: true } });
    expect((await boss.get(place)).body.value).toHaveLength(2);
    expect((await boss.get(`${guild}/conversations/${made.id}`)).body).toMatchObject({ topic: 'Lamps' });
    const post = await first(boss, `${place}/${more.body.id}/posts?$expand=attachments`);
    expect(post['attachments']).toMatchObject([{ name: 'a.txt', size: 5, contentBytes: 'aGVsbG8=' }]);
    const reply = await world
      .as(secondOwner)
      .send('POST', `${place}/${more.body.id}/reply`, { post: words('Silk', 'text') });
    expect(reply).toMatchObject({ status: 202 });
    expect(reply.body).toBeUndefined();
    const answer = await boss.send('POST', `${place}/${more.body.id}/posts/${post.id}/reply`, { post: words('No.') });
    expect(answer.status).toBe(202);
    const thread = await boss.get(`${place}/${more.body.id}`);
    expect(thread.body).toMatchObject({ preview: 'No.', uniqueSenders: ['Mirela Vašková', 'Tomás Iriarte'] });
  });

  it('refuses what is no conversation', async () => {
    for (const body of [
      { topic: 'No thread', threads: [] },
      { topic: 'No post', threads: [{ posts: [] }] },
      { threads: [{ posts: [words('No topic')] }] },
      { topic: 'Odd type', threads: [{ posts: [words('x', 'markdown')] }] },
      { topic: 'Nobody', threads: [{ posts: [{ ...words('x'), newParticipants: [{ emailAddress: {} }] }] }] },
    ])
      expect((await boss.send('POST', `${guild}/conversations`, body)).status).toBe(400);
  });

  it('lets every employee post in a public group, outsiders nowhere else, and apps only answer posts', async () => {
    expect((await start(me, club)).status).toBe(201);
    expect(await start(me, guild)).toMatchObject(noAccess);
    expect(await start(world.as(employee, 'Group.Read.All'), club)).toMatchObject(noAccess);
    const app = world.app('Group.ReadWrite.All');
    expect(await start(app, guild)).toMatchObject(noAccess);
    const thread = await first(app, `${guild}/threads`);
    const post = await first(app, `${guild}/threads/${thread.id}/posts`);
    expect(await app.send('POST', `${guild}/threads/${thread.id}/reply`, { post: words('x') })).toMatchObject(noAccess);
    await app.send('POST', `${guild}/threads/${thread.id}/posts/${post.id}/reply`, { post: words('x') });
    expect((await boss.get(`${guild}/threads/${thread.id}`)).body).toMatchObject({
      uniqueSenders: expect.arrayContaining(['Design Guild']) as string[],
    });
  });

  it('locks a thread for everybody when an owner says so', async () => {
    const thread = await first(me, `${club}/threads`);
    const path = `${club}/threads/${thread.id}`;
    expect(await me.send('PATCH', path, { isLocked: true })).toMatchObject(noAccess);
    const rosalind = world.tenant.user('rosalind.tighe@tessaly.example') ?? { id: '' };
    expect(await world.as(rosalind).send('PATCH', path, { isLocked: true })).toMatchObject({ status: 200, body: {} });
    expect(await me.send('POST', `${path}/reply`, { post: words('But…') })).toMatchObject(noAccess);
    await world.as(rosalind).send('PATCH', path, { isLocked: false });
    expect(await me.send('POST', `${path}/reply`, { post: words('But…') })).toMatchObject({ status: 202 });
  });

  it('lets owners delete what they like and others only what is wholly theirs', async () => {
    const seeded = await first(me, `${club}/threads`);
    expect(await me.send('DELETE', `${club}/threads/${seeded.id}`)).toMatchObject(noAccess);
    const { body: own } = await start(me, club);
    expect((await me.send('DELETE', `${club}/conversations/${own.id}`)).status).toBe(204);
    const { body: answered } = await start(me, club);
    const thread = await first(me, `${club}/conversations/${answered.id}/threads`);
    await boss.send('POST', `${club}/threads/${thread.id}/reply`, { post: words('Mine') });
    expect(await me.send('DELETE', `${club}/conversations/${answered.id}`)).toMatchObject(noAccess);
    const rule = (await boss.get(`${guild}/threads?$filter=isLocked eq true`)).body.value[0]?.id ?? '';
    expect((await boss.send('DELETE', `${guild}/threads/${rule}`)).status).toBe(204);
    expect((await boss.get(`${guild}/conversations`)).body.value).toHaveLength(2);
  });

  it('sends a post on to other groups', async () => {
    const thread = await first(boss, `${guild}/threads`);
    const post = await first(boss, `${guild}/threads/${thread.id}/posts`);
    const path = `${guild}/threads/${thread.id}/posts/${post.id}/forward`;
    const to = (address: string): object => ({ emailAddress: { address } });
    const sent = {
      comment: 'See <this>',
      toRecipients: [to('book-club@tessaly.example'), to('x@harbourline.example')],
    };
    expect((await boss.send('POST', path, sent)).status).toBe(200);
    expect(await first(me, `${club}/conversations`)).toMatchObject({
      topic: 'FW: Which grey do we mean?',
      preview: expect.stringMatching(/^See <this>\r\nThree greys/) as string,
    });
    expect((await boss.send('POST', path, { comment: 'To nobody', toRecipients: [] })).status).toBe(400);
  });
});

describe('what is unseen', () => {
  const unseen = async (caller: Caller, place: string): Promise<unknown> =>
    ((await caller.get(`${place}?$select=unseenCount`)).body as unknown as Record<string, unknown>)['unseenCount'];

  it('counts conversations with posts by others since the last visit, for those inside', async () => {
    expect(await unseen(boss, guild)).toBe(0);
    expect(await unseen(world.as(secondOwner), guild)).toBe(1);
    expect(await unseen(me, club)).toBe(0);
    await start(world.as(secondOwner), guild);
    expect(await unseen(world.as(secondOwner), guild)).toBe(1);
    expect(await unseen(boss, guild)).toBe(1);
    world.clock.now += 1000;
    expect((await boss.send('POST', `${guild}/resetUnseenCount`)).status).toBe(200);
    expect(await unseen(boss, guild)).toBe(0);
  });
});
