import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { cloudNamed } from '../../src/domain/clouds.ts';
import { publishedLimits, type MessageLimits } from '../../src/domain/pacing.ts';
import type { Store } from '../../src/ports/store.ts';
import { TeamsAdapter } from '../../src/teams/adapter.ts';
import { ConnectorToken } from '../../src/teams/connector/connector-token.ts';
import { connectorPool, createConnector } from '../../src/teams/connector/connector.ts';
import { Pacing } from '../../src/teams/connector/pacing.ts';
import { createMessenger } from '../../src/teams/messenger.ts';
import type { Messenger } from '../../src/ports/messenger.ts';

/** What came to the stand-in for Teams' connector. */
export interface Arrival {
  at: number;
  method: string;
  conversation: string;
  body: string;
}

/** What it says instead of taking a message; `hang` never answers. */
export type Refusal = { status: number; retryAfterSeconds?: number; code?: string } | 'hang';

export interface CountingConnector {
  port: number;
  arrivals: readonly Arrival[];
  /** Decides about each message; undefined takes it. */
  refuse: (arrival: Arrival) => Refusal | undefined;
}

/** A connector that takes every message and notes when it came. Closed when the test has finished. */
export async function countingConnector(): Promise<CountingConnector> {
  const arrivals: Arrival[] = [];
  const connector: { port: number; arrivals: Arrival[]; refuse: CountingConnector['refuse'] } = {
    port: 0,
    arrivals,
    refuse: () => undefined,
  };
  const server = createServer((incoming, response) => void take(incoming, response));
  async function take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const conversation = decodeURIComponent(incoming.url?.split('/')[3] ?? '');
    const arrival = { at: performance.now(), method: incoming.method ?? '', conversation, body };
    arrivals.push(arrival);
    const refusal = connector.refuse(arrival);
    if (refusal === 'hang') return;
    const wait = refusal?.retryAfterSeconds;
    response.writeHead(refusal?.status ?? 201, {
      'content-type': 'application/json',
      ...(wait !== undefined && { 'retry-after': String(wait) }),
    });
    response.end(JSON.stringify(refusal ? { error: { code: refusal.code ?? 'X' } } : { id: `m${arrivals.length}` }));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  connector.port = (server.address() as AddressInfo).port;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return connector;
}

/** The bot's own way out, over HTTP, to such a connector. */
export function messengerTo(
  { port }: Pick<CountingConnector, 'port'>,
  store: Store,
  { limits = publishedLimits, limitMs = 2_000 }: { limits?: MessageLimits; limitMs?: number } = {},
): { messenger: Messenger } {
  const pool = connectorPool();
  onTestFinished(() => pool.destroy());
  const serviceUrl = `http://127.0.0.1:${port}/`;
  const cloud = { ...cloudNamed('public'), serviceUrlHosts: [`127.0.0.1:${port}`], defaultServiceUrl: serviceUrl };
  const getToken = () => Promise.resolve({ token: 'x', expiresOnTimestamp: Date.now() + 3_600_000 });
  const token = new ConnectorToken({ credential: { getToken }, resource: 'https://connector' });
  const connector = createConnector({ cloud, token, pacing: new Pacing(store.paces, limits), pool, limitMs });
  const adapter = new TeamsAdapter({ connector, botId: 'bot', speaksFirst: true });
  const references = { serviceUrlOf: () => serviceUrl };
  return { messenger: createMessenger({ adapter, store, cloud, botId: 'bot', references }) };
}

/** Keeps the chats of people, as if the app had been installed for them. */
export async function knowChats(
  { port }: Pick<CountingConnector, 'port'>,
  store: Store,
  tenantId: string,
  ids: string[],
) {
  for (const id of ids)
    await store.conversations.save({
      tenantId,
      conversationId: `a:${id}`,
      kind: 'personal',
      userId: id,
      serviceUrl: `http://127.0.0.1:${port}/`,
      botId: 'bot',
    });
}
