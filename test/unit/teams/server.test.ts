import { request as httpRequest } from 'node:http';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpServer, type HttpServerParts } from '../../../src/app/server.ts';
import type { PageRequest } from '../../../src/ports/pages.ts';

let server: HttpServer;
let url: string;
let ready: boolean;
let asked: PageRequest[];
let receive: HttpServerParts['receive'];

beforeEach(async () => {
  ready = false;
  asked = [];
  receive = () => Promise.resolve({ status: 200 });
  server = createHttpServer({
    receive: (delivered) => receive(delivered),
    pages: {
      '/page': (request) => {
        asked.push(request);
        return Promise.resolve({
          status: 200,
          headers: {
            'Content-Type': 'text/html',
            'Content-Security-Policy': "default-src 'self'",
            'set-cookie': ['a=1', 'b=2'],
          },
          body: '<p>hi',
        });
      },
      '/broken': () => Promise.reject(new Error('secret detail')),
    },
    readiness: () => Promise.resolve({ ready, waitingFor: ready ? [] : ['store'] }),
    log: pino({ level: 'silent' }),
  });
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
});
afterEach(() => server.close());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/messages`, { method: 'POST', body, headers });

describe('health', () => {
  it('lives before it is ready', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const waiting = await fetch(`${url}/readyz`);
    expect([waiting.status, await waiting.json()]).toEqual([503, { ready: false, waitingFor: ['store'] }]);
    ready = true;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

describe('pages', () => {
  it('get their query and cookies, and decide their own headers', async () => {
    const answer = await fetch(`${url}/page?flow=7&x=%2F`, { headers: { cookie: 'one=1; two=a=b; __proto__=x' } });
    expect(await answer.text()).toBe('<p>hi');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(asked[0]?.url.searchParams.get('flow')).toBe('7');
    expect(asked[0]?.url.searchParams.get('x')).toBe('/');
    expect(asked[0]?.cookies['two']).toBe('a=b');
    expect(Object.keys(asked[0]?.cookies ?? {}).sort()).toEqual(['__proto__', 'one', 'two']);
  });
  it('that fail say nothing of why', async () => {
    const answer = await fetch(`${url}/broken`);
    expect([answer.status, await answer.text()]).toEqual([500, 'Internal Server Error\n']);
  });
});

describe('activities', () => {
  it('arrive with their header and are answered with status and JSON', async () => {
    receive = ({ authorization, body }) => Promise.resolve({ status: 200, body: { authorization, body } });
    const answer = await post('{"type":"message"}', { authorization: 'Bearer x' });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual({ authorization: 'Bearer x', body: { type: 'message' } });
  });
  it('without a body to answer get none', async () => {
    const answer = await post('{}');
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
  it('that grow too large on the way are refused', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = httpRequest(`${url}/api/messages`, { method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on('error', reject);
      // Without a length: chunks, of which the server takes only so many.
      outgoing.write('x'.repeat(200 * 1024));
      outgoing.end('x'.repeat(100 * 1024));
    });
    expect(status).toBe(413);
  });
});

it('lets what is at work end before it closes', async () => {
  let release: () => void = () => undefined;
  receive = () => new Promise((resolve) => (release = () => resolve({ status: 200 })));
  const answer = post('{}');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const started = Date.now();
  const closed = server.close();
  release();
  expect((await answer).status).toBe(200);
  await closed;
  expect(Date.now() - started).toBeLessThan(2_000);
  await expect(post('{}')).rejects.toThrow();
});
