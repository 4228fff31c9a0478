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
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  target: number;
}

/** @param ports of the bots on loopback, read anew for each request; they take turns */
export async function startFront(ports: () => readonly number[]): Promise<Front> {
  const delivered: Delivered[] = [];
  let turn = 0;
  const forward = (headers: IncomingHttpHeaders, method: string, path: string, body: Buffer) => {
    const all = ports();
    const target = turn++ % all.length;
    return new Promise<Forwarded>((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: all[target], method, path, headers, agent: false }, (answer) => {
        const { statusCode: status = 0, headers: said } = answer;
        buffer(answer).then((bytes) => resolve({ status, headers: said, body: bytes, target }), reject);
      });
      call.on('error', reject);
      call.end(body);
    });
  };
  const server = createServer((incoming, response) => {
    const handle = async (): Promise<void> => {
      const body = await buffer(incoming);
      const answer = await forward(incoming.headers, incoming.method ?? 'GET', incoming.url ?? '/', body);
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
    again: async ({ headers, body }) => (await forward(headers, 'POST', '/api/messages', body)).status,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
