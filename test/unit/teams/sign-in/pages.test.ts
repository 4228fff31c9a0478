import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignInRequired } from '../../../../src/domain/errors.ts';
import type { PageAnswer } from '../../../../src/ports/pages.ts';
import { graceId, otherTenantId, startIdentityServer, tenantId } from '../../../support/identity-server.ts';
import type { IdentityServer } from '../../../support/identity-server.ts';
import { ada, openPopup, publicUrl, signInScene, told } from '../../../support/sign-in-scene.ts';
import type { SignInScene } from '../../../support/sign-in-scene.ts';

let entra: IdentityServer;
let scene: SignInScene;
let link: string;
beforeAll(async () => {
  entra = await startIdentityServer();
});
afterAll(() => entra.close());
beforeEach(async () => {
  Object.assign(entra, { tokenRequests: [], refusals: [], idTokenClaims: {} });
  scene = signInScene(entra);
  const need = new SignInRequired('consent', ['Group.Read.All']);
  await scene.signIn.challengeInChat(scene.turn(ada, { text: 'my groups' }), ada, need);
  link = scene.card().buttons[0]!.value;
});

const flow = () => [...scene.store.flows.values()][0]!;

/** Opens the link, signs in at Entra and comes back, with something changed on the way. */
async function comeBack(change: { query?: string; cookies?: Record<string, string>; claims?: object } = {}) {
  const { cookies, parameters } = await openPopup(scene, link);
  entra.idTokenClaims = { nonce: parameters.get('nonce'), ...change.claims };
  const state = parameters.get('state')!;
  return scene.get(`/auth-end?${change.query ?? 'code=c'}&state=${state}`, change.cookies ?? cookies);
}

function expectRefusal(answer: PageAnswer, status: number, code: string, words: string) {
  expect(answer.status).toBe(status);
  expect(told(answer)).toEqual({ outcome: 'failure', value: code, when: 'button' });
  expect(answer.body).toContain(words);
  expect(flow().oneTimeCode).toBeUndefined();
}

describe('/auth-start', () => {
  it('sends the person to the tenant’s sign-in page, bound to this browser', async () => {
    const { answer, location, setCookie, parameters } = await openPopup(scene, link);
    expect(answer.status).toBe(302);
    expect(location.origin + location.pathname).toBe(`http://login.test/${tenantId}/authorize`);
    expect(parameters.get('redirect_uri')).toBe(`${publicUrl}/auth-end`);
    expect(parameters.get('scope')).toBe(`${entra.cloud.graphResource}/Group.Read.All openid profile offline_access`);
    expect(parameters.has('prompt')).toBe(false);
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/auth-end'])
      expect(setCookie).toContain(attribute);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  it('keeps hashes of what the browser must bring back, and a PKCE verifier that fits', async () => {
    const { cookies, parameters } = await openPopup(scene, link);
    const kept = JSON.stringify(flow());
    expect(kept).not.toContain(parameters.get('state'));
    expect(kept).not.toContain(Object.values(cookies)[0]);
    const { codeVerifier } = flow().opened!;
    expect(codeVerifier).toMatch(/^[\w-]{43,128}$/);
    expect(parameters.get('code_challenge')).toBe(createHash('sha256').update(codeVerifier).digest('base64url'));
  });

  it.each(['', '?flow=', '?flow=unknown'])('with %o says that the link is not valid', async (query) => {
    expectRefusal(await scene.get(`/auth-start${query}`), 400, 'sign-in.expired', 'not valid any more');
  });

  it('says so too when the link is too old', async () => {
    scene.time.now += 15 * 60_000;
    const { answer } = await openPopup(scene, link);
    expectRefusal(answer, 400, 'sign-in.expired', 'not valid any more');
  });
});

describe('/auth-end', () => {
  it('gives the client a one-time code of which only the hash is kept', async () => {
    const answer = await comeBack();
    expect(answer.status).toBe(200);
    const { outcome, value, when } = told(answer);
    expect({ outcome, when }).toEqual({ outcome: 'success', when: 'now' });
    expect(Buffer.from(value!, 'base64url').length).toBeGreaterThanOrEqual(16);
    expect(flow().oneTimeCode!.hash).toBe(createHash('sha256').update(value!).digest('base64url'));
    expect(answer.body).not.toContain('graph-token');
  });

  it('redeems the code with the verifier and the application’s proof', async () => {
    await comeBack();
    const form = Object.fromEntries(entra.tokenRequests[0]!);
    expect(form).toMatchObject({ code: 'c', code_verifier: flow().opened!.codeVerifier, client_secret: 'the-secret' });
    expect(form['redirect_uri']).toBe(`${publicUrl}/auth-end`);
  });

  it.each([
    ['person', { oid: graceId }],
    ['tenant', { tid: otherTenantId }],
  ])('refuses another %s, as when a victim opens an attacker’s link', async (_what, claims) => {
    expectRefusal(await comeBack({ claims }), 403, 'sign-in.somebody-else', 'You signed in as somebody else');
  });

  it.each([
    ['no cookie', {}],
    ['another cookie', { 'muster-x': 'y' }],
  ])('refuses a browser with %s', async (_what, cookies) => {
    const answer = await comeBack({ cookies });
    expectRefusal(answer, 403, 'sign-in.other-browser', 'another browser');
    expect(entra.tokenRequests).toEqual([]);
  });

  it('refuses the cookie of another sign-in', async () => {
    const { cookies } = await openPopup(scene, link);
    const forged = (state: string) => {
      const name = `muster-${createHash('sha256').update(state).digest('base64url').slice(0, 12)}`;
      return { [name]: Object.values(cookies)[0]! };
    };
    const { parameters } = await openPopup(scene, link);
    const state = parameters.get('state')!;
    const answer = await scene.get(`/auth-end?code=c&state=${state}`, forged(state));
    expectRefusal(answer, 403, 'sign-in.other-browser', 'another browser');
  });

  it.each(['/auth-end', '/auth-end?code=c&state=wrong'])('refuses %s', async (address) => {
    const { cookies } = await openPopup(scene, link);
    expectRefusal(await scene.get(address, cookies), 400, 'sign-in.expired', 'not valid any more');
  });

  it('refuses an id token that was made for another sign-in', async () => {
    const answer = await comeBack({ claims: { nonce: 'another' } });
    expectRefusal(answer, 502, 'identity.unavailable', 'did not succeed');
  });

  it('refuses what took too long', async () => {
    const { cookies, parameters } = await openPopup(scene, link);
    scene.time.now += 15 * 60_000;
    const answer = await scene.get(`/auth-end?code=c&state=${parameters.get('state')!}`, cookies);
    expectRefusal(answer, 400, 'sign-in.expired', 'not valid any more');
  });

  it('gives out one code, however often the page is loaded', async () => {
    const { cookies, parameters } = await openPopup(scene, link);
    entra.idTokenClaims = { nonce: parameters.get('nonce') };
    const address = `/auth-end?code=c&state=${parameters.get('state')!}`;
    await scene.get(address, cookies);
    const { hash } = flow().oneTimeCode!;
    expect(told(await scene.get(address, cookies)).value).toBe('sign-in.used');
    expect(flow().oneTimeCode!.hash).toBe(hash);
    expect(entra.tokenRequests).toHaveLength(1);
  });

  it('tells the client at once when the person cancelled', async () => {
    const query = 'error=access_denied&error_description=AADSTS65004%3A+User+declined';
    const answer = await comeBack({ query });
    expect(told(answer)).toEqual({ outcome: 'failure', value: 'CancelledByUser', when: 'now' });
    expect(answer.body).toContain('cancelled');
  });

  it('names the number of another error, never its text', async () => {
    const query = 'error=invalid_request&error_description=AADSTS50011%3A+%3Cscript%3Ealert(1)%3C/script%3E';
    const answer = await comeBack({ query });
    expectRefusal(answer, 400, 'entra.50011', 'entra.50011');
    expect(answer.body).not.toContain('alert(1)');
  });

  it('says what is wrong when the code is not redeemed', async () => {
    entra.refusals = [{ status: 401, body: { error: 'invalid_client', error_codes: [7000222] } }];
    expectRefusal(await comeBack(), 502, 'identity.misconfigured', 'administrator');
    expect(scene.lines.join('')).toContain('AADSTS7000222');
  });

  it('lets the same link be used again after a failure', async () => {
    await comeBack({ query: 'error=server_error' });
    expect(told(await comeBack()).outcome).toBe('success');
  });
});

describe('every page', () => {
  it('runs its own scripts alone, in no frame, and leaves no trace', async () => {
    for (const answer of [await comeBack(), await scene.get('/auth-start')]) {
      const policy = String(answer.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
      expect(answer.body).not.toMatch(/<script(?! src="\/)|<style|\son\w+=/);
      expect(answer.body).toContain('lang="en"');
    }
  });

  it('names its files by what is in them, and they may be kept for ever', async () => {
    const body = (await scene.get('/auth-start')).body.toString();
    const files = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(files.map((file) => file.split('?')[0])).toEqual(['/auth.css', '/teams-js.js', '/auth.js']);
    for (const file of files) {
      const answer = await scene.get(file);
      expect(answer.headers['cache-control']).toContain('immutable');
      expect(createHash('sha256').update(answer.body).digest('hex')).toContain(file.split('?v=')[1]);
    }
  });
});
