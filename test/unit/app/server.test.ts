import { connect } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHttpServer, type HttpServer } from '../../../src/app/server.ts';

let server: HttpServer;
let port: number;
let logged: string[];

beforeEach(async () => {
  logged = [];
  server = createHttpServer({
    receive: () => Promise.resolve({ status: 200 }),
    pages: {},
    readiness: () => Promise.resolve({ ready: true }),
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
  });
  port = await server.listen(0, '127.0.0.1');
});
afterEach(() => server.close());

/** Sends bytes and hangs up after a while. @returns what came back until then */
function send(bytes: string, patienceMs = 300): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    setTimeout(() => socket.destroy(), patienceMs);
    socket.on('close', () => resolve(answer));
  });
}

it('answers a wish for another protocol as if there were none, so that no connection is left without time limits', async () => {
  const answer = await send('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

it('makes no noise about a sender that hangs up in the middle', async () => {
  await send('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"type"', 100);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(logged).toEqual([]);
});
