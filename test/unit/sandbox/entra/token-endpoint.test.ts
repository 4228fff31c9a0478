import { readFileSync } from 'node:fs';
import { X509Certificate, createHash, generateKeyPairSync } from 'node:crypto';
import tls from 'node:tls';
import { ClientCertificateCredential } from '@azure/identity';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSigningKeys } from '../../../../src/sandbox/entra/keys.ts';
import type { SigningKeys } from '../../../../src/sandbox/entra/keys.ts';
import type { Grants } from '../../../../src/sandbox/page/api.ts';
import { cast } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench } from '../harness.ts';
import type { Bench } from '../harness.ts';

let bench: Bench;
let keys: SigningKeys;
beforeAll(async () => {
  bench = await startBench();
  keys = await loadSigningKeys(bench.dataDir);
});
afterAll(() => bench.end());

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const graph = 'https://graph.microsoft.com';

function appForm(more: Record<string, string> = {}): Record<string, string> {
  return {
    grant_type: 'client_credentials',
    client_id: bench.sandbox.botId,
    client_secret: bench.sandbox.credentials.clientSecret,
    scope: `${graph}/.default`,
    ...more,
  };
}

function assertionForm(assertion: string): Record<string, string> {
  const form = appForm({ client_assertion_type: assertionType, client_assertion: assertion });
  delete form['client_secret'];
  return form;
}

async function certificateAssertion(change: { exp?: string; key?: string; aud?: string } = {}): Promise<string> {
  const pem = readFileSync(bench.sandbox.credentials.certificateFile, 'utf8');
  const { raw } = new X509Certificate(pem);
  const { botId, cloudUrl, tenantId } = bench.sandbox;
  return new SignJWT({ jti: 'once' })
    .setProtectedHeader({ alg: 'PS256', 'x5t#S256': createHash('sha256').update(raw).digest('base64url') })
    .setIssuer(botId)
    .setSubject(botId)
    .setAudience(change.aud ?? `${cloudUrl}/${tenantId}/oauth2/v2.0/token`)
    .setExpirationTime(change.exp ?? '5m')
    .sign(await importPKCS8(change.key ?? pem.slice(pem.indexOf('-----BEGIN PRIVATE')), 'PS256'));
}

describe('the app as itself', () => {
  it('gets a token with its own claims for its secret', async () => {
    const { status, body } = await bench.token(appForm());
    expect(status).toBe(200);
    expect(decodeJwt(String(body['access_token']))).toMatchObject({
      aud: graph,
      appid: bench.sandbox.botId,
      idtyp: 'app',
      tid: bench.sandbox.tenantId,
      roles: ['Group.Read.All', 'User.Read.All'],
    });
  });

  it.each([
    ['a wrong secret', { client_secret: 'guess' }, 401, 7000215],
    ['another client', { client_id: '00000000-0000-4000-8000-000000000000' }, 400, 700016],
    ['a scope that is not /.default', { scope: `${graph}/User.Read` }, 400, 1002012],
    ['a resource that is not here', { scope: 'https://vault.azure.net/.default' }, 400, 500011],
    ['an unknown grant', { grant_type: 'password' }, 400, 70003],
  ])('is refused with %s', async (_what, change, status, code) => {
    const answer = await bench.token(appForm(change));
    expect(answer).toMatchObject({ status, body: { error_codes: [code] } });
    expect(answer.body['error_description']).toContain(`AADSTS${code}`);
  });

  it('is refused without any proof', async () => {
    const form = appForm();
    delete form['client_secret'];
    expect(await bench.token(form)).toMatchObject({ status: 401, body: { error_codes: [7000218] } });
  });

  it('proves itself with its certificate', async () => {
    expect((await bench.token(assertionForm(await certificateAssertion()))).status).toBe(200);
  });

  it('is refused when another key signed', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const answer = await bench.token(assertionForm(await certificateAssertion({ key })));
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [700027] } });
  });

  it('is refused when the assertion is too old, or for somebody else', async () => {
    const old = await bench.token(assertionForm(await certificateAssertion({ exp: '-10m' })));
    expect(old.body['error_codes']).toEqual([700024]);
    const foreign = await bench.token(assertionForm(await certificateAssertion({ aud: 'https://elsewhere.example' })));
    expect(foreign.body['error_codes']).toEqual([700027]);
  });

  it('is understood by the client that the bot uses', async () => {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), bench.sandbox.caCertificate]);
    const { tenantId, botId, credentials, cloudUrl } = bench.sandbox;
    const credential = new ClientCertificateCredential(tenantId, botId, credentials.certificateFile, {
      authorityHost: cloudUrl,
      disableInstanceDiscovery: true,
    });
    const { token } = await credential.getToken(`${graph}/.default`);
    expect(decodeJwt(token)['appidacr']).toBe('2');
  });
});

describe('the managed identity', () => {
  const ask = (resource: string, header: string): ReturnType<typeof fetch> =>
    fetch(`${bench.sandbox.credentials.identityEndpoint}?api-version=2019-08-01&resource=${resource}`, {
      headers: { 'x-identity-header': header },
    });

  it('stands in for the secret', async () => {
    const answer = await ask('api://AzureADTokenExchange', bench.sandbox.credentials.identityHeader);
    const { access_token: assertion } = (await answer.json()) as { access_token: string };
    expect((await bench.token(assertionForm(assertion))).status).toBe(200);
  });

  it('gives nothing without its header', async () => {
    expect((await ask('api://AzureADTokenExchange', 'guess')).status).toBe(401);
  });

  it('does not stand in with a token for something else', async () => {
    const answer = await ask(graph, bench.sandbox.credentials.identityHeader);
    const { access_token: assertion } = (await answer.json()) as { access_token: string };
    expect((await bench.token(assertionForm(assertion))).body['error_codes']).toEqual([700213]);
  });
});

describe('on behalf of a person', () => {
  const claims = (change: Record<string, unknown> = {}): Record<string, unknown> => {
    const now = Math.floor(Date.now() / 1000);
    const { botId, cloudUrl, tenantId } = bench.sandbox;
    return {
      aud: botId,
      iss: `${cloudUrl}/${tenantId}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 600,
      oid: cast.employee.id,
      tid: tenantId,
      scp: 'access_as_user',
      ...change,
    };
  };
  const exchange = (
    assertion: string,
    scope = `${graph}/User.Read openid profile offline_access`,
  ): ReturnType<Bench['token']> =>
    bench.token(
      appForm({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        requested_token_use: 'on_behalf_of',
        assertion,
        scope,
      }),
    );
  const grant = (change: Partial<Grants>): Promise<void> => bench.setGrants(cast.employee.id, change);

  it('gives a token of that person with just those scopes', async () => {
    const { status, body } = await exchange(await keys.entra.sign(claims()));
    expect(status).toBe(200);
    expect(body['scope']).toBe(`openid profile ${graph}/User.Read`);
    expect(decodeJwt(String(body['access_token']))).toMatchObject({
      aud: graph,
      oid: cast.employee.id,
      scp: 'User.Read',
    });
    expect(decodeJwt(String(body['id_token']))).toMatchObject({ aud: bench.sandbox.botId, oid: cast.employee.id });
    expect(JSON.parse(Buffer.from(String(body['client_info']), 'base64url').toString())).toEqual({
      uid: cast.employee.id,
      utid: bench.sandbox.tenantId,
    });
    const renewed = await bench.token(
      appForm({ grant_type: 'refresh_token', refresh_token: String(body['refresh_token']), scope: 'Group.Read.All' }),
    );
    expect(decodeJwt(String(renewed.body['access_token']))['scp']).toBe('Group.Read.All');
  });

  it.each([
    ['another audience', { aud: graph }, 50013],
    ['another tenant', { tid: '00000000-0000-4000-8000-000000000000' }, 50013],
    ['an app instead of a person', { idtyp: 'app' }, 50013],
    ['a lifetime that is over', { exp: 1000 }, 500133],
    ['a person who is not there', { oid: '00000000-0000-4000-8000-000000000000' }, 50034],
  ])('is refused for %s', async (_what, change, code) => {
    const answer = await exchange(await keys.entra.sign(claims(change)));
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [code] } });
  });

  it('is refused when the channel signed it, or nobody', async () => {
    expect((await exchange(await keys.channel.sign(claims()))).body['error_codes']).toEqual([50013]);
    const [, body = ''] = (await keys.entra.sign(claims())).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    expect((await exchange(none)).body['error_codes']).toEqual([50013]);
  });

  it('wants consent, and a second factor with claims to pass on', async () => {
    const assertion = await keys.entra.sign(claims());
    await grant({ consented: 'none' });
    expect(await exchange(assertion)).toMatchObject({ body: { error_codes: [65001], suberror: 'consent_required' } });
    await grant({ mfaWanted: true });
    const { body } = await exchange(assertion);
    expect(body).toMatchObject({ error: 'interaction_required', error_codes: [50076] });
    expect(JSON.parse(String(body['claims']))).toHaveProperty('access_token.capolids.essential', true);
    await grant({});
    expect((await exchange(assertion)).status).toBe(200);
  });

  it('is out of order when the fault is switched on', async () => {
    const { faults } = await bench.session();
    await bench.page('/api/faults', { ...faults, entraUnavailable: true });
    expect(await bench.token(appForm())).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
    await bench.page('/api/faults', faults);
  });
});
