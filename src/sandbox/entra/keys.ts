import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { JWK, JWTPayload, JWTVerifyOptions } from 'jose';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One RSA key that signs tokens, and its public half. */
export interface SigningKey {
  kid: string;
  /** For the JWKS document. */
  publicJwk: JWK;
  /** Signs claims as they are: `iat`, `nbf` and `exp` are the caller's. */
  sign(claims: JWTPayload): Promise<string>;
  /** Checks signature (RS256 only), then what `options` asks for. Throws jose's errors. */
  verify(token: string, options?: JWTVerifyOptions): Promise<JWTPayload>;
}

/** Entra's and the channel's keys are different, as in life: a token of one is never good for the other. */
export interface SigningKeys {
  entra: SigningKey;
  channel: SigningKey;
}

/** Reads the keys of a data folder or makes them. They never rotate: bots ask for new keys only once an hour. */
export async function loadSigningKeys(dataDir: string): Promise<SigningKeys> {
  const file = path.join(dataDir, 'keys.json');
  const stored = readKeys(file) ?? (await createKeys(file));
  const [entra, channel] = await Promise.all([signingKey(stored.entra), signingKey(stored.channel)]);
  return { entra, channel };
}

interface StoredKeys {
  entra: JWK;
  channel: JWK;
}

function readKeys(file: string): StoredKeys | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StoredKeys;
  } catch {
    return undefined;
  }
}

async function createKeys(file: string): Promise<StoredKeys> {
  const [entra, channel] = await Promise.all([privateJwk(), privateJwk()]);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify({ entra, channel }), { mode: 0o600 });
  chmodSync(file, 0o600);
  return { entra, channel };
}

async function privateJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return exportJWK(privateKey);
}

async function signingKey(jwk: JWK): Promise<SigningKey> {
  const { kty, n, e } = jwk;
  if (kty !== 'RSA' || n === undefined || e === undefined) throw new Error('A signing key of the sandbox is damaged.');
  const kid = await calculateJwkThumbprint({ kty, n, e });
  const publicJwk: JWK = { kty, use: 'sig', alg: 'RS256', kid, x5t: kid, n, e };
  const privateKey = await importJWK(jwk, 'RS256');
  const keySet = createLocalJWKSet({ keys: [publicJwk] });
  return {
    kid,
    publicJwk,
    sign: (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid }).sign(privateKey),
    verify: async (token, options = {}) =>
      (await jwtVerify(token, keySet, { algorithms: ['RS256'], ...options })).payload,
  };
}
