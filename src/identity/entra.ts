import { ConfidentialClientApplication } from '@azure/msal-node';
import type { AuthenticationResult, INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Cloud } from '../domain/clouds.ts';
import { AppError } from '../domain/errors.ts';
import type { ClientProof } from './app-credential.ts';
import { EntraRefusal, translateRefusal } from './entra-refusal.ts';
import { identityUnavailable } from './identity-errors.ts';

/** A token for Microsoft Graph. */
export interface GraphToken {
  accessToken: string;
  /** Short names, in lower case. */
  scopes: ReadonlySet<string>;
  /** In ms since the epoch. */
  expiresAt: number;
}

export interface CodeGrant {
  tenantId: string;
  code: string;
  codeVerifier: string;
  nonce: string;
  redirectUri: string;
  scopes: readonly string[];
}

/** Entra's token endpoint for the flows in which a person takes part. */
export interface Entra {
  /** @throws SignInRequired, AppError `identity.*` */
  onBehalfOf(tenantId: string, assertion: string, scopes: readonly string[]): Promise<GraphToken>;
  /** @throws SignInRequired, AppError `identity.*`; `identity.unavailable` too when the nonce is not the one expected */
  redeemCode(grant: CodeGrant): Promise<GraphToken & { idToken: string }>;
  /** Where a person of this tenant signs in, as the tenant's discovery document says. */
  authorizationEndpoint(tenantId: string): Promise<URL>;
}

export interface EntraOptions {
  clientId: string;
  proof: ClientProof;
  cloud: Pick<Cloud, 'authorityHost' | 'instanceDiscovery' | 'graphResource'>;
  timeoutMs?: number;
}

/**
 * msal-node does the exchanges, because @azure/identity drops the claims challenge of a refusal and redeems no codes.
 * Each exchange gets an msal application of its own that is thrown away afterwards: msal's cache knows no bounds, and
 * what is worth keeping is kept by `user-tokens.ts`. Discovery documents are shared.
 */
export function createEntra({ clientId, proof, cloud, timeoutMs = 10_000 }: EntraOptions): Entra {
  const documents = new LRUCache<string, NetworkResponse<unknown>>({ max: 200, ttl: 24 * 3_600_000 });
  const wire = new Wire(documents, timeoutMs);
  const fullNames = (scopes: readonly string[]) => scopes.map((scope) => `${cloud.graphResource}/${scope}`);

  async function exchange(
    tenantId: string,
    scopes: readonly string[],
    use: (application: ConfidentialClientApplication) => Promise<AuthenticationResult | null>,
  ): Promise<AuthenticationResult> {
    const networkClient = new Wire(documents, timeoutMs);
    const application = new ConfidentialClientApplication({
      auth: {
        clientId,
        authority: `${cloud.authorityHost}/${tenantId}`,
        ...proof,
        // What msal does not know it would look up at login.microsoftonline.com; naming it here forbids that.
        knownAuthorities: cloud.instanceDiscovery ? [] : [new URL(cloud.authorityHost).host],
      },
      system: { networkClient, disableInternalRetries: true },
    });
    try {
      const result = await use(application);
      if (!result?.accessToken) throw new Error('Entra answered without a token');
      return result;
    } catch (cause) {
      if (networkClient.refusal) throw translateRefusal(networkClient.refusal, scopes);
      throw cause instanceof AppError ? cause : identityUnavailable(cause);
    }
  }

  return {
    async onBehalfOf(tenantId, oboAssertion, scopes) {
      const result = await exchange(tenantId, scopes, (application) =>
        application.acquireTokenOnBehalfOf({ oboAssertion, scopes: fullNames(scopes), skipCache: true }),
      );
      const token = graphToken(result, cloud.graphResource);
      // Entra refuses when one scope is missing, so what was asked for was given, however the answer spells it.
      return { ...token, scopes: new Set([...token.scopes, ...scopes.map((scope) => scope.toLowerCase())]) };
    },

    async redeemCode({ tenantId, code, codeVerifier, nonce, redirectUri, scopes }) {
      const result = await exchange(tenantId, scopes, (application) =>
        application.acquireTokenByCode({ code, codeVerifier, nonce, redirectUri, scopes: fullNames(scopes) }),
      );
      return { ...graphToken(result, cloud.graphResource), idToken: result.idToken };
    },

    async authorizationEndpoint(tenantId) {
      const url = `${cloud.authorityHost}/${tenantId}/v2.0/.well-known/openid-configuration`;
      try {
        const { body } = await wire.sendGetRequestAsync(url);
        return new URL(z.object({ authorization_endpoint: z.url() }).parse(body).authorization_endpoint);
      } catch (cause) {
        throw identityUnavailable(cause);
      }
    },
  };
}

function graphToken(result: AuthenticationResult, graphResource: string): GraphToken {
  const prefix = `${graphResource.toLowerCase()}/`;
  const names = result.scopes.map((scope) => scope.toLowerCase());
  return {
    accessToken: result.accessToken,
    scopes: new Set(names.map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name))),
    expiresAt: result.expiresOn?.getTime() ?? 0,
  };
}

/** HTTP for msal with a time limit and without redirects. Remembers the refusal, of which msal passes on only a part. */
class Wire implements INetworkModule {
  refusal: EntraRefusal | undefined;
  readonly #documents: LRUCache<string, NetworkResponse<unknown>>;
  readonly #timeoutMs: number;

  constructor(documents: LRUCache<string, NetworkResponse<unknown>>, timeoutMs: number) {
    this.#documents = documents;
    this.#timeoutMs = timeoutMs;
  }

  async sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const known = this.#documents.get(url);
    if (known) return known as NetworkResponse<T>;
    const answer = await this.#send<T>('GET', url, options);
    if (answer.status === 200) this.#documents.set(url, answer);
    return answer;
  }

  async sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const answer = await this.#send<T>('POST', url, options);
    if (answer.status >= 400) this.refusal = new EntraRefusal(answer.status, answer.body);
    return answer;
  }

  async #send<T>(method: string, url: string, options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> {
    const response = await fetch(url, {
      method,
      headers: options.headers ?? {},
      body: options.body ?? null,
      redirect: 'error',
      signal: AbortSignal.timeout(this.#timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body: parsed(text) as T };
  }
}

/** A gateway on the way answers with HTML: then the status says enough. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
