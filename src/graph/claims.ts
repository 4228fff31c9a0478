/**
 * The claims that a 401 with `insufficient_claims` wants from the next sign-in.
 * @param challenge the `WWW-Authenticate` header
 * @returns JSON text, or undefined when the header carries none that can be read
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function claimsOf(challenge: string): string | undefined {
  const encoded = /\bclaims="([\w+/=-]{2,8000})"/.exec(challenge)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : undefined;
  } catch {
    return undefined;
  }
}
