import '../../../src/sandbox/pki/reflect-metadata.ts';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Cloud } from '../../../src/domain/clouds.ts';
import { cloudNamed } from '../../../src/domain/clouds.ts';
import type { GraphOptions } from '../../../src/graph/connect.ts';
import { connectGraph } from '../../../src/graph/connect.ts';
import type { Directory } from '../../../src/ports/directory.ts';
import type { GraphPorts } from '../../../src/ports/graph.ts';

export const guildId = '3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01';
export const adaId = '8a6f0f52-7c7d-4f6e-9d0e-2f1b6c3d4e02';
export const graceId = 'c9b0a1d2-3e4f-4a5b-8c6d-7e8f9a0b1c03';
const tenantId = '11112222-3333-4444-8555-666677778888';

export interface Recorded {
  status?: number;
  headers?: Record<string, string>;
  /** Objects go out as JSON, strings as they are. */
  body?: unknown;
}

/** A recorded reply from `test/fixtures/graph`, with its source noted there. */
export function recorded(name: string): Required<Recorded> {
  const file = new URL(`../../fixtures/graph/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Required<Recorded>;
}

export interface SeenRequest {
  method: string;
  /** As it came over the wire. */
  url: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: unknown;
  at: number;
}

type Handler = (request: SeenRequest, response: ServerResponse) => Recorded | undefined | Promise<Recorded | undefined>;

export interface GraphServer {
  cloud: Cloud;
  seen: SeenRequest[];
  /** Answers what comes next; undefined means that the handler deals with the response itself. */
  handle: Handler;
  /** One answer after the other; the last one stays. */
  answer(...replies: Recorded[]): void;
  connect(options?: Partial<GraphOptions>): GraphPorts;
  directory(options?: Partial<GraphOptions>): Directory;
  close(): Promise<void>;
}

/** An HTTPS server on a local port, trusted by this process, that answers in Graph's place. */
export async function startGraphServer(): Promise<GraphServer> {
  const server = createServer(await certificate());
  const graph: GraphServer = {
    cloud: cloudNamed('sandbox'),
    seen: [],
    handle: () => ({ status: 500 }),
    answer(...replies) {
      const queue = [...replies];
      graph.handle = () => (queue.length > 1 ? queue.shift() : queue[0]);
    },
    connect: (options) =>
      connectGraph({
        cloud: graph.cloud,
        tokens: { onBehalfOf: () => Promise.resolve('token-of-ada') },
        caller: { tenantId, userId: adaId },
        scopes: ['GroupMember.Read.All'],
        correlationId: 'turn-1',
        ...options,
      }),
    directory: (options) => graph.connect(options).directory,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  server.on('request', (request, response) => void respond(graph, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  graph.cloud = cloudNamed('sandbox', `https://localhost:${(server.address() as AddressInfo).port}`);
  return graph;
}

async function respond(graph: GraphServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const url = new URL(request.url ?? '/', 'https://localhost');
  const seen: SeenRequest = {
    method: request.method ?? '',
    url: request.url ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
    at: performance.now(),
  };
  graph.seen.push(seen);
  const reply = await graph.handle(seen, response);
  if (reply === undefined) return;
  const isText = typeof reply.body === 'string';
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
  response.end(reply.body === undefined ? undefined : isText ? reply.body : JSON.stringify(reply.body));
}

interface BatchItem {
  id: string;
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Answers `$batch` item by item, last item first, as Graph may; and the same questions when they come alone. */
export function perItem(answerOne: (item: Omit<BatchItem, 'id'>) => Recorded): Handler {
  return (request) => {
    if (request.path !== '/v1.0/$batch')
      return answerOne({ ...request, url: request.url.replace('/v1.0', '') } as never);
    const { requests } = request.body as { requests: BatchItem[] };
    const responses = requests.map((item) => ({ id: item.id, status: 200, ...answerOne(item) })).reverse();
    return { body: { responses } };
  };
}

async function certificate(): Promise<{ key: string; cert: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  x509.cryptoProvider.set(webcrypto as never);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }]),
      new x509.BasicConstraintsExtension(true, undefined, true),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const cert = made.toString('pem');
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  return { key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`, cert };
}

/** A group as Graph prints it. */
export function rawGroup(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: guildId,
    displayName: 'Design Guild',
    description: null,
    mail: 'design@contoso.com',
    groupTypes: ['Unified'],
    mailEnabled: true,
    securityEnabled: false,
    visibility: 'Private',
    onPremisesSyncEnabled: null,
    resourceProvisioningOptions: ['Team'],
    createdDateTime: '2018-12-22T02:21:05Z',
    expirationDateTime: '2026-12-22T02:21:05Z',
    ...over,
  };
}
