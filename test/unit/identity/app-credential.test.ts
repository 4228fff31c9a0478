import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAppCredential } from '../../../src/identity/app-credential.ts';
import type { AppCredentialOptions } from '../../../src/identity/app-credential.ts';
import { createIdentity } from '../../../src/identity/identity.ts';
import { adaId, clientId, makeCertificate, startIdentityServer, tenantId } from '../../support/identity-server.ts';
import type { IdentityServer } from '../../support/identity-server.ts';

let entra: IdentityServer;
let machine: Server;
let certificate: Awaited<ReturnType<typeof makeCertificate>>;
const folder = mkdtempSync(path.join(tmpdir(), 'muster-credential-'));
const certificateFile = path.join(folder, 'app.pem');
const workloadTokenFile = path.join(folder, 'token');

beforeAll(async () => {
  [entra, certificate] = await Promise.all([startIdentityServer(), makeCertificate('muster')]);
  writeFileSync(certificateFile, `${certificate.key}\n${certificate.cert}\n`);
  writeFileSync(workloadTokenFile, 'token-of-the-platform\n');
  machine = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const token = `machine-token-for-${searchParams.get('resource')}`;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ access_token: token, expires_on: Math.floor(Date.now() / 1000) + 3600, token_type: 'Bearer' }),
    );
  });
  await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(machine.address() as AddressInfo).port}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'header-secret');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  machine.close();
  rmSync(folder, { recursive: true });
  await entra.close();
});
beforeEach(() => {
  entra.tokenRequests = [];
});

const scope = 'https://api.botframework.com/.default';

type Proof = Omit<Partial<AppCredentialOptions>, 'cloud'>;

function options(proof: Proof) {
  return { clientId, tenantId, allowedTenants: [tenantId], cloud: entra.cloud, ...proof };
}

/** The forms with which the same credential asks for an app-only token and exchanges a person's. */
async function formsOf(proof: Proof) {
  const identity = createIdentity(options(proof));
  await identity.app.getToken(scope);
  await identity.accept({ tenantId, userId: adaId }, await entra.assertion());
  await identity.onBehalfOf({ tenantId, userId: adaId }, ['User.Read']);
  return entra.tokenRequests.map((form) => Object.fromEntries(form));
}

describe('the application proves itself, alone and on behalf of a person,', () => {
  it('by a secret', async () => {
    const forms = await formsOf({ clientSecret: 'the-secret' });
    expect(forms).toMatchObject([
      {
        grant_type: 'client_credentials',
        client_secret: 'the-secret',
        scope: expect.stringContaining(scope) as string,
      },
      { requested_token_use: 'on_behalf_of', client_secret: 'the-secret' },
    ]);
  });

  it('by a certificate', async () => {
    const forms = await formsOf({ certificateFile });
    expect(forms).toHaveLength(2);
    for (const form of forms) {
      const assertion = form['client_assertion']!;
      expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'PS256', 'x5t#S256': certificate.thumbprint });
      expect(decodeJwt(assertion)).toMatchObject({ iss: clientId, sub: clientId });
    }
  });

  it('by the token that the platform keeps in a file, read afresh', async () => {
    await formsOf({ workloadTokenFile });
    writeFileSync(workloadTokenFile, 'the-next-token\n');
    const forms = await formsOf({ workloadTokenFile });
    expect(forms.map((form) => form['client_assertion'])).toEqual([
      'token-of-the-platform',
      'token-of-the-platform',
      'the-next-token',
      'the-next-token',
    ]);
  });

  it('by the identity of the machine', async () => {
    const forms = await formsOf({ managedIdentity: {} });
    const proof = 'machine-token-for-api://AzureADTokenExchange';
    expect(forms).toMatchObject([{ client_assertion: proof }, { client_assertion: proof }]);
  });
});

describe('of several credentials', () => {
  it('the one that is hardest to steal is used', () => {
    const all = { managedIdentity: {}, workloadTokenFile, certificateFile, clientSecret: 's' };
    const kinds = [
      all,
      { ...all, managedIdentity: undefined },
      { certificateFile, clientSecret: 's' },
      { clientSecret: 's' },
    ].map((proof) => createAppCredential(options(proof as Proof)).kind);
    expect(kinds).toEqual(['managedIdentity', 'workload', 'certificate', 'secret']);
  });

  it.each([{}, { certificateFile: path.join(folder, 'absent.pem') }, { certificateFile: workloadTokenFile }])(
    'one must be usable: %o is not',
    (proof) => {
      const attempt = () => createAppCredential(options(proof));
      expect(attempt).toThrow(expect.objectContaining({ code: 'identity.misconfigured' }) as Error);
    },
  );
});
