import { createHash, randomBytes } from 'node:crypto';

/** What an authorization code stands for. */
export interface CodeGrant {
  userId: string;
  redirectUri: string;
  scopes: string[];
  challenge: string;
  nonce?: string;
}

/** Authorization codes: good once, for ten minutes. */
export interface OneTimeCodes {
  issue(grant: CodeGrant): string;
  redeem(code: string): CodeGrant | 'unknown' | 'expired' | 'used';
}

const codeLifetimeMs = 10 * 60 * 1000;
const keptCodes = 1000;

/** @param now the machine's time in milliseconds */
export function createCodes(now: () => number = Date.now): OneTimeCodes {
  const codes = new Map<string, { grant: CodeGrant; expiresAt: number; used: boolean }>();
  return {
    issue: (grant) => {
      const code = `1.${randomBytes(32).toString('base64url')}`;
      codes.set(code, { grant, expiresAt: now() + codeLifetimeMs, used: false });
      forgetOldest(codes);
      return code;
    },
    redeem: (code) => {
      const found = codes.get(code);
      if (found === undefined) return 'unknown';
      if (found.used) return 'used';
      found.used = true;
      return found.expiresAt < now() ? 'expired' : found.grant;
    },
  };
}

/** A refresh token's person and scopes. They live as long as the process. */
export interface RefreshTokens {
  issue(userId: string, scopes: string[]): string;
  find(token: string): { userId: string; scopes: string[] } | undefined;
}

export function createRefreshTokens(): RefreshTokens {
  const tokens = new Map<string, { userId: string; scopes: string[] }>();
  return {
    issue: (userId, scopes) => {
      const token = `1.${randomBytes(48).toString('base64url')}`;
      tokens.set(token, { userId, scopes });
      forgetOldest(tokens);
      return token;
    },
    find: (token) => tokens.get(token),
  };
}

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > keptCodes && oldest !== undefined) map.delete(oldest);
}

/** PKCE: whether a verifier belongs to an S256 challenge. */
export function matchesChallenge(verifier: string, challenge: string): boolean {
  return /^[\w.~-]{43,128}$/.test(verifier) && createHash('sha256').update(verifier).digest('base64url') === challenge;
}
