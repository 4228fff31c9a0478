import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIdentity } from '../../../src/identity/identity.ts';
import type { Identity } from '../../../src/identity/identity.ts';
import {
  adaId,
  clientId,
  graceId,
  otherTenantId,
  startIdentityServer,
  tenantId,
} from '../../support/identity-server.ts';
import type { IdentityServer } from '../../support/identity-server.ts';

let entra: IdentityServer;
let identity: Identity;
beforeAll(async () => {
  entra = await startIdentityServer();
});
afterAll(() => entra.close());
beforeEach(() => {
  Object.assign(entra, { tokenRequests: [], refusals: [], reads: [], hold: undefined, grantedScopes: undefined });
  Object.assign(entra, { idTokenClaims: {}, expiresInSeconds: 4200 });
  identity = create();
});

const ada = { tenantId, userId: adaId };
const grace = { tenantId, userId: graceId };
const read = ['Group.Read.All'];
const write = ['GroupMember.ReadWrite.All'];

function create(maxPeople?: number): Identity {
  const { cloud } = entra;
  const options = { clientId, tenantId, allowedTenants: [tenantId], cloud, clientSecret: 'the-secret' };
  return createIdentity({ ...options, ...(maxPeople !== undefined && { maxPeople }) });
}

describe('tokens on behalf of a person', () => {
  it('need a sign-in first', async () => {
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ code: 'sign-in.noToken', scopes: read });
    expect(entra.tokenRequests).toEqual([]);
  });

  it('are exchanged for the assertion, with the application’s proof and full scope names', async () => {
    const assertion = await entra.assertion();
    await identity.accept(ada, assertion);
    expect(await identity.onBehalfOf(ada, read)).toBe('graph-token-1');

    const form = Object.fromEntries(entra.tokenRequests[0]!);
    expect(form).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion,
      client_id: clientId,
      client_secret: 'the-secret',
    });
    expect(form['scope']!.split(' ')).toContain(`${entra.cloud.graphResource}/Group.Read.All`);
  });

  it('are not exchanged for somebody else’s assertion', async () => {
    await expect(identity.accept(grace, await entra.assertion())).rejects.toMatchObject({
      code: 'assertion.object-id',
    });
    await expect(identity.onBehalfOf(grace, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });
    expect(entra.tokenRequests).toEqual([]);
  });

  it('are exchanged once when several devices ask at the same time', async () => {
    await identity.accept(ada, await entra.assertion());
    const all = await Promise.all([1, 2, 3].map(() => identity.onBehalfOf(ada, read)));
    expect(all).toEqual(['graph-token-1', 'graph-token-1', 'graph-token-1']);
    expect(entra.tokenRequests).toHaveLength(1);
  });

  it('serve again, also for fewer scopes, but not for others', async () => {
    await identity.accept(ada, await entra.assertion());
    await identity.onBehalfOf(ada, [...read, ...write]);
    expect(await identity.onBehalfOf(ada, write)).toBe('graph-token-1');
    expect(await identity.onBehalfOf(ada, ['Team.Create'])).toBe('graph-token-2');
  });

  it('of one person never serve another, nor the same object id in another tenant', async () => {
    await identity.accept(ada, await entra.assertion());
    await identity.onBehalfOf(ada, read);
    await expect(identity.onBehalfOf(grace, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });
    const namesake = { tenantId: otherTenantId, userId: adaId };
    await expect(identity.onBehalfOf(namesake, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });
  });

  it('are renewed five minutes before they expire', async () => {
    entra.expiresInSeconds = 290;
    await identity.accept(ada, await entra.assertion());
    await identity.onBehalfOf(ada, read);
    entra.expiresInSeconds = 4200;
    expect(await identity.onBehalfOf(ada, read)).toBe('graph-token-2');
    expect(await identity.onBehalfOf(ada, read)).toBe('graph-token-2');
  });

  it('serve to their end when Entra cannot renew them', async () => {
    entra.expiresInSeconds = 290;
    await identity.accept(ada, await entra.assertion());
    await identity.onBehalfOf(ada, read);
    entra.refusals = [{ status: 503, body: {} }];
    expect(await identity.onBehalfOf(ada, read)).toBe('graph-token-1');
  });

  it('are not asked for with an assertion that has expired since', async () => {
    await identity.accept(ada, await entra.assertion({ exp: Math.floor(Date.now() / 1000) - 60 }));
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });
    expect(entra.tokenRequests).toEqual([]);
  });

  it('need a new assertion when Entra finds the old one too old', async () => {
    await identity.accept(ada, await entra.assertion());
    entra.refusals = [{ status: 400, body: { error: 'invalid_grant', error_codes: [500133] } }];
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });
    expect(entra.tokenRequests).toHaveLength(1);
  });

  it('hand on what Entra wants to see proven, which msal drops for some refusals', async () => {
    await identity.accept(ada, await entra.assertion());
    entra.refusals = [{ status: 400, body: { error: 'access_denied', error_codes: [53003], claims: '{"c":1}' } }];
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ reason: 'interaction', claims: '{"c":1}' });
  });

  it('are asked for again after a refusal for want of consent', async () => {
    await identity.accept(ada, await entra.assertion());
    entra.refusals = [{ status: 400, body: { error: 'invalid_grant', error_codes: [65001] } }];
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ reason: 'consent', scopes: read });
    expect(await identity.onBehalfOf(ada, read)).toBe('graph-token-2');
  });

  it('are gone after sign-out, also when an exchange was under way', async () => {
    await identity.accept(ada, await entra.assertion());
    let release = () => {};
    entra.hold = new Promise((resolve) => (release = resolve));
    const underWay = identity.onBehalfOf(ada, read);
    identity.forget(ada);
    release();
    await underWay;
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });
  });

  it('are held of no more people than the bound allows', async () => {
    identity = create(2);
    await identity.accept(ada, await entra.assertion());
    await identity.onBehalfOf(ada, read);
    for (const oid of ['1', '2']) await identity.accept({ tenantId, userId: oid }, await entra.assertion({ oid }));
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });
  });

  it('cost one discovery document however many are exchanged', async () => {
    await identity.accept(ada, await entra.assertion());
    for (const scope of ['Group.Read.All', 'Team.Create', 'Notes.Read.All']) await identity.onBehalfOf(ada, [scope]);
    expect(entra.reads.filter((path) => path.endsWith('openid-configuration'))).toHaveLength(1);
  });

  it('fail as unavailable when nobody answers', async () => {
    const away = await startIdentityServer();
    const lost = createIdentity({
      clientId,
      tenantId,
      allowedTenants: [tenantId],
      cloud: away.cloud,
      clientSecret: 's',
    });
    await lost.accept(ada, await away.assertion());
    await away.close();
    await expect(lost.onBehalfOf(ada, read)).rejects.toMatchObject({ kind: 'upstream', code: 'identity.unavailable' });
  });
});

describe('an interactive sign-in', () => {
  const redemption = {
    ...ada,
    code: 'c',
    codeVerifier: 'v',
    nonce: 'n',
    redirectUri: 'https://bot.test/auth-end',
    scopes: read,
  };

  it('leads to where the tenant’s discovery document says, with all that Entra needs to know', async () => {
    await identity.accept(ada, await entra.assertion());
    const url = await identity.authorizationUrl({
      ...ada,
      scopes: read,
      claims: '{"c":1}',
      redirectUri: 'https://bot.test/auth-end',
      state: 's',
      nonce: 'n',
      codeChallenge: 'ch',
    });
    expect(url.origin + url.pathname).toBe(`http://login.test/${tenantId}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: clientId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: 'https://bot.test/auth-end',
      scope: `${entra.cloud.graphResource}/Group.Read.All openid profile offline_access`,
      state: 's',
      nonce: 'n',
      code_challenge: 'ch',
      code_challenge_method: 'S256',
      login_hint: 'ada@example.test',
      claims: '{"c":1}',
    });
  });

  it('gives its tokens to the person who signed in, once the one-time code is back', async () => {
    entra.idTokenClaims = { nonce: 'n' };
    await identity.redeem(redemption, 'hash');
    expect(Object.fromEntries(entra.tokenRequests[0]!)).toMatchObject({
      code: 'c',
      code_verifier: 'v',
      client_secret: 'the-secret',
    });
    await expect(identity.onBehalfOf(ada, read)).rejects.toMatchObject({ code: 'sign-in.noToken' });

    expect(identity.commit(ada, 'hash')).toBe(true);
    expect(await identity.onBehalfOf(ada, read)).toBe('graph-token-1');
    expect(identity.commit(ada, 'hash')).toBe(false);
  });

  it('gives its tokens to nobody else, and to nobody after such a try', async () => {
    entra.idTokenClaims = { nonce: 'n' };
    await identity.redeem(redemption, 'hash');
    expect(identity.commit(grace, 'hash')).toBe(false);
    expect(identity.commit(ada, 'hash')).toBe(false);
  });

  it('that left out a scope serves only what was granted', async () => {
    entra.idTokenClaims = { nonce: 'n' };
    entra.grantedScopes = `${entra.cloud.graphResource}/Group.Read.All`;
    await identity.redeem({ ...redemption, scopes: [...read, ...write] }, 'hash');
    identity.commit(ada, 'hash');
    expect(await identity.onBehalfOf(ada, read)).toBe('graph-token-1');
    await expect(identity.onBehalfOf(ada, write)).rejects.toMatchObject({ code: 'sign-in.noToken' });
  });

  it.each([
    ['another person', { oid: graceId }],
    ['another tenant', { tid: otherTenantId }],
  ])('as %s is refused', async (_who, claims) => {
    entra.idTokenClaims = { nonce: 'n', ...claims };
    await expect(identity.redeem(redemption, 'hash')).rejects.toMatchObject({ code: 'sign-in.somebody-else' });
    expect(identity.commit(ada, 'hash')).toBe(false);
  });

  it.each([
    ['another sign-in', { nonce: 'm' }],
    ['no sign-in in particular', {}],
    ['another application', { nonce: 'n', aud: 'x' }],
    ['another time', { nonce: 'n', exp: 1 }],
    ['another issuer', { nonce: 'n', iss: 'https://evil.test' }],
  ])('with an id token for %s is refused', async (_what, claims) => {
    entra.idTokenClaims = claims;
    await expect(identity.redeem(redemption, 'hash')).rejects.toMatchObject({ code: 'identity.unavailable' });
    expect(identity.commit(ada, 'hash')).toBe(false);
  });
});
