import { createPublicKey, type KeyObject } from 'node:crypto';
import { request, type Dispatcher } from 'undici';
import { z } from 'zod';

/** The channel renews its keys rarely and announces them a day ahead. */
const keysLiveMs = 24 * 60 * 60_000;
/** A token with an unknown key makes us look again, but nobody can make us look more often than this. */
const lookAgainMs = 5 * 60_000;
/** The channel's keys could not be read: how soon the next request may try again. */
const retryAfterFailureMs = 5_000;
const fetchLimitMs = 5_000;
const documentLimitBytes = 1024 * 1024;

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySet = z.object({
  keys: z.array(
    z.looseObject({
      kty: z.string(),
      kid: z.string(),
      use: z.string().optional(),
      endorsements: z.array(z.string()).optional().catch([]),
    }),
  ),
});

/** A signing key of the channel, and the channels for which it may speak. */
export interface ChannelKey {
  key: KeyObject;
  endorsements: readonly string[];
}

/** The keys cannot be read now, so a token can be neither trusted nor refused: the sender should come again. */
export class ChannelKeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('The keys of the channel cannot be read.', { cause });
    this.name = 'ChannelKeysUnavailable';
  }
}

/**
 * The channel's signing keys by key id. Kept for a day and fetched by one request at a time, however many ask. An
 * unknown id causes another look at most once in five minutes. Keys that are a day old go on being used while newer
 * ones cannot be read.
 */
export class ChannelKeys {
  readonly #metadataUrl: string;
  readonly #issuer: string;
  readonly #dispatcher: Dispatcher | undefined;
  #keys = new Map<string, ChannelKey>();
  #readAt = 0;
  #failure: { error: ChannelKeysUnavailable; at: number } | undefined;
  #reading: Promise<void> | undefined;

  /** @param options.dispatcher connection pool; undici's own when absent */
  constructor(options: { metadataUrl: string; issuer: string; dispatcher?: Dispatcher | undefined }) {
    this.#metadataUrl = options.metadataUrl;
    this.#issuer = options.issuer;
    this.#dispatcher = options.dispatcher;
  }

  /** Reads the keys before the first request needs them. @throws ChannelKeysUnavailable */
  async warm(): Promise<void> {
    if (!this.#isFresh()) await this.#read();
  }

  /**
   * @returns the key, or undefined when the channel has none with this id
   * @throws ChannelKeysUnavailable
   */
  async find(kid: string): Promise<ChannelKey | undefined> {
    const known = this.#keys.get(kid);
    if (known && this.#isFresh()) return known;
    if (!known && this.#keys.size > 0 && Date.now() - this.#readAt < lookAgainMs) return undefined;

    try {
      await this.#read();
    } catch (error) {
      if (known) return known;
      throw error;
    }
    return this.#keys.get(kid);
  }

  #isFresh(): boolean {
    return this.#keys.size > 0 && Date.now() - this.#readAt < keysLiveMs;
  }

  async #read(): Promise<void> {
    if (this.#failure && Date.now() - this.#failure.at < retryAfterFailureMs) throw this.#failure.error;
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #fetch(): Promise<void> {
    try {
      const about = metadata.parse(await this.#getJson(this.#metadataUrl));
      if (about.issuer !== this.#issuer) throw new Error('The metadata names another issuer.');
      if (new URL(about.jwks_uri).protocol !== new URL(this.#metadataUrl).protocol)
        throw new Error('The metadata leads to another protocol.');
      const { keys } = keySet.parse(await this.#getJson(about.jwks_uri));
      const usable = importKeys(keys);
      if (usable.size === 0) throw new Error('The channel publishes no usable key.');
      this.#keys = usable;
      this.#readAt = Date.now();
      this.#failure = undefined;
    } catch (cause) {
      this.#failure = { error: new ChannelKeysUnavailable(cause), at: Date.now() };
      throw this.#failure.error;
    }
  }

  async #getJson(url: string): Promise<unknown> {
    const { statusCode, body } = await request(url, {
      signal: AbortSignal.timeout(fetchLimitMs),
      headers: { accept: 'application/json' },
      ...(this.#dispatcher && { dispatcher: this.#dispatcher }),
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new Error(`HTTP ${statusCode}`);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > documentLimitBytes) throw new Error('The document is too large.');
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  }
}

/** Only RSA keys can have signed a channel token; what cannot be read is left out, the rest still serves. */
function importKeys(keys: z.infer<typeof keySet>['keys']): Map<string, ChannelKey> {
  const imported = new Map<string, ChannelKey>();
  for (const { endorsements = [], ...jwk } of keys) {
    if (jwk.kty !== 'RSA' || (jwk.use !== undefined && jwk.use !== 'sig')) continue;
    try {
      imported.set(jwk.kid, { key: createPublicKey({ key: jwk, format: 'jwk' }), endorsements });
    } catch {
      continue;
    }
  }
  return imported;
}
