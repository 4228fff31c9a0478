import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAssertion } from '../../../src/identity/assertion.ts';
import { createSigningKeys } from '../../../src/identity/signing-keys.ts';
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
beforeAll(async () => {
  entra = await startIdentityServer();
});
afterAll(() => entra.close());
beforeEach(() => {
  entra.keysStatus = 200;
  entra.reads = [];
});

const ada = { tenantId, userId: adaId };
const seconds = () => Math.floor(Date.now() / 1000);

function verify(token: string, caller = ada) {
  const { cloud } = entra;
  const keys = createSigningKeys(cloud);
  return verifyAssertion(token, { caller, clientId, cloud, allowedTenants: [tenantId], keys, now: Date.now() });
}

describe('the token of single sign-on', () => {
  it('is taken when every point holds', async () => {
    const token = await entra.assertion();
    const verified = await verify(token);
    expect(verified).toMatchObject({ token, loginHint: 'ada@example.test' });
    expect(verified.expiresAt).toBeGreaterThan(Date.now());
  });

  it('is taken from a caller whose ids are written in capitals', async () => {
    const caller = { tenantId: tenantId.toUpperCase(), userId: adaId.toUpperCase() };
    await expect(verify(await entra.assertion(), caller)).resolves.toBeDefined();
  });

  it.each([
    ['assertion.audience', { aud: 'bbbb2222-0000-4000-8000-00000000000f' }],
    ['assertion.audience', { aud: undefined }],
    ['assertion.tenant', { tid: otherTenantId }],
    ['assertion.issuer', { iss: `https://sts.windows.net/${tenantId}/` }],
    ['assertion.version', { ver: '1.0' }],
    ['assertion.object-id', { oid: graceId }],
    ['assertion.object-id', { oid: undefined }],
    ['assertion.client', { azp: clientId }],
    ['assertion.client', { azp: 'toString' }],
    ['assertion.scope', { scp: 'access_as_user_not' }],
    ['assertion.scope', { scp: undefined }],
    ['assertion.app-only', { idtyp: 'app' }],
    ['assertion.lifetime', { exp: seconds() - 301 }],
    ['assertion.lifetime', { exp: undefined }],
    ['assertion.lifetime', { nbf: seconds() + 330 }],
  ])('is refused as %s with %o', async (code, claims) => {
    const refusal = await verify(await entra.assertion(claims)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ kind: 'denied', code });
  });

  it('is refused when somebody else signed it', async () => {
    await expect(verify(await entra.forgedAssertion())).rejects.toMatchObject({ code: 'assertion.signature' });
  });

  it('is refused when the key is unknown', async () => {
    const token = await entra.assertion({}, { kid: 'k2' });
    await expect(verify(token)).rejects.toMatchObject({ code: 'assertion.signature' });
  });

  it.each(['', 'a.b.c', 'no token at all'])('is refused when it is not one: %o', async (token) => {
    await expect(verify(token)).rejects.toMatchObject({ code: 'assertion.signature' });
  });

  it('is refused without a signature', async () => {
    const token = new UnsecuredJWT({ oid: adaId }).setAudience(clientId).encode();
    await expect(verify(token)).rejects.toMatchObject({ code: 'assertion.signature' });
  });

  it('of a tenant that is not ours is refused before any key is read', async () => {
    const token = await entra.assertion({
      tid: otherTenantId,
      iss: `${entra.cloud.authorityHost}/${otherTenantId}/v2.0`,
    });
    const refusal = verify(token, { tenantId: otherTenantId, userId: adaId });
    await expect(refusal).rejects.toMatchObject({ code: 'assertion.tenant' });
    expect(entra.reads).toEqual([]);
  });

  it('is not held against the person when the keys cannot be read', async () => {
    entra.keysStatus = 503;
    await expect(verify(await entra.assertion())).rejects.toMatchObject({
      kind: 'upstream',
      code: 'identity.unavailable',
    });
  });
});
