import { X509Certificate, createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { KeyAndCertificate } from './pki/certificates.ts';

/** What the sandbox proves itself with, and what proves the app. Texts are PEM. */
export interface Pki {
  caFile: string;
  caCertificate: string;
  server: { key: string; certificate: string };
  app: {
    /** PEM with the certificate and its private key, as `@azure/identity` reads it. */
    file: string;
    certificate: string;
    /** Base64url thumbprints as they stand in a client assertion's header: SHA-1 (`x5t`) and SHA-256 (`x5t#S256`). */
    thumbprint: string;
    thumbprint256: string;
  };
}

const renewBeforeMs = 30 * 24 * 3600 * 1000;

/**
 * Reads the certificates of a data folder, or makes them when there are none or when they are about to expire.
 * Private keys are readable by their owner only.
 * @param dataDir the sandbox's data folder
 */
export async function loadPki(dataDir: string): Promise<Pki> {
  const dir = path.join(dataDir, 'pki');
  const found = await read(dir);
  if (found !== undefined) return found;
  await create(dir);
  const made = await read(dir);
  if (made === undefined) throw new Error(`The certificates that were just written to ${dir} cannot be read.`);
  return made;
}

/** The sandbox's certificates with their private keys, all PEM. */
export interface Certificates {
  ca: KeyAndCertificate;
  server: KeyAndCertificate;
  app: KeyAndCertificate;
}

/** Makes an authority, a certificate for `localhost` and the app's own, and keeps nothing. */
export async function makeCertificates(): Promise<Certificates> {
  // Loaded here because a start that finds its certificates does not need the library.
  const { createAuthority, createServerCertificate, createAppCertificate } = await import('./pki/certificates.ts');
  const ca = await createAuthority();
  const [server, app] = await Promise.all([createServerCertificate(ca), createAppCertificate(ca)]);
  return { ca: { key: ca.key, certificate: ca.certificate }, server, app };
}

async function create(dir: string): Promise<void> {
  const { ca, server, app } = await makeCertificates();
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await secret(path.join(dir, 'ca.key'), ca.key);
  await secret(path.join(dir, 'server.key'), server.key);
  await secret(path.join(dir, 'app.pem'), `${app.certificate}\n${app.key}`);
  await writeFile(path.join(dir, 'ca.crt'), `${ca.certificate}\n`);
  await writeFile(path.join(dir, 'server.crt'), `${server.certificate}\n`);
}

async function secret(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, 0o600); // `mode` is for new files only
}

async function read(dir: string): Promise<Pki | undefined> {
  const names = ['ca.crt', 'server.key', 'server.crt', 'app.pem'].map((name) => path.join(dir, name));
  try {
    const [ca = '', key = '', certificate = '', app = ''] = await Promise.all(names.map((n) => readFile(n, 'utf8')));
    const parsed = [ca, certificate, app].map((pem) => new X509Certificate(pem));
    if (parsed.some((one) => one.validToDate.getTime() - Date.now() < renewBeforeMs)) return undefined;
    const raw = new X509Certificate(app).raw;
    return {
      caFile: path.join(dir, 'ca.crt'),
      caCertificate: ca,
      server: { key, certificate },
      app: {
        file: path.join(dir, 'app.pem'),
        certificate: new X509Certificate(app).toString(),
        thumbprint: createHash('sha1').update(raw).digest('base64url'),
        thumbprint256: createHash('sha256').update(raw).digest('base64url'),
      },
    };
  } catch {
    return undefined; // missing or damaged: made anew
  }
}
