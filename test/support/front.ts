import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What Teams delivered: enough to deliver it again, with the channel's own signature. */
export interface Delivered {
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Of the activity. */
  type: string;
  name: string;
  text: string;
  status: number;
  /** Which of the bots got it. */
  target: number;
}

/** Stands between Teams and the bots as a load balancer without sticky sessions does, and notes what came. */
export interface Front {
  url: string;
  delivered: readonly Delivered[];
  /** Brings an activity once more, under the same id. */
  again(delivered: Delivered): Promise<number>;
  stop(): Promise<void>;
}

interface Forwarded {
  headers: IncomingHttpHeaders;
  method: string;
  path: string;
  body: Buffer;
}

interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** @param ports of the bots on loopback, read anew for each request; they take turns */
export async function startFront(ports: () => readonly number[]): Promise<Front> {
  const delivered: Delivered[] = [];
  let turn = 0;
  const forward = async (call: Forwarded) => {
    const all = ports();
    for (let tried = 1; ; tried += 1) {
      const target = turn++ % all.length;
      try {
        return { ...(await send(call, all[target] ?? 0)), target };
      } catch (problem) {
        // Nobody listens there, so nothing was done: the next one gets it.
        const { code } = problem as { code?: unknown };
        if (code !== 'ECONNREFUSED' || tried >= all.length) throw problem;
      }
    }
  };
  const server = createServer((incoming, response) => {
    const handle = async (): Promise<void> => {
      const body = await buffer(incoming);
      const answer = await forward({
        headers: incoming.headers,
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        body,
      });
      if (body.length > 0) {
        const { type = '', name = '', text = '' } = JSON.parse(body.toString()) as Record<string, string | undefined>;
        const { status, target } = answer;
        delivered.push({ headers: incoming.headers, body, type, name, text, status, target });
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    };
    // As when the balancer finds nobody: the connection is cut, and Teams comes again.
    handle().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    delivered,
    again: async ({ headers, body }) =>
      (await forward({ headers, method: 'POST', path: '/api/messages', body })).status,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send({ headers, method, path, body }: Forwarded, port: number): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const { statusCode: status = 0, headers: said } = answer;
      buffer(answer).then((bytes) => resolve({ status, headers: said, body: bytes }), reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}
