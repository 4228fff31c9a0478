import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignInRequired } from '../../../../src/domain/errors.ts';
import type { InvokeAnswer } from '../../../../src/teams/sign-in/sign-in.ts';
import { graceId, startIdentityServer } from '../../../support/identity-server.ts';
import type { IdentityServer } from '../../../support/identity-server.ts';
import { ada, appIdUri, grace, openPopup, signInScene, told } from '../../../support/sign-in-scene.ts';
import type { SignInScene } from '../../../support/sign-in-scene.ts';

let entra: IdentityServer;
let scene: SignInScene;
beforeAll(async () => {
  entra = await startIdentityServer();
});
afterAll(() => entra.close());
beforeEach(() => {
  Object.assign(entra, { tokenRequests: [], refusals: [], idTokenClaims: {}, keysStatus: 200 });
  scene = signInScene(entra);
});

const scopes = ['GroupMember.ReadWrite.All'];
const noToken = new SignInRequired('noToken', scopes);
const consent = new SignInRequired('consent', scopes);
const mfa = new SignInRequired('interaction', scopes, '{"c":1}');

const press = (value: object = {}) => scene.invoke(ada, 'adaptiveCard/action', { action: { verb: 'x' }, ...value });
const query = (value: object = {}) => scene.invoke(ada, 'composeExtension/query', { commandId: 'find', ...value });
const withToken = async (claims = {}) => ({ authentication: { id: 'i', token: await entra.assertion(claims) } });

interface Login {
  statusCode: number;
  type: string;
  value: { connectionName: string; tokenExchangeResource?: { uri: string }; buttons: [{ value: string }] };
}
const login = (answer: InvokeAnswer) => answer.body as Login;

interface Auth {
  composeExtension: { type: string; suggestedActions: { actions: [{ value: string }] } };
}
const auth = (answer: InvokeAnswer) => (answer.body as Auth).composeExtension;

/** Ada goes through the popup. @returns the one-time code */
async function popup(link: string): Promise<string> {
  const { cookies, parameters } = await openPopup(scene, link);
  entra.idTokenClaims = { nonce: parameters.get('nonce') };
  return told(await scene.get(`/auth-end?code=c&state=${parameters.get('state')!}`, cookies)).value!;
}

describe('a button of a card', () => {
  it('asks for a token, with HTTP 200 and all that clients insist on', async () => {
    const answer = await scene.signIn.challengeOnCard(press(), ada, noToken);
    expect(answer.status).toBe(200);
    expect(login(answer)).toMatchObject({ statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest' });
    const { connectionName, tokenExchangeResource, buttons } = login(answer).value;
    expect(connectionName).not.toBe('');
    expect(tokenExchangeResource?.uri).toBe(appIdUri);
    expect(buttons[0].value).toContain('/auth-start?flow=');
  });

  it.each([
    ['consent is wanted', consent],
    ['MFA is wanted', mfa],
  ])('shows the sign-in button alone when %s', async (_why, need) => {
    const answer = await scene.signIn.challengeOnCard(press(await withToken()), ada, need);
    expect(login(answer).value.tokenExchangeResource).toBeUndefined();
  });

  it('does not ask for a token again when it has just sent one', async () => {
    const answer = await scene.signIn.challengeOnCard(press(await withToken()), ada, noToken);
    expect(login(answer).value.tokenExchangeResource).toBeUndefined();
  });

  it('passes claims on to the page', async () => {
    const answer = await scene.signIn.challengeOnCard(press(), ada, mfa);
    const { parameters } = await openPopup(scene, login(answer).value.buttons[0].value);
    expect(parameters.get('claims')).toBe('{"c":1}');
  });

  it('is accepted with the caller’s own token', async () => {
    expect(await scene.signIn.acceptInline(press(await withToken()), ada)).toEqual({ kind: 'accepted' });
    expect(await scene.identity.onBehalfOf(ada, scopes)).toBe('graph-token-1');
  });

  it('is refused with somebody else’s', async () => {
    const inline = await scene.signIn.acceptInline(press(await withToken({ oid: graceId })), ada);
    expect(inline).toMatchObject({
      kind: 'refused',
      answer: { status: 200, body: { statusCode: 412, type: 'application/vnd.microsoft.error.preconditionFailed' } },
    });
    await expect(scene.identity.onBehalfOf(ada, scopes)).rejects.toMatchObject({ code: 'sign-in.noToken' });
  });

  it('is accepted with the popup’s code, once, and from nobody else', async () => {
    const answer = await scene.signIn.challengeOnCard(press(), ada, consent);
    const state = await popup(login(answer).value.buttons[0].value);
    expect(await scene.signIn.acceptInline(press({ state }), ada)).toEqual({ kind: 'accepted' });
    expect(await scene.signIn.acceptInline(press({ state }), ada)).toMatchObject({ kind: 'refused' });

    const next = await popup(login(await scene.signIn.challengeOnCard(press(), ada, consent)).value.buttons[0].value);
    expect(await scene.signIn.acceptInline(press({ state: next }), grace)).toMatchObject({
      answer: { body: { statusCode: 401, type: 'application/vnd.microsoft.error.incorrectAuthCode', value: null } },
    });
  });

  it('that was cancelled hears so', async () => {
    const inline = await scene.signIn.acceptInline(press({ state: 'CancelledByUser' }), ada);
    expect(inline).toMatchObject({
      kind: 'refused',
      answer: { body: { statusCode: 200, type: expect.stringContaining('message') as string } },
    });
  });

  it.each([{}, { authentication: {} }, { authentication: { token: undefined }, state: undefined }, { state: '' }])(
    'without credentials is left alone: %o',
    async (value) => {
      expect(await scene.signIn.acceptInline(press(value), ada)).toEqual({ kind: 'none' });
    },
  );

  it('is not refused because our keys cannot be read: that is an error of its own', async () => {
    entra.keysStatus = 503;
    await expect(scene.signIn.acceptInline(press(await withToken()), ada)).rejects.toMatchObject({
      code: 'identity.unavailable',
    });
  });
});

describe('the message extension', () => {
  it('signs in silently first', async () => {
    const answer = await scene.signIn.challengeInExtension(query(), ada, noToken);
    expect(answer.status).toBe(200);
    expect(auth(answer).type).toBe('silentAuth');
    expect(auth(answer).suggestedActions.actions[0].value).toContain('/auth-start?flow=');
  });

  it('answers 412 when the token was not enough, which shows the link', async () => {
    const answer = await scene.signIn.challengeInExtension(query(await withToken()), ada, consent);
    expect(answer).toEqual({ status: 412 });
  });

  it('gives a new link when the old one knows nothing of the claims', async () => {
    const answer = await scene.signIn.challengeInExtension(query(await withToken()), ada, mfa);
    expect(auth(answer).type).toBe('auth');
    const { parameters } = await openPopup(scene, auth(answer).suggestedActions.actions[0].value);
    expect(parameters.get('claims')).toBe('{"c":1}');
  });

  it('shows the button at once where silence is known not to do', async () => {
    expect(auth(await scene.signIn.challengeInExtension(query(), ada, consent)).type).toBe('auth');
  });

  it('is accepted with token or code, and refused with somebody else’s token', async () => {
    expect(await scene.signIn.acceptInline(query(await withToken()), ada)).toEqual({ kind: 'accepted' });
    const refused = await scene.signIn.acceptInline(query(await withToken({ oid: graceId })), ada);
    expect(refused).toEqual({ kind: 'refused', answer: { status: 412 } });

    const answer = await scene.signIn.challengeInExtension(query(), ada, consent);
    const state = await popup(auth(answer).suggestedActions.actions[0].value);
    expect(await scene.signIn.acceptInline(query({ state }), ada)).toEqual({ kind: 'accepted' });
  });

  it.each(['CancelledByUser', 'unknown'])('hears in words that %s is no sign-in', async (state) => {
    const inline = await scene.signIn.acceptInline(query({ state }), ada);
    expect(inline).toMatchObject({
      kind: 'refused',
      answer: { status: 200, body: { composeExtension: { type: 'message' } } },
    });
  });
});

describe('after signing out', () => {
  beforeEach(() => scene.signIn.signOut(ada));

  it('no surface signs in silently', async () => {
    const onCard = await scene.signIn.challengeOnCard(press(), ada, noToken);
    expect(login(onCard).value.tokenExchangeResource).toBeUndefined();
    expect(auth(await scene.signIn.challengeInExtension(query(), ada, noToken)).type).toBe('auth');
  });

  it('a token that comes all the same is refused', async () => {
    expect(await scene.signIn.acceptInline(press(await withToken()), ada)).toMatchObject({ kind: 'refused' });
    expect(await scene.signIn.acceptInline(query(await withToken()), ada)).toMatchObject({ kind: 'refused' });
  });
});

describe('a sign-in because Graph refused the token', () => {
  it('does not serve that token again', async () => {
    await scene.identity.accept(ada, await entra.assertion());
    await scene.identity.onBehalfOf(ada, scopes);
    await scene.signIn.challengeOnCard(press(), ada, mfa);
    expect(await scene.identity.onBehalfOf(ada, scopes)).toBe('graph-token-2');
  });
});

describe('a dialog of the compose box', () => {
  const open = (value: object = {}) =>
    scene.invoke(ada, 'composeExtension/fetchTask', { commandId: 'group.request', ...value });

  it('shows the sign-in button alone: clients are silent only for queries', async () => {
    for (const need of [noToken, consent]) {
      const answer = await scene.signIn.challengeInDialog(open(), ada, need);
      expect(auth(answer!)).toMatchObject({ type: 'auth', suggestedActions: { actions: [{ type: 'openUrl' }] } });
    }
  });

  it('is accepted with the popup’s code, and from nobody else', async () => {
    const link = async () => auth((await scene.signIn.challengeInDialog(open(), ada, noToken))!).suggestedActions;
    const state = await popup((await link()).actions[0].value);
    expect(await scene.signIn.acceptInline(open({ state }), ada)).toEqual({ kind: 'accepted' });
    expect(await scene.identity.onBehalfOf(ada, scopes)).toBe('graph-token-1');

    const next = await popup((await link()).actions[0].value);
    expect(await scene.signIn.acceptInline(open({ state: next }), grace)).toMatchObject({
      kind: 'refused',
      answer: {
        status: 200,
        body: { task: { type: 'message', value: expect.stringContaining('Open it again') as string } },
      },
    });
  });

  it('leaves it to the chat when the code brought no token, unless something else is wanted since', async () => {
    expect(await scene.signIn.challengeInDialog(open({ state: 'code' }), ada, noToken)).toBeUndefined();
    expect(await scene.signIn.challengeInDialog(open({ state: 'code' }), ada, mfa)).toBeDefined();
  });

  it('that was cancelled hears so', async () => {
    expect(await scene.signIn.acceptInline(open({ state: 'CancelledByUser' }), ada)).toMatchObject({
      answer: { body: { task: { type: 'message', value: expect.stringContaining('closed the sign-in') as string } } },
    });
  });
});
