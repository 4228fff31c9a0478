import type { AccessToken, TokenCredential } from '@azure/identity';
import { AppError } from '../../domain/errors.ts';

const renewBeforeEndMs = 5 * 60_000;

/** The bot's own token for the connector: kept until shortly before it ends, asked for by one turn however many wait. */
export class ConnectorToken {
  readonly #credential: TokenCredential;
  readonly #scope: string;
  #token: AccessToken | undefined;
  /** The token that was held was refused: the credential, which remembers tokens too, must not give it again. */
  #isRefused = false;
  #asking: Promise<AccessToken> | undefined;

  /** @param options.resource such as `https://api.botframework.com` */
  constructor(options: { credential: TokenCredential; resource: string }) {
    this.#credential = options.credential;
    this.#scope = `${options.resource}/.default`;
  }

  /** @throws AppError `connector.token` (upstream) when Entra cannot be reached or refuses our credential. */
  async get(): Promise<string> {
    const held = this.#token;
    if (held && held.expiresOnTimestamp - Date.now() > renewBeforeEndMs) return held.token;
    try {
      return (await this.#ask()).token;
    } catch (cause) {
      if (held && held.expiresOnTimestamp > Date.now()) return held.token;
      throw new AppError('upstream', {
        code: 'connector.token',
        advice: 'Muster cannot sign in to Teams at the moment. Please try again later.',
        cause,
      });
    }
  }

  /** The connector did not take this token: it is not used again, and the next one is asked for anew. */
  reject(token: string): void {
    if (this.#token?.token !== token) return;
    this.#token = undefined;
    this.#isRefused = true;
  }

  #ask(): Promise<AccessToken> {
    this.#asking ??= this.#credential
      .getToken(this.#scope, this.#isRefused ? { claims: madeFromNow() } : {})
      .then((token) => {
        if (!token) throw new Error('The credential gave no token.');
        this.#token = token;
        this.#isRefused = false;
        return token;
      })
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }
}

/**
 * A claims challenge as services give it to say that they take no token made before now; it passes by every cache.
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
function madeFromNow(): string {
  const value = String(Math.floor(Date.now() / 1000));
  return JSON.stringify({ access_token: { nbf: { essential: true, value } } });
}
