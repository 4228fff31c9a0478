import './reflect-metadata.ts';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const yearMs = 365 * 24 * 3600 * 1000;

/** A certificate with its private key, both PEM. */
export interface KeyAndCertificate {
  key: string;
  certificate: string;
}

interface Authority extends KeyAndCertificate {
  parsed: x509.X509Certificate;
  signingKey: webcrypto.CryptoKey;
}

/** Makes the authority that signs the two other certificates; it can sign no further authority. Valid for ten years. */
export async function createAuthority(): Promise<Authority> {
  const keys = await newKeys();
  const parsed = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: 'CN=Muster sandbox authority',
    ...validity(10),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    key: await privatePem(keys.privateKey),
    certificate: parsed.toString('pem'),
    parsed,
    signingKey: keys.privateKey,
  };
}

/** The TLS certificate of the sandbox's HTTPS server: `localhost` and both loopback addresses. */
export function createServerCertificate(authority: Authority): Promise<KeyAndCertificate> {
  return issue(authority, 'CN=localhost', [
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension([
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
      { type: 'ip', value: '::1' },
    ]),
  ]);
}

/** The certificate by which the app can prove itself to Entra instead of with a secret. */
export function createAppCertificate(authority: Authority): Promise<KeyAndCertificate> {
  return issue(authority, 'CN=Muster sandbox app', [
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
  ]);
}

async function issue(authority: Authority, subject: string, extensions: x509.Extension[]): Promise<KeyAndCertificate> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject,
    issuer: authority.parsed.subject,
    ...validity(9),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: authority.signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority.parsed),
      ...extensions,
    ],
  });
  return { key: await privatePem(keys.privateKey), certificate: certificate.toString('pem') };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function privatePem(key: webcrypto.CryptoKey): Promise<string> {
  const encoded = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${encoded.replace(/(.{64})/g, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

/** Starts a day early, for machines whose clocks differ a little. */
function validity(years: number): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - 24 * 3600 * 1000), notAfter: new Date(now + years * yearMs) };
}

/** Positive and never with a leading zero byte, as DER wants it. */
function serial(): string {
  return `4${randomBytes(16).toString('hex').slice(1)}`;
}
