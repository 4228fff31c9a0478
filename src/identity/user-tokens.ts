import { LRUCache } from 'lru-cache';
import { AppError, SignInRequired } from '../domain/errors.ts';
import type { Caller } from '../domain/people.ts';
import type { Tokens } from '../ports/tokens.ts';
import type { VerifiedAssertion } from './assertion.ts';
import type { Entra, GraphToken } from './entra.ts';

/** Whose token: never keyed by a sign-in name, which can change hands. */
export type PersonKey = Pick<Caller, 'tenantId' | 'userId'>;

export interface UserTokens extends Tokens {
  /**
   * Takes over the token that the caller's Teams client sent, after checking every point of it.
   * @throws AppError `assertion.*` (denied), `identity.unavailable`
   */
  accept(caller: PersonKey, assertion: string): Promise<void>;
  /** Takes over what an interactive sign-in of this very person brought. Older tokens are dropped: they were not good enough. */
  acceptRedeemed(caller: PersonKey, token: GraphToken): void;
  /** Drops the tokens for Graph, not the assertion: Graph said that they are not good any more. */
  renew(caller: PersonKey): void;
  /** Drops everything that is held of the caller. */
  forget(caller: PersonKey): void;
  /** The sign-in name that the last assertion carried, to spare the person typing it. */
  loginHint(caller: PersonKey): string | undefined;
}

export interface UserTokensOptions {
  entra: Pick<Entra, 'onBehalfOf'>;
  verify: (assertion: string, caller: PersonKey) => Promise<VerifiedAssertion>;
  /** People whose tokens are held at once; who was away longest is forgotten first and signs in silently again. */
  maxPeople?: number;
  maxAgeMs?: number;
  now?: () => number;
}

interface Held {
  assertion?: VerifiedAssertion;
  tokens: GraphToken[];
  exchanges: Map<string, Promise<GraphToken>>;
}

const refreshBeforeMs = 5 * 60_000;
/** A token must outlive the call that it is fetched for. */
const leastLifeMs = 30_000;
const maxTokensEach = 8;

/** Tokens of people, in memory alone: a restart costs everybody one silent sign-in. */
export function createUserTokens(options: UserTokensOptions): UserTokens {
  const { entra, verify, maxPeople = 10_000, maxAgeMs = 2 * 3_600_000, now = Date.now } = options;
  const people = new LRUCache<string, Held>({ max: maxPeople, ttl: maxAgeMs });

  function heldOf(caller: PersonKey): Held {
    const held = people.get(keyOf(caller)) ?? { tokens: [], exchanges: new Map() };
    people.set(keyOf(caller), held);
    return held;
  }

  function usable(held: Held, scopes: readonly string[], forMs: number): GraphToken | undefined {
    return held.tokens.find((token) => token.expiresAt > now() + forMs && covers(token, scopes));
  }

  async function exchange(caller: PersonKey, held: Held, assertion: string, scopes: readonly string[]) {
    try {
      const token = await entra.onBehalfOf(caller.tenantId, assertion, scopes);
      held.tokens = [token, ...held.tokens].slice(0, maxTokensEach);
      return token;
    } catch (error) {
      // 500133: too old for Entra, whatever its `exp` says to our clock.
      const tooOld = error instanceof SignInRequired && error.reason === 'noToken';
      if (tooOld && held.assertion?.token === assertion) delete held.assertion;
      throw error;
    }
  }

  /** One exchange at a time for the same person and scopes, however many devices ask. */
  async function exchangeOnce(caller: PersonKey, held: Held, assertion: string, scopes: readonly string[]) {
    const key = scopes.join(' ');
    const running = held.exchanges.get(key) ?? exchange(caller, held, assertion, scopes);
    held.exchanges.set(key, running);
    try {
      return await running;
    } finally {
      held.exchanges.delete(key);
    }
  }

  return {
    async onBehalfOf(caller, scopes) {
      const wanted = [...new Set(scopes.map((scope) => scope.toLowerCase()))].sort();
      const held = people.get(keyOf(caller));
      const fresh = held && usable(held, wanted, refreshBeforeMs);
      if (fresh) return fresh.accessToken;

      const old = held && usable(held, wanted, leastLifeMs);
      if (!held?.assertion || held.assertion.expiresAt <= now()) {
        if (old) return old.accessToken;
        throw new SignInRequired('noToken', scopes);
      }
      try {
        const asked = [...scopes].sort();
        return (await exchangeOnce(caller, held, held.assertion.token, asked)).accessToken;
      } catch (error) {
        if (old && error instanceof AppError && error.kind === 'upstream') return old.accessToken;
        throw error;
      }
    },

    async accept(caller, assertion) {
      const verified = await verify(assertion, caller);
      const held = heldOf(caller);
      if (!held.assertion || held.assertion.expiresAt <= verified.expiresAt) held.assertion = verified;
    },

    acceptRedeemed(caller, token) {
      heldOf(caller).tokens = [token];
    },

    renew(caller) {
      const held = people.get(keyOf(caller));
      if (held) held.tokens = [];
    },

    forget(caller) {
      people.delete(keyOf(caller));
    },

    loginHint: (caller) => people.peek(keyOf(caller))?.assertion?.loginHint,
  };
}

function keyOf({ tenantId, userId }: PersonKey): string {
  return `${tenantId} ${userId}`.toLowerCase();
}

function covers(token: GraphToken, wanted: readonly string[]): boolean {
  return wanted.every((scope) => token.scopes.has(scope.toLowerCase()));
}
