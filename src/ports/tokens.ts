import type { Caller } from '../domain/people.ts';

/** Access tokens for Microsoft Graph and the connector. Held in memory only. */
export interface Tokens {
  /**
   * A Graph token of the caller for these delegated scopes (short names, such as `GroupMember.ReadWrite.All`).
   * @throws SignInRequired when the caller has to sign in or consent first.
   * @throws AppError `upstream` when Entra cannot be reached or our own credential is refused.
   */
  onBehalfOf(caller: Pick<Caller, 'tenantId' | 'userId'>, scopes: readonly string[]): Promise<string>;
}
