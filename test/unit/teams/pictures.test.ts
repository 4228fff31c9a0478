import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cloudNamed } from '../../../src/domain/clouds.ts';
import type { Pictures } from '../../../src/ports/pictures.ts';
import { ConnectorToken } from '../../../src/teams/connector/connector-token.ts';
import { createPictures, picturePool } from '../../../src/teams/connector/pictures.ts';

const limit = 4 * 1024 * 1024;
let server: Server;
let origin: string;
let seen: { url: string; authorization: string | undefined }[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: number;
let pool: ReturnType<typeof picturePool>;

beforeEach(async () => {
  seen = [];
  asked = 0;
  pool = picturePool();
  answer = (_, response) => response.end('bytes');
  server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await pool.destroy();
  server.closeAllConnections();
  server.close();
});

function pictures(): Pictures {
  const { host } = new URL(origin);
  const cloud = { ...cloudNamed('public'), serviceUrlHosts: [host], defaultServiceUrl: `${origin}/` };
  const getToken = () => {
    asked += 1;
    return Promise.resolve({ token: `t${asked}`, expiresOnTimestamp: Date.now() + 3_600_000 });
  };
  return createPictures({
    cloud,
    token: new ConnectorToken({ credential: { getToken }, resource: 'https://c' }),
    pool,
  });
}

const place = '/emea/v3/attachments/0-abc/views/original';

it('fetches with the bot’s own token', async () => {
  expect(Buffer.from(await pictures().fetch(origin + place)).toString()).toBe('bytes');
  expect(seen).toEqual([{ url: place, authorization: 'Bearer t1' }]);
});

it.each([
  'https://attacker.example/v3/attachments/1/views/original',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  'not an address',
  '',
  'SAME/v3/conversations',
  'SAME/v3/attachments/1/views/original?redirect=https://attacker.example',
  'SAME/v3/attachments/1/views/original#x',
  'SAME/v3/attachments/../../admin',
])('sends neither a request nor a token for %s', async (address) => {
  const wanted = address.replace('SAME', origin);
  await expect(pictures().fetch(wanted)).rejects.toMatchObject({ kind: 'denied', code: 'picture.not-from-chat' });
  expect(seen).toEqual([]);
  expect(asked).toBe(0);
});

it('follows no redirect', async () => {
  answer = (_, response) => response.writeHead(302, { location: `${origin}/v3/attachments/2/views/original` }).end();
  await expect(pictures().fetch(origin + place)).rejects.toMatchObject({ code: 'picture.unreachable' });
  expect(seen).toHaveLength(1);
});

it('reads nothing of what is announced as too large', async () => {
  let written = 0;
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': String(limit) });
    response.write('x', () => (written += 1));
  };
  await expect(pictures().fetch(origin + place)).rejects.toMatchObject({ kind: 'input', code: 'picture.too-large' });
  expect(written).toBeLessThan(2);
});

it('stops at what turns out to be too large', async () => {
  answer = (_, response) => {
    const chunk = Buffer.alloc(256 * 1024);
    const more = (): void => {
      if (!response.destroyed) response.write(chunk, () => setImmediate(more));
    };
    more();
  };
  await expect(pictures().fetch(origin + place)).rejects.toMatchObject({ code: 'picture.too-large' });
});

it('asks for a new token once when the first is refused', async () => {
  answer = ({ headers }, response) => response.writeHead(headers.authorization === 'Bearer t2' ? 200 : 401).end('ok');
  expect(Buffer.from(await pictures().fetch(origin + place)).toString()).toBe('ok');
  answer = (_, response) => response.writeHead(401).end();
  await expect(pictures().fetch(origin + place)).rejects.toMatchObject({ code: 'picture.unreachable' });
});

it.each([
  [404, 'picture.gone'],
  [410, 'picture.gone'],
  [500, 'picture.unreachable'],
])('tells HTTP %s as %s', async (status, code) => {
  answer = (_, response) => response.writeHead(status).end();
  await expect(pictures().fetch(origin + place)).rejects.toMatchObject({ code });
});
