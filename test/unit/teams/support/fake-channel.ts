import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { cloudNamed, type Cloud } from '../../../../src/domain/clouds.ts';

export const botId = 'bbbb2222-0000-4000-8000-000000000002';
export const tenantId = 'aaaa1111-0000-4000-8000-000000000001';

/** One request that reached the connector. */
export interface Call {
  method: string;
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
}

/** How the connector answers instead of obeying. */
export type Fault = { status: number; headers?: Record<string, string>; code?: string } | 'hang' | 'reset';

interface Key {
  kid: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
  endorsements: string[];
}

/** Making a key takes longer than most tests. */
const firstPair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A channel of its own on a loopback port: signing keys with metadata, and a connector that remembers what it was told. */
export class FakeChannel {
  readonly calls: Call[] = [];
  /** Answers of the next calls, in order. */
  readonly faults: Fault[] = [];
  /** Who is in its conversations, by their Teams ids. */
  readonly members = new Map<string, Record<string, unknown>>();
  keyFetches = 0;
  keysDown = false;
  #keys: Key[] = [];
  readonly #server: Server;
  #origin = '';

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeChannel> {
    const channel = new FakeChannel();
    channel.addKey('chan1', ['msteams']);
    await new Promise<void>((resolve) => channel.#server.listen(0, '127.0.0.1', resolve));
    channel.#origin = `http://127.0.0.1:${(channel.#server.address() as AddressInfo).port}`;
    return channel;
  }

  get serviceUrl(): string {
    return `${this.#origin}/emea/`;
  }

  get cloud(): Cloud {
    return {
      ...cloudNamed('public'),
      channelMetadataUrl: `${this.#origin}/metadata`,
      serviceUrlHosts: [new URL(this.#origin).host],
      defaultServiceUrl: `${this.#origin}/teams/`,
    };
  }

  addKey(kid: string, endorsements: string[]): void {
    const { publicKey, privateKey } =
      this.#keys.length === 0 ? firstPair : generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#keys.push({ kid, publicKey, privateKey, endorsements });
  }

  /** A channel token as Teams signs it; the overrides make it a bad one. */
  async token(
    claims: Partial<Record<string, unknown>> = {},
    header: { kid?: string; alg?: string; key?: KeyObject } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const kid = header.kid ?? 'chan1';
    const key = header.key ?? this.#keys.find((candidate) => candidate.kid === kid)!.privateKey;
    const payload = {
      serviceurl: this.serviceUrl,
      iss: 'https://api.botframework.com',
      aud: botId,
      nbf: now - 10,
      exp: now + 3600,
      ...claims,
    };
    const present: Record<string, unknown> = Object.fromEntries(
      Object.entries(payload).filter(([, value]: [string, unknown]) => value !== undefined),
    );
    return new SignJWT(present).setProtectedHeader({ alg: header.alg ?? 'RS256', kid, typ: 'JWT' }).sign(key);
  }

  publicKeyPem(): string {
    return this.#keys[0]!.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  }

  /** What was sent, in short: method and path below the service URL. */
  get traffic(): string[] {
    return this.calls.map(({ method, path }) => `${method} ${path.replace(/^\/(emea|teams)\/v3\/conversations/, '')}`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    if (path === '/metadata' || path === '/keys') {
      if (path === '/keys') this.keyFetches += 1;
      send(response, this.keysDown ? 503 : 200, path === '/keys' ? this.#keySet() : this.#metadata());
      return;
    }
    let text = '';
    for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
    this.calls.push({
      method: request.method ?? '',
      path: decodeURIComponent(path),
      authorization: request.headers.authorization,
      body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
    });
    const fault = this.faults.shift();
    if (fault === 'hang') return;
    if (fault === 'reset') {
      request.socket.destroy();
      return;
    }
    if (fault) {
      send(response, fault.status, { error: { code: fault.code ?? 'Fault', message: 'x' } }, fault.headers);
      return;
    }
    if (path.endsWith('/v3/conversations')) {
      send(response, 201, { id: 'a:opened' });
      return;
    }
    const [, member] = /\/members\/([^/]+)$/.exec(decodeURIComponent(path)) ?? [];
    if (member !== undefined) {
      const known = this.members.get(member);
      send(response, known ? 200 : 404, known ?? { error: { code: 'MemberNotFoundInConversation', message: 'x' } });
      return;
    }
    send(response, request.method === 'POST' ? 201 : 200, { id: randomUUID() });
  }

  #metadata(): unknown {
    return { issuer: 'https://api.botframework.com', jwks_uri: `${this.#origin}/keys` };
  }

  #keySet(): unknown {
    return {
      keys: this.#keys.map(({ kid, publicKey, endorsements }) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        use: 'sig',
        endorsements,
      })),
    };
  }
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  // In two steps: restify changes the prototype of every response in the process, and its `writeHead` returns nothing.
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
