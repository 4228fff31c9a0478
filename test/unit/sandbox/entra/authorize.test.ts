import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { fetch } from 'undici';
import type { Response } from 'undici';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cast } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench } from '../harness.ts';
import type { Bench } from '../harness.ts';

let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.end());

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const person = cast.employee;

function authorize(change: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    client_id: bench.sandbox.botId,
    response_type: 'code',
    redirect_uri: `${bench.bot.url}/auth-end`,
    scope: 'https://graph.microsoft.com/Group.ReadWrite.All openid offline_access',
    state: 'st',
    nonce: 'no',
    login_hint: person.principalName,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  });
  const { pageUrl, tenantId } = bench.sandbox;
  return fetch(`${pageUrl}/${tenantId}/oauth2/v2.0/authorize?${query.toString()}`, { redirect: 'manual' });
}

/** Presses a button of the page that came. */
async function press(page: string, values: Record<string, string>): Promise<Response> {
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const { pageUrl } = bench.sandbox;
  const init = {
    method: 'POST',
    redirect: 'manual' as const,
    headers: { origin: pageUrl },
    body: new URLSearchParams(values),
  };
  return fetch(`${pageUrl}${action}`, init);
}

function landed(response: Response): URLSearchParams {
  expect(response.status).toBe(302);
  const location = new URL(response.headers.get('location') ?? '');
  expect(`${location.origin}${location.pathname}`).toBe(`${bench.bot.url}/auth-end`);
  return location.searchParams;
}

function redeem(code: string, change: Record<string, string> = {}): ReturnType<Bench['token']> {
  return bench.token({
    grant_type: 'authorization_code',
    client_id: bench.sandbox.botId,
    client_secret: bench.sandbox.credentials.clientSecret,
    redirect_uri: `${bench.bot.url}/auth-end`,
    code,
    code_verifier: verifier,
    ...change,
  });
}

beforeEach(async () => {
  await grants('none', false);
});

/** From everything agreed to nothing: what was recorded is forgotten. */
async function grants(consented: 'all' | 'none', mfaWanted: boolean): Promise<void> {
  await bench.setGrants(person.id, {});
  await bench.setGrants(person.id, { consented, mfaWanted });
}

it('asks for consent in words, then hands out a code that is good once', async () => {
  const first = await authorize();
  const page = await first.text();
  expect(page).toContain('Read and change all groups');
  expect(page).toContain(person.displayName);
  expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");

  const answer = landed(await press(page, { step: 'accept' }));
  expect(answer.get('state')).toBe('st');
  const code = answer.get('code') ?? '';
  const { status, body } = await redeem(code);
  expect(status).toBe(200);
  expect(decodeJwt(String(body['id_token']))).toMatchObject({ nonce: 'no', oid: person.id });
  expect(decodeJwt(String(body['access_token']))['scp']).toBe('Group.ReadWrite.All');
  expect((await redeem(code)).body['error_codes']).toEqual([54005]);
  // What was agreed to is not asked for again.
  expect(landed(await authorize()).has('code')).toBe(true);
});

it.each([
  ['another verifier', { code_verifier: randomBytes(32).toString('base64url') }, 501481],
  ['another reply address', { redirect_uri: 'http://localhost:1/auth-end' }, 500112],
])('refuses the code with %s', async (_what, change, error) => {
  const code = landed(await press(await (await authorize()).text(), { step: 'accept' })).get('code') ?? '';
  expect((await redeem(code, change)).body['error_codes']).toEqual([error]);
});

it('never leads to a reply address that is not registered, letter by letter', async () => {
  for (const redirect of [
    `${bench.bot.url}/auth-end/`,
    `${bench.bot.url}/auth-end?x=1`,
    'https://evil.example/auth-end',
  ]) {
    const answer = await authorize({ redirect_uri: redirect });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  }
});

it('wants PKCE', async () => {
  expect(landed(await authorize({ code_challenge_method: 'plain' })).get('error')).toBe('invalid_request');
});

it('tells the app when the person declines', async () => {
  const answer = landed(await press(await (await authorize()).text(), { step: 'cancel' }));
  expect(answer.get('error')).toBe('access_denied');
});

it('wants the second factor before anything else, and only the right one', async () => {
  await grants('none', true);
  const page = await (await authorize()).text();
  const digits = /data-testid="mfa-code">(\d{6})</.exec(page)?.[1] ?? '';
  expect(digits).toHaveLength(6);
  const skipped = await (await press(page, { step: 'accept' })).text();
  expect(skipped).toContain('Prove that it is you');
  const wrong = await (await press(page, { step: 'mfa', code: digits === '000000' ? '000001' : '000000' })).text();
  expect(wrong).toContain('That was not the number');
  const consent = await (await press(page, { step: 'mfa', code: digits })).text();
  expect(consent).toContain('asks for permission');
  expect(landed(await press(consent, { step: 'accept' })).has('code')).toBe(true);
});

it('wants it too when the app passes claims on, and lets another account be chosen', async () => {
  await grants('all', false);
  const page = await (await authorize({ claims: '{"access_token":{"capolids":{"essential":true}}}' })).text();
  expect(page).toContain('Prove that it is you');
  const chooser = await (await authorize({ login_hint: 'nobody@nowhere.example' })).text();
  expect(chooser).toContain(cast.owner.displayName);
  const answer = landed(await press(chooser, { step: 'choose', person: cast.owner.id }));
  const { body } = await redeem(answer.get('code') ?? '');
  expect(decodeJwt(String(body['id_token']))['oid']).toBe(cast.owner.id);
});

it('refuses a form that another site sends', async () => {
  const page = await (await authorize()).text();
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const init = {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: new URLSearchParams({ step: 'accept' }),
  };
  expect((await fetch(`${bench.sandbox.pageUrl}${action}`, init)).status).toBe(403);
});
