import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in 43 characters, fit for a URL, a cookie and a PKCE verifier. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256, base64url: how a secret is kept, and how PKCE derives its challenge. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares a secret with a kept hash, in the same time wherever they differ. */
export function isSecretOf(secret: string, hash: string): boolean {
  const [one, other] = [Buffer.from(hashOf(secret)), Buffer.from(hash)];
  return one.length === other.length && timingSafeEqual(one, other);
}
