import { afterEach, describe, expect, it } from 'vitest';
import { AmbiguousGroup, AppError, SignInRequired } from '../../../src/domain/errors.ts';
import type { GroupRequest } from '../../../src/domain/requests.ts';
import { plainTerms } from '../../../src/domain/stages.ts';
import { tenantId } from './support/fake-channel.ts';
import { activity, ada, card, execute, inChannel, openStage, type Stage } from './support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const install = () => stage.post(activity(stage, { type: 'installationUpdate', action: 'add', id: 'f:install' }));
const sent = (index = 0) => stage.channel.calls[index]!.body;
const requestOf = (id: string): GroupRequest => ({
  id,
  tenantId,
  kind: 'join',
  group: { id: 'dddd4444-0000-4000-8000-000000000004', displayName: 'Design Guild' },
  requester: { id: ada.aadObjectId, displayName: 'Ada' },
  reason: '',
  stages: [],
  stage: 0,
  carriers: [],
  terms: plainTerms,
  revision: 0,
  status: 'pending',
  createdAt: new Date(),
  lapsesAt: new Date(),
});
const shownText = (body: Record<string, unknown>) => body['summary'] ?? body['text'];

describe('chat', () => {
  it('answers words with one message: a card, its text as summary and no text beside it', async () => {
    stage = await openStage({ operations: { hello: {} } });
    const said = activity(stage, { text: 'hello Design Guild' });
    expect(await stage.post(said)).toEqual({ status: 200, body: undefined });
    expect(stage.ran[0]).toMatchObject({
      raw: { words: 'Design Guild' },
      services: { caller: { tenantId, userId: ada.aadObjectId, timeZone: 'Europe/Berlin', locale: 'en-US' } },
    });
    expect(stage.channel.traffic).toEqual([`POST /a:ada/activities/${said['id'] as string}`]);
    expect(sent()).toMatchObject({
      type: 'message',
      summary: 'hello done',
      attachments: [card('hello done')].map((message) => ({
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: message.card,
      })),
    });
    expect(sent()).not.toHaveProperty('text');
  });

  it('takes the mention out, and not the HTML copy for a file', async () => {
    stage = await openStage({ operations: { hello: {} } });
    await stage.post(
      activity(stage, {
        ...inChannel,
        text: '<at>Muster</at>&nbsp;hello <at>Grace</at>\n',
        attachments: [{ contentType: 'text/html', content: '<div>hello</div>' }],
        entities: [
          {
            type: 'mention',
            mentioned: { id: '28:bbbb2222-0000-4000-8000-000000000002', name: 'Muster' },
            text: '<at>Muster</at>',
          },
          { type: 'mention', mentioned: { id: '29:grace', name: 'Grace' }, text: '<at>Grace</at>' },
        ],
      }),
    );
    expect(stage.ran[0]?.raw).toEqual({ words: 'Grace' });
  });

  it.each([
    { name: '10,000 characters', text: 'x'.repeat(10_000), expected: 'too long' },
    { name: 'gibberish', text: 'gibberish', expected: 'did not understand' },
  ])('answers $name kindly', async ({ text, expected }) => {
    stage = await openStage({ operations: { hello: {} } });
    expect((await stage.post(activity(stage, { text }))).status).toBe(200);
    expect(shownText(sent())).toContain(expected);
    expect(stage.ran).toEqual([]);
  });

  it('answers an empty message with help', async () => {
    stage = await openStage({ operations: { help: {} } });
    await stage.post(activity(stage, { text: undefined, attachments: [{ contentType: 'image/png' }] }));
    expect(shownText(sent())).toBe('help done');
  });

  it('signs out', async () => {
    stage = await openStage();
    await stage.post(activity(stage, { text: 'sign out' }));
    expect(stage.challenges).toEqual(['signed out']);
    expect(shownText(sent())).toContain('signed out');
  });

  it.each([{ id: '29:x' }, { id: '29:x', aadObjectId: 'not-a-guid' }])(
    'does not act for an account without directory id: %j',
    async (from) => {
      stage = await openStage({ operations: { hello: {} } });
      await stage.post(activity(stage, { text: 'hello', from }));
      expect(shownText(sent())).toContain('did not say which account');
      expect(stage.ran).toEqual([]);
    },
  );

  it('asks to sign in before an operation that needs it, and not before others', async () => {
    stage = await openStage({
      operations: { hello: { scopes: ['User.Read'] }, open: {} },
      onBehalfOf: () => Promise.reject(new SignInRequired('noToken', ['User.Read'])),
    });
    await stage.post(activity(stage, { text: 'hello' }));
    await stage.post(activity(stage, { text: 'open' }));
    expect(stage.challenges).toEqual(['chat noToken']);
    expect(stage.ran.map(({ name }) => name)).toEqual(['open']);
  });

  it('asks to sign in who signed out, on whichever instance that was', async () => {
    stage = await openStage({ operations: { closed: { scopes: ['User.Read'] }, open: {} } });
    await stage.store.signIns.setSignedOut(tenantId, ada.aadObjectId, true);
    await stage.post(activity(stage, { text: 'closed' }));
    await stage.post(activity(stage, { text: 'open' }));
    expect(stage.challenges).toEqual(['chat noToken']);
    expect(stage.ran.map(({ name }) => name)).toEqual(['open']);
  });

  it('asks to sign in again when Graph wants it', async () => {
    const does = () => Promise.reject(new SignInRequired('interaction', ['User.Read'], '{}'));
    stage = await openStage({ operations: { hello: { does } } });
    await stage.post(activity(stage, { text: 'hello' }));
    expect(stage.challenges).toEqual(['chat interaction']);
  });

  it('shows what an AppError means, asks which group, and apologises for a bug without quoting it', async () => {
    const secret = new Error('token eyJsecret of Design Guild');
    const throwing = (error: Error) => ({ does: () => Promise.reject(error) });
    stage = await openStage({
      operations: {
        denied: throwing(new AppError('denied', { code: 'group.denied', advice: 'no' })),
        which: throwing(new AmbiguousGroup('Design', [])),
        bug: throwing(secret),
      },
    });
    for (const text of ['denied', 'which', 'bug'])
      expect((await stage.post(activity(stage, { text }))).status).toBe(200);
    expect(shownText(sent(0))).toBe('failed group.denied');
    expect(shownText(sent(1))).toBe('which Design');
    expect(shownText(sent(2))).toMatch(/^sorry [0-9a-f-]{36}$/);
    const all = JSON.stringify([stage.logged, stage.channel.calls]);
    expect(all).not.toContain('eyJsecret');
    expect(stage.logged.find((line) => line['msg'] === 'A turn failed unexpectedly')).toMatchObject({
      error: 'Error',
      operation: 'bug',
    });
  });

  it('keeps the message that shows a request among its copies, from words and from a button', async () => {
    const requestId = 'eeee5555-0000-4000-8000-000000000005';
    const shows = { requestId, role: 'requester' as const, stage: 0, stamp: 'pending@0/0.0.0' };
    let meanwhile = (): unknown => undefined;
    const does = async () => {
      await meanwhile();
      return { ...card('request'), shows };
    };
    stage = await openStage({ operations: { ask: { does } } });
    await stage.store.requests.insert(requestOf(requestId));
    await stage.post(activity(stage, { text: 'ask' }));
    await stage.post(execute(stage, 'ask'));
    const copies = await stage.store.requests.copies(tenantId, requestId);
    expect(copies).toHaveLength(2);
    expect(copies.map(({ conversationId, recipientId, role }) => [conversationId, recipientId, role])).toEqual([
      ['a:ada', ada.aadObjectId, 'requester'],
      ['a:ada', ada.aadObjectId, 'requester'],
    ]);
    expect(copies.map(({ activityId }) => activityId)).toContain('1767225600001');
    const due = (now = new Date()) => stage.store.jobs.claim({ now, limit: 9, leaseSeconds: 60 });
    expect(await due()).toEqual([]);
    // The answer to a press may be shown after a change that came meanwhile: each is looked at once more.
    const later = await due(new Date(Date.now() + 30_000));
    expect(later.map(({ payload }) => payload['drawn'])).toEqual(['pending@0/0.0.0', 'pending@0/0.0.0']);

    // Somebody decides between the drawing of the card and its record: nobody else brings this copy up to date.
    meanwhile = () => stage.store.requests.move(tenantId, requestId, 'pending', 'lapsed');
    await stage.post(execute(stage, 'ask', {}, { id: 'f:again' }));
    const jobs = await due();
    expect(jobs).toMatchObject([{ kind: 'update-request-card', payload: { activityId: '1767225600001' } }]);
  });

  it('takes a message among the copies that says by itself that it shows a request, and brings it up to date', async () => {
    const requestId = 'eeee5555-0000-4000-8000-000000000005';
    const shows = { requestId, role: 'approver' as const, stage: 0, stamp: 'pending@0/0.0.0' };
    stage = await openStage({
      operations: { 'request.show': { does: () => ({ ...card('request'), shows }) } },
      refreshable: ['request.show'],
    });
    await stage.store.requests.insert(requestOf(requestId));
    const value = { action: { type: 'Action.Execute', verb: 'request.show', data: {} }, trigger: 'automatic' };
    const look = (id: string, where = {}) => stage.post(execute(stage, 'request.show', {}, { value, id, ...where }));
    await look('f:channel', inChannel);
    expect(await stage.store.requests.copies(tenantId, requestId)).toEqual([]);

    await look('f:1');
    await look('f:2');
    const message = { conversationId: 'a:ada', activityId: '1767225600001', recipientId: ada.aadObjectId };
    expect(await stage.store.requests.copies(tenantId, requestId)).toMatchObject([{ ...message, role: 'approver' }]);
    const jobs = await stage.store.jobs.claim({ now: new Date(), limit: 9, leaseSeconds: 1 });
    expect(jobs).toMatchObject([{ kind: 'update-request-card', payload: message }]);
  });

  it('answers once, even when it cannot keep what it showed true', async () => {
    const does = () => ({
      ...card('request'),
      shows: { requestId: 'no-such-request', role: 'requester' as const, stage: 0, stamp: '' },
    });
    stage = await openStage({ operations: { ask: { does } } });
    stage.store.requests.addCopy = () => Promise.reject(new Error('disk full'));
    expect((await stage.post(activity(stage, { text: 'ask' }))).status).toBe(200);
    expect(stage.channel.calls).toHaveLength(1);
    expect(stage.logged.map((line) => line['msg'])).toContain('A card is shown that will not be kept true');
  });
});

describe('Action.Submit', () => {
  const submit = (value: unknown, parts: Record<string, unknown> = {}) =>
    stage.post(activity(stage, { text: undefined, value, replyToId: '1767225600001', ...parts }));

  it('runs the same operation and becomes the answer', async () => {
    stage = await openStage({ operations: { approve: {} } });
    await submit({ verb: 'approve', request: '42' });
    expect(stage.ran[0]?.raw).toEqual({ request: '42' });
    expect(stage.channel.traffic).toEqual(['PUT /a:ada/activities/1767225600001']);
  });
  it('is answered with a new message when that is wanted, or the old one is gone', async () => {
    stage = await openStage({ operations: { show: {} } });
    await submit({ verb: 'show', place: 'new' });
    expect(stage.channel.traffic[0]).toMatch(/^POST/);
    expect(stage.ran[0]?.raw).toEqual({});
    stage.channel.calls.length = 0;
    stage.channel.faults.push({ status: 404, code: 'ActivityNotFoundInConversation' });
    await submit({ verb: 'show' });
    expect(stage.channel.calls.map(({ method }) => method)).toEqual(['PUT', 'POST']);
  });
  it.each([{ verb: 'nothing.known' }, { cmd: 'x' }, { verb: { $gt: '' } }])(
    'answers forged or old data %j kindly',
    async (value) => {
      stage = await openStage({ operations: { approve: {} } });
      expect((await submit(value)).status).toBe(200);
      expect(stage.ran).toEqual([]);
      expect(stage.channel.calls).toHaveLength(1);
    },
  );
});

describe('where others read too', () => {
  it('a private answer goes to the own chat, and the public place gets one line', async () => {
    stage = await openStage({ operations: { mine: { answersInPublic: false } } });
    await install();
    stage.channel.calls.length = 0;
    await stage.post(activity(stage, { ...inChannel, text: 'mine' }));
    expect(stage.channel.traffic).toEqual([
      'POST /a:ada/activities',
      expect.stringMatching(/^POST \/19:general@thread.tacv2;messageid=1767225600777\/activities\/\d+$/),
    ]);
    expect(shownText(sent(0))).toBe('mine done');
    expect(shownText(sent(1))).toContain('own chat');
  });
  it('opens the own chat when it is not known', async () => {
    stage = await openStage({ operations: { mine: { answersInPublic: false } } });
    await stage.post(activity(stage, { ...inChannel, text: 'mine' }));
    expect(stage.channel.traffic.slice(0, 2)).toEqual(['POST ', 'POST /a:opened/activities']);
    expect(sent(0)).toMatchObject({ members: [{ id: ada.aadObjectId }], tenantId });
  });
  it('says how to add the app, and does nothing, when the person has not got it', async () => {
    stage = await openStage({ operations: { mine: { answersInPublic: false } } });
    stage.channel.faults.push({ status: 403, code: 'BotNotInConversationRoster' });
    await stage.post(activity(stage, { ...inChannel, text: 'mine' }));
    expect(stage.ran).toEqual([]);
    expect(shownText(sent(1))).toContain('add Muster');
  });
  it('signing in is asked for in the own chat', async () => {
    stage = await openStage({
      operations: { hello: { scopes: ['User.Read'] } },
      onBehalfOf: () => Promise.reject(new SignInRequired('noToken', ['User.Read'])),
    });
    await install();
    stage.channel.calls.length = 0;
    await stage.post(activity(stage, { ...inChannel, text: 'hello' }));
    expect(stage.channel.traffic[0]).toBe('POST /a:ada/activities');
    expect(shownText(sent(1))).toContain('sign in');
  });
});

describe('a sign-in that comes back', () => {
  const invoke = (name: string, parts: Record<string, unknown> = {}) =>
    stage.post(activity(stage, { type: 'invoke', name, id: `f:${name}`, value: {}, ...parts }));

  it('can take its card away', async () => {
    stage = await openStage({
      signIn: {
        async acceptFailure(turn) {
          await turn.deleteActivity('17');
          return { status: 200 };
        },
      },
    });
    stage.channel.faults.push({ status: 503 });
    expect((await invoke('signin/failure')).status).toBe(200);
    expect(stage.channel.traffic).toEqual(['DELETE /a:ada/activities/17', 'DELETE /a:ada/activities/17']);
  });
  it('without a directory id is refused', async () => {
    stage = await openStage();
    expect((await invoke('signin/tokenExchange', { from: { id: '29:x' } })).status).toBe(412);
    expect((await invoke('signin/failure')).status).toBe(200);
  });
});

describe('everything else that arrives', () => {
  it.each(['composeExtension/selectItem', 'config/fetch', 'application/search', 'something/new'])(
    '%s is not implemented',
    async (name) => {
      stage = await openStage();
      expect((await stage.post(activity(stage, { type: 'invoke', name, id: 'f:1', value: {} }))).status).toBe(501);
    },
  );
  it.each(['messageUpdate', 'messageDelete', 'messageReaction', 'event', 'typing', 'endOfConversation', 'newThing'])(
    '%s is ignored',
    async (type) => {
      stage = await openStage({ operations: { hello: {} } });
      expect(await stage.post(activity(stage, { type, text: 'hello' }))).toEqual({ status: 200, body: undefined });
      expect(stage.channel.calls).toEqual([]);
    },
  );
  it('says welcome once, from the installation and not from the members', async () => {
    stage = await openStage();
    await stage.post(
      activity(stage, {
        type: 'conversationUpdate',
        membersAdded: [{ id: '28:bbbb2222-0000-4000-8000-000000000002' }],
      }),
    );
    await install();
    await install();
    expect(stage.channel.calls.map(({ body }) => shownText(body))).toEqual(['welcome']);
  });
  it('from the channel but without its envelope is a bad request', async () => {
    stage = await openStage();
    expect((await stage.post(activity(stage, { conversation: undefined }))).status).toBe(400);
    expect((await stage.post(activity(stage, { type: 'newThing', from: undefined }))).status).toBe(200);
  });
  it('with nulls where nothing is said is as good as without', async () => {
    stage = await openStage({ operations: { hello: {} } });
    await stage.post(
      activity(stage, {
        text: 'hello',
        name: null,
        locale: null,
        entities: null,
        value: null,
        from: { ...ada, name: null },
      }),
    );
    expect(stage.ran).toHaveLength(1);
  });
});

describe('another organisation', () => {
  const elsewhere = 'eeee1111-0000-4000-8000-000000000001';
  const theirs = {
    conversation: { conversationType: 'personal', tenantId: elsewhere, id: 'a:elsewhere' },
    channelData: { tenant: { id: elsewhere } },
  };
  it('hears why nothing happens, and nothing of it is kept', async () => {
    stage = await openStage({ operations: { hello: {} } });
    expect((await stage.post(activity(stage, { ...theirs, text: 'hello' }))).status).toBe(200);
    expect(shownText(sent())).toContain('another organisation');
    expect((await stage.post(execute(stage, 'hello', {}, theirs))).body).toMatchObject({
      value: expect.stringContaining('another organisation') as string,
    });
    expect(
      (await stage.post(activity(stage, { ...theirs, type: 'invoke', name: 'signin/tokenExchange' }))).status,
    ).toBe(403);
    expect(stage.ran).toEqual([]);
    expect(await stage.store.conversations.get(elsewhere, 'a:elsewhere')).toBeUndefined();
  });
  it('is also one whose two names differ, or that has none', async () => {
    stage = await openStage({ operations: { hello: {} } });
    await stage.post(activity(stage, { text: 'hello', channelData: { tenant: { id: elsewhere } } }));
    await stage.post(
      activity(stage, { text: 'hello', channelData: {}, conversation: { conversationType: 'personal', id: 'a:x' } }),
    );
    expect(stage.ran).toEqual([]);
  });
});
