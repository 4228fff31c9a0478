import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Grants, Message } from '../../../../src/sandbox/page/api.ts';
import { cast } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench, until } from '../harness.ts';
import type { Activity, Bench, Reply } from '../harness.ts';

const me = cast.owner.id;
const signInUrl = 'http://localhost:3978/auth-start?flow=1';
let bench: Bench;
let personal: string;
beforeEach(async () => {
  bench = await startBench();
  personal = await bench.personalChat(me);
  return () => bench.end();
});

const button = { type: 'signin', title: 'Sign in', value: signInUrl };
const oauthCard = (more: object = {}): object => ({
  text: 'Please sign in',
  connectionName: 'sso',
  tokenExchangeResource: { id: 'flow-1', uri: `api://botid-${bench.sandbox.botId}` },
  buttons: [button],
  ...more,
});
const shown = (): Promise<Message[]> => bench.messages(me, personal);
const send = async (attachment: object): Promise<string> => {
  const answer = await bench.connector('POST', `v3/conversations/${personal}/activities`, {
    type: 'message',
    attachments: [attachment],
  });
  return ((await answer.json()) as { id: string }).id;
};
const named = (name: string): Activity[] =>
  bench.bot.received.filter(({ activity }) => activity.name === name).map(({ activity }) => activity);
const grants = (change: Partial<Grants>): Promise<void> => bench.setGrants(me, change);
/** What the outcome of a call asks to be sent with the popup's result. */
const resumeOf = (outcome: unknown): string => (outcome as { resume: string }).resume;

describe('an OAuth card', () => {
  const oauth = (more: object = {}): Promise<string> =>
    send({ contentType: 'application/vnd.microsoft.card.oauth', content: oauthCard(more) });

  it('brings a token from each device, and is never seen when one is taken', async () => {
    await grants({ devices: 3 });
    bench.bot.answer = () => ({ status: 200, body: { id: 'flow-1', connectionName: 'sso' } });
    await oauth();
    const exchanges = await until(() => named('signin/tokenExchange').length === 3 && named('signin/tokenExchange'));
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(3);
    expect(exchanges.map(({ value }) => value?.id)).toEqual(['flow-1', 'flow-1', 'flow-1']);
    expect(decodeJwt(exchanges[0]?.value?.token ?? '')).toMatchObject({
      aud: bench.sandbox.botId,
      oid: me,
      scp: 'access_as_user',
      azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await shown()).toEqual([]);
  });

  it('shows its button after a 412, and brings the popup’s code', async () => {
    bench.bot.answer = ({ name }): Reply => ({ status: name === 'signin/tokenExchange' ? 412 : 200 });
    await oauth();
    const [message] = await until(async () => ((await shown()).length > 0 ? await shown() : undefined));
    expect(message?.signIn).toEqual({ text: 'Please sign in', title: 'Sign in', url: signInUrl });
    const ended = { as: me, conversation: personal };
    await bench.page('/api/popup', { ...ended, result: { cancelled: true } });
    await bench.page('/api/popup', { ...ended, result: { success: 'code-1' } });
    expect(named('signin/verifyState').map(({ value }) => value?.state)).toEqual(['CancelledByUser', 'code-1']);
    expect(await shown()).toEqual([]);
  });

  it('is not for another resource', async () => {
    await oauth({ tokenExchangeResource: { id: 'flow-1', uri: 'api://another' } });
    const [failure] = await until(() => named('signin/failure').length > 0 && named('signin/failure'));
    expect(failure?.value?.code).toBe('resourcematchfailed');
    await until(async () => (await shown()).length === 1);
    expect(named('signin/tokenExchange')).toEqual([]);
  });
});

describe('Action.Execute', () => {
  const card = (more: object = {}): object => ({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'shared' }], ...more },
  });
  const mine = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'mine' }] };
  const answered = (statusCode: number, type: string, value: unknown): Reply => ({
    status: 200,
    body: { statusCode, type: `application/vnd.microsoft.${type}`, value },
  });
  const press = (message: string): ReturnType<Bench['page']> => {
    const action = { type: 'Action.Execute', verb: 'approve', data: { request: '7' } };
    return bench.page('/api/actions', { as: me, conversation: personal, message, action });
  };

  it('gets a token silently when the bot asks, and replaces the card for this person until the bot changes it', async () => {
    bench.bot.answer = ({ value }) =>
      value?.authentication === undefined
        ? answered(401, 'activity.loginRequest', oauthCard())
        : answered(200, 'card.adaptive', mine);
    const id = await send(card());
    expect((await press(id)).body).toEqual({ kind: 'card' });
    const [first, second] = named('adaptiveCard/action');
    expect(first).toMatchObject({
      replyToId: id,
      value: { trigger: 'manual', action: { verb: 'approve', data: { request: '7' } } },
    });
    expect(second?.value?.authentication).toMatchObject({ id: 'flow-1', connectionName: 'sso' });
    expect(decodeJwt(second?.value?.authentication?.token ?? '')['oid']).toBe(me);
    expect((await shown())[0]?.cards).toEqual([mine]);
    await bench.connector('PUT', `v3/conversations/${personal}/activities/${id}`, {
      type: 'message',
      attachments: [card()],
    });
    expect((await shown())[0]?.cards).toMatchObject([{ body: [{ text: 'shared' }] }]);
  });

  it.each([
    ['a 412', () => answered(412, 'error.preconditionFailed', { code: '412', message: 'no' })],
    ['a second request', () => answered(401, 'activity.loginRequest', { connectionName: 'sso', buttons: [button] })],
  ])('falls back to the button after %s, and resumes with the popup’s code once', async (_what, refuse) => {
    bench.bot.answer = ({ value }) => {
      if (value?.state === 'code-1') return answered(200, 'activity.message', 'Done');
      return value?.authentication === undefined ? answered(401, 'activity.loginRequest', oauthCard()) : refuse();
    };
    const id = await send(card());
    const { body: outcome } = await press(id);
    expect(outcome).toMatchObject({ kind: 'signIn', title: 'Sign in', url: signInUrl });
    const ended = { conversation: personal, resume: resumeOf(outcome), result: { success: 'code-1' } };
    expect((await bench.page('/api/popup', { ...ended, as: cast.admin.id })).status).toBe(410);
    expect((await bench.page('/api/popup', { ...ended, as: me })).body).toEqual({ kind: 'message', text: 'Done' });
    expect((await bench.page('/api/popup', { ...ended, as: me })).status).toBe(410);
  });

  it.each([
    ['the bot’s own words', answered(400, 'error', { code: 'x', message: 'Only owners may.' }), 'Only owners may.'],
    ['a failed answer', { status: 500 }, 'Something went wrong. Please try again.'],
    ['an answer that is none', { status: 200, body: { hello: 1 } }, 'Something went wrong. Please try again.'],
    [
      'a code that was not good',
      answered(401, 'error.incorrectAuthCode', null),
      'Sign-in did not succeed. Please try again.',
    ],
  ])('shows %s', async (_what, reply, text) => {
    bench.bot.answer = () => reply;
    expect((await press(await send(card()))).body).toEqual({ kind: 'error', text });
  });

  it('refreshes by itself for those whom the card names, on each device, at most once a minute', async () => {
    await grants({ devices: 2 });
    bench.bot.answer = ({ value }) =>
      value?.trigger === 'automatic' ? answered(200, 'card.adaptive', mine) : { status: 200 };
    const members = (await (await bench.connector('GET', `v3/conversations/${personal}/members`)).json()) as [
      { id: string },
    ];
    const refresh = (ids: string[]): object => ({
      refresh: { action: { type: 'Action.Execute', verb: 'view' }, userIds: ids },
    });
    await send(card(refresh(['29:somebody-else'])));
    await send(card(refresh([members[0].id])));
    await shown();
    const sent = await until(() => named('adaptiveCard/action').length === 2 && named('adaptiveCard/action'));
    expect(sent.map(({ value }) => value?.trigger)).toEqual(['automatic', 'automatic']);
    await until(async () => JSON.stringify((await shown())[1]?.cards).includes('mine'));
    await shown();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(named('adaptiveCard/action')).toHaveLength(2);
  });

  it('sends a form without text', async () => {
    const id = await send(card());
    const action = { type: 'Action.Submit', data: { name: 'x' } };
    const outcome = await bench.page('/api/actions', { as: me, conversation: personal, message: id, action });
    expect(outcome.body).toEqual({ kind: 'message', text: 'Your response was sent to the app' });
    const submitted = bench.bot.heard().at(-1)?.activity;
    expect(submitted).toMatchObject({ type: 'message', value: { name: 'x' }, replyToId: id });
    expect(submitted).not.toHaveProperty('text');
  });
});

describe('the message extension', () => {
  const ask = (value: string): ReturnType<Bench['page']> =>
    bench.page('/api/extension', {
      as: me,
      conversation: personal,
      commandId: 'find',
      parameter: { name: 'q', value },
      skip: 0,
      count: 25,
    });
  const auth = (type: string): Reply => ({
    status: 200,
    body: {
      composeExtension: {
        type,
        suggestedActions: { actions: [{ type: 'openUrl', title: 'Sign in', value: signInUrl }] },
      },
    },
  });
  const results: Reply = {
    status: 200,
    body: {
      composeExtension: {
        type: 'result',
        attachmentLayout: 'list',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: { type: 'AdaptiveCard', version: '1.5', body: [] },
            preview: {
              contentType: 'application/vnd.microsoft.card.thumbnail',
              content: { title: 'Design Guild', text: 'Private' },
            },
          },
          { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } },
        ],
      },
    },
  };

  it('signs in silently, and leaves out what has no preview', async () => {
    bench.bot.answer = ({ value }) => (value?.authentication === undefined ? auth('silentAuth') : results);
    const { body } = await ask('design');
    expect(body).toMatchObject({ kind: 'results', results: [{ title: 'Design Guild', text: 'Private' }] });
    const [first, second] = named('composeExtension/query');
    expect(first?.value?.parameters).toEqual([{ name: 'q', value: 'design' }]);
    expect(decodeJwt(second?.value?.authentication?.token ?? '')['oid']).toBe(me);
  });

  it('shows the sign-in link after a 412 and asks again with the code', async () => {
    bench.bot.answer = ({ value }) => {
      if (value?.state === 'code-1') return results;
      return value?.authentication === undefined ? auth('silentAuth') : { status: 412 };
    };
    const { body: outcome } = await ask('');
    expect(outcome).toMatchObject({ kind: 'signIn', url: signInUrl });
    expect(named('composeExtension/query')[0]?.value?.parameters).toEqual([{ name: 'initialRun', value: 'true' }]);
    const end = { as: me, conversation: personal, resume: resumeOf(outcome), result: { success: 'code-1' } };
    expect((await bench.page('/api/popup', end)).body).toMatchObject({ kind: 'results' });
  });

  it('asks three times under one id when no answer comes in time', async () => {
    bench.bot.answer = () => ({ ...results, delayMs: 300 });
    expect((await ask('x')).body).toEqual({ kind: 'error', text: 'Unable to reach the app. Please try again.' });
    expect(new Set(named('composeExtension/query').map(({ id }) => id)).size).toBe(1);
    expect(named('composeExtension/query')).toHaveLength(3);
  });
});
