import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignInRequired } from '../../../../src/domain/errors.ts';
import { adaId, graceId, startIdentityServer } from '../../../support/identity-server.ts';
import type { IdentityServer } from '../../../support/identity-server.ts';
import { ada, appIdUri, grace, openPopup, publicUrl, signInScene, told } from '../../../support/sign-in-scene.ts';
import type { SignInScene } from '../../../support/sign-in-scene.ts';

let entra: IdentityServer;
let scene: SignInScene;
beforeAll(async () => {
  entra = await startIdentityServer();
});
afterAll(() => entra.close());
beforeEach(() => {
  Object.assign(entra, { tokenRequests: [], refusals: [], hold: undefined, idTokenClaims: {} });
  scene = signInScene(entra);
});

const scopes = ['GroupMember.ReadWrite.All', 'User.ReadBasic.All'];
const text = 'add grace to Design Guild';
const refusalFor = (number: number, claims?: string) => ({
  status: 400,
  body: { error: 'invalid_grant', error_codes: [number], claims },
});

/** Ada's command meets no token. @returns the id of the sign-in */
async function challenged(need = new SignInRequired('noToken', scopes)): Promise<string> {
  await scene.signIn.challengeInChat(scene.turn(ada, { text }), ada, need);
  return new URL(scene.card().buttons[0]!.value).searchParams.get('flow')!;
}

/** Ada goes through the popup of the newest card. @returns the one-time code */
async function popup(at = scene): Promise<string> {
  const { cookies, parameters } = await openPopup(at, scene.card().buttons[0]!.value);
  entra.idTokenClaims = { nonce: parameters.get('nonce') };
  return told(await at.get(`/auth-end?code=c&state=${parameters.get('state')!}`, cookies)).value!;
}

describe('the sign-in card', () => {
  it('asks silently first, and says which command waits and for what', async () => {
    const flowId = await challenged();
    const card = scene.card();
    expect(card.tokenExchangeResource).toMatchObject({ id: flowId, uri: appIdUri });
    expect(card.buttons[0]!.value).toBe(`${publicUrl}/auth-start?flow=${flowId}`);
    expect(card.text).toContain(`“${text}”`);
    expect(card.text).toContain("add and remove members where you may and read people's names and addresses");
    expect(Buffer.from(flowId, 'base64url').length).toBeGreaterThanOrEqual(16);
  });

  it.each([
    ['consent', 'permission to add and remove members'],
    ['interaction', 'fresh sign-in'],
  ] as const)('is a button alone when %s is wanted', async (reason, words) => {
    await challenged(new SignInRequired(reason, scopes));
    expect(scene.card().tokenExchangeResource).toBeUndefined();
    expect(scene.card().text).toContain(words);
  });

  it('says for whom it is where others see it', async () => {
    const conversation = { id: '19:x@thread.v2', conversationType: 'groupChat', isGroup: true, name: '' };
    await scene.signIn.challengeInChat(
      scene.turn(ada, { text, conversation }),
      ada,
      new SignInRequired('noToken', scopes),
    );
    expect(scene.card().text).toMatch(/^Ada: /);
  });

  it('is removed also when the answer came before its id was known', async () => {
    const token = await entra.assertion();
    scene.chat.beforeAnswer = async () => {
      await scene.exchange(ada, scene.card().tokenExchangeResource!.id, token);
    };
    await challenged();
    expect(scene.chat.deleted).toEqual(['m1']);
  });
});

describe('a silent sign-in', () => {
  it('resumes the command and removes the card', async () => {
    const id = await challenged();
    const { answer, resume } = await scene.exchange(ada, id, await entra.assertion());
    expect(answer).toEqual({ status: 200, body: { id, connectionName: 'muster' } });
    expect(resume?.activity).toMatchObject({ type: 'message', text });
    expect(scene.chat.deleted).toEqual(['m1']);
    expect(await scene.identity.onBehalfOf(ada, scopes)).toBe('graph-token-1');
  });

  it('from three devices at once resumes once, with one exchange', async () => {
    const id = await challenged();
    const token = await entra.assertion();
    const all = await Promise.all([1, 2, 3].map(() => scene.exchange(ada, id, token)));
    expect(all.map(({ answer }) => answer.status)).toEqual([200, 200, 200]);
    expect(all.filter(({ resume }) => resume)).toHaveLength(1);
    expect(entra.tokenRequests).toHaveLength(1);
  });

  it('leaves a job behind that looks after the command until it was carried out', async () => {
    const id = await challenged();
    const { resume } = await scene.exchange(ada, id, await entra.assertion());
    expect(scene.store.queued).toMatchObject([
      { kind: 'resume-command', tenantId: ada.tenantId, payload: { flowId: id } },
    ]);
    expect(resume).toMatchObject({ flowId: id, userId: ada.userId });
    expect(scene.store.pending.has(id)).toBe(true);
  });

  it('that comes again resumes nothing', async () => {
    const id = await challenged();
    await scene.exchange(ada, id, await entra.assertion());
    const again = await scene.exchange(ada, id, await entra.assertion());
    expect(again).toEqual({ answer: { status: 200, body: { id, connectionName: 'muster' } } });
  });

  it.each([
    ['somebody else’s sign-in', grace, { oid: graceId }, 'sign-in.not-yours'],
    ['somebody else’s token', ada, { oid: graceId }, 'assertion.object-id'],
  ])('with %s is refused without an exchange', async (_what, caller, claims, failureDetail) => {
    const id = await challenged();
    const { answer, resume } = await scene.exchange(caller, id, await entra.assertion(claims));
    expect(answer).toMatchObject({ status: 412, body: { id, failureDetail } });
    expect(resume).toBeUndefined();
    expect(entra.tokenRequests).toEqual([]);
    expect(scene.store.pending.has(id)).toBe(true);
  });

  it('that is done tells somebody else nothing', async () => {
    const id = await challenged();
    await scene.exchange(ada, id, await entra.assertion());
    const { answer } = await scene.exchange(grace, id, await entra.assertion({ oid: graceId }));
    expect(answer).toMatchObject({ status: 412, body: { failureDetail: 'sign-in.not-yours' } });
  });

  it.each([{}, { id: 'x' }, { id: 5, token: 't' }, null])('that is malformed is refused: %o', async (value) => {
    const turn = scene.invoke(ada, 'signin/tokenExchange', value);
    expect((await scene.signIn.acceptExchange(turn, ada)).answer.status).toBe(412);
  });

  it('with an id that was never given out is refused', async () => {
    const { answer } = await scene.exchange(ada, 'never', await entra.assertion());
    expect(answer).toMatchObject({ status: 412, body: { failureDetail: 'sign-in.not-yours' } });
  });

  it('that is too late is refused, and the person is told once', async () => {
    const id = await challenged();
    scene.time.now += 16 * 60_000;
    const token = await entra.assertion();
    const all = await Promise.all([1, 2, 3].map(() => scene.exchange(ada, id, token)));
    expect(all.filter(({ resume }) => resume)).toEqual([]);
    expect(all.map(({ answer }) => answer.status)).toContain(412);
    expect(scene.chat.texts()).toEqual([expect.stringContaining('took too long')]);
    // It quotes what the person wrote.
    expect(scene.chat.sent.at(-1)).toMatchObject({ textFormat: 'plain' });
  });

  it.each([
    [65001, 'sign-in.consent'],
    [50076, 'sign-in.interaction'],
    [500133, 'sign-in.noToken'],
  ])('that AADSTS%i stops brings out the button and keeps the command', async (number, failureDetail) => {
    const id = await challenged();
    entra.refusals = [refusalFor(number)];
    const { answer, resume } = await scene.exchange(ada, id, await entra.assertion());
    expect(answer).toMatchObject({ status: 412, body: { id, failureDetail } });
    expect(resume).toBeUndefined();
    expect(scene.store.pending.has(id)).toBe(true);
    expect(scene.chat.deleted).toEqual([]);
  });

  it('hands the claims that Entra wants to the card’s own link', async () => {
    const id = await challenged();
    entra.refusals = [refusalFor(50076, '{"c":1}')];
    await scene.exchange(ada, id, await entra.assertion());
    const { parameters } = await openPopup(scene, scene.card().buttons[0]!.value);
    expect(parameters.get('claims')).toBe('{"c":1}');
  });

  it('that our own fault stops shows no button, but says so', async () => {
    const id = await challenged();
    entra.refusals = [refusalFor(7000215)];
    const { answer } = await scene.exchange(ada, id, await entra.assertion());
    expect(answer).toMatchObject({ status: 500, body: { failureDetail: 'identity.misconfigured' } });
    expect(scene.chat.texts()).toEqual([expect.stringContaining('administrator')]);
    expect(scene.store.pending.has(id)).toBe(true);
  });
});

describe('the popup’s one-time code', () => {
  it('resumes the command with the tokens of the popup, once', async () => {
    await challenged(new SignInRequired('consent', scopes));
    const code = await popup();
    expect(await scene.state(ada, code)).toMatchObject({ answer: { status: 200 }, resume: { activity: { text } } });
    expect(scene.chat.deleted).toEqual(['m1']);
    expect(await scene.identity.onBehalfOf(ada, scopes)).toBe('graph-token-1');

    expect((await scene.state(ada, code)).resume).toBeUndefined();
    expect(scene.chat.texts()).toHaveLength(1);
  });

  it('from another person is refused and spent', async () => {
    await challenged();
    const code = await popup();
    expect((await scene.state(grace, code)).resume).toBeUndefined();
    expect((await scene.state(ada, code)).resume).toBeUndefined();
    await expect(scene.identity.onBehalfOf(grace, scopes)).rejects.toMatchObject({ code: 'sign-in.noToken' });
    await expect(scene.identity.onBehalfOf(ada, scopes)).rejects.toMatchObject({ code: 'sign-in.noToken' });
  });

  it('is good for five minutes', async () => {
    await challenged();
    const code = await popup();
    scene.time.now += 5 * 60_000;
    expect((await scene.state(ada, code)).resume).toBeUndefined();
  });

  it('that another instance gave out resumes the command, and a silent sign-in follows', async () => {
    const other = signInScene(entra, scene.store);
    await challenged();
    const code = await popup(other);
    expect(await scene.state(ada, code)).toMatchObject({ resume: { activity: { text } } });
    await expect(scene.identity.onBehalfOf(ada, scopes)).rejects.toMatchObject({ code: 'sign-in.noToken' });

    const id = await challenged();
    expect(scene.card().tokenExchangeResource).toMatchObject({ id });
    expect(await scene.exchange(ada, id, await entra.assertion())).toMatchObject({ resume: { activity: { text } } });
  });

  it('that comes when the command waits no more is answered in words', async () => {
    const id = await challenged();
    const code = await popup();
    scene.store.pending.delete(id);
    expect((await scene.state(ada, code)).resume).toBeUndefined();
    expect(scene.chat.texts()).toEqual([expect.stringContaining('You are signed in')]);
  });

  it.each([
    ['CancelledByUser', 'You closed the sign-in'],
    ['UserCancelledSignIn', 'You closed the sign-in'],
    ['whatever', 'was not completed'],
    ['', 'was not completed'],
  ])('that is %o instead is answered kindly, and the command waits on', async (state, words) => {
    const id = await challenged();
    expect(await scene.state(ada, state)).toEqual({ answer: { status: 200 } });
    expect(scene.chat.texts()).toEqual([expect.stringContaining(words)]);
    expect(scene.chat.texts()[0]).toContain(`“${text}” still waits`);
    expect(scene.store.pending.has(id)).toBe(true);
  });
});

describe('signing out', () => {
  it('forgets the tokens and ends silent sign-in until the person signs in with the button', async () => {
    const id = await challenged();
    await scene.exchange(ada, id, await entra.assertion());
    const openId = await challenged();
    await scene.signIn.signOut(ada);
    await expect(scene.identity.onBehalfOf(ada, scopes)).rejects.toMatchObject({ code: 'sign-in.noToken' });

    const late = await scene.exchange(ada, openId, await entra.assertion());
    expect(late.answer).toMatchObject({ status: 412, body: { failureDetail: 'sign-in.signed-out' } });
    await challenged();
    expect(scene.card().tokenExchangeResource).toBeUndefined();

    await scene.state(ada, await popup());
    await challenged();
    expect(scene.card().tokenExchangeResource).toBeDefined();
  });
});

describe('what the client could not do', () => {
  it.each([
    ['installedappnotfound', 1],
    ['resourcematchfailed', 0],
    ['<script>', 0],
  ])('%s is told in %i words of ours', async (code, messages) => {
    const turn = scene.invoke(ada, 'signin/failure', { code, message: 'm' });
    expect(await scene.signIn.acceptFailure(turn, ada)).toEqual({ status: 200 });
    expect(scene.chat.texts()).toHaveLength(messages);
    expect(scene.lines.join('')).not.toContain('<script>');
  });
});

describe('the log', () => {
  it('holds nothing that opens anything', async () => {
    const token = await entra.assertion();
    const id = await challenged();
    entra.refusals = [refusalFor(65001)];
    await scene.exchange(ada, id, token);
    await scene.exchange(ada, id, await entra.assertion({ oid: graceId }));
    const code = await popup();
    await scene.state(ada, code);
    await scene.state(ada, code);

    const log = scene.lines.join('');
    expect(log).toContain(adaId);
    for (const secret of [token, code, 'graph-token', 'secret-refresh-token', 'the-secret', 'eyJ'])
      expect(log).not.toContain(secret);
  });
});
