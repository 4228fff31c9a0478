import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetch } from 'undici';
import type { GroupDetails, Tenant } from '../../../../src/sandbox/page/api.ts';
import { cast, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench, until } from '../harness.ts';
import type { Bench } from '../harness.ts';

let bench: Bench;
beforeAll(async () => void (bench = await startBench()));
afterAll(() => bench.end());

const url = (path: string): string => `${bench.sandbox.pageUrl}${path}`;

/** fetch does not let a Host header through. */
function statusWith(headers: Record<string, string>, method = 'GET', path = '/api/session'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(bench.sandbox.pageUrl);
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end(method === 'POST' ? '{}' : undefined);
  });
}

describe('the page’s server', () => {
  it('answers to loopback names only', async () => {
    const { port } = new URL(bench.sandbox.pageUrl);
    expect(await statusWith({ host: `127.0.0.1:${port}` })).toBe(200);
    expect(await statusWith({ host: `rebound.example:${port}` })).toBe(403);
    expect(await statusWith({ host: 'localhost' })).toBe(403);
  });

  it('takes changes from its own page only', async () => {
    const { host, origin } = new URL(bench.sandbox.pageUrl);
    expect(await statusWith({ host, origin }, 'POST', '/api/reset')).toBe(200);
    expect(await statusWith({ host, origin: 'https://evil.example' }, 'POST', '/api/reset')).toBe(403);
    expect(await statusWith({ host, origin: 'null' }, 'POST', '/api/reset')).toBe(403);
    expect(await statusWith({ host, 'sec-fetch-site': 'cross-site' }, 'POST', '/api/reset')).toBe(403);
  });

  it('takes large bodies only where a message brings a picture or a file', async () => {
    // Whoever goes on sending what is refused may find the connection closed before it reads why.
    const post = (path: string, bytes: number): Promise<number> =>
      fetch(url(path), { method: 'POST', body: JSON.stringify({ text: 'x'.repeat(bytes) }) }).then(
        ({ status }) => status,
        () => 413,
      );
    expect(await post('/api/messages', 300 * 1024)).toBe(400);
    expect(await post('/api/messages', 9 * 1024 * 1024)).toBe(413);
    for (const path of [
      'actions',
      'extension',
      'dialogs',
      'installs',
      'popup',
      'read',
      'clock',
      'faults',
      'grants',
      'reset',
    ])
      expect([path, await post(`/api/${path}`, 300 * 1024)]).toEqual([path, 413]);
  });

  it('serves the page without its types, and what it loads, and nothing else', async () => {
    const index = await fetch(url('/'));
    expect(index.headers.get('content-security-policy')).toMatch(/script-src 'self' 'sha256-[^']+'/);
    const script = await fetch(url('/page/client.ts'));
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(await script.text()).not.toContain('import type');
    const html = await index.text();
    const wanted = [...html.matchAll(/"(\/(?:vendor|page)\/[^"]+)"/g)].map(([, path = '']) => path);
    for (const path of wanted.filter((one) => one.startsWith('/vendor/')))
      expect([path, (await fetch(url(path))).status]).toEqual([path, 200]);
    for (const path of [
      '/page/..%2Fmain.ts',
      '/page/tsconfig.json',
      '/vendor/package.json',
      '/vendor/constructor',
      '/src',
    ]) {
      expect([path, (await fetch(url(path))).status]).toEqual([path, 404]);
    }
  });

  it('refuses bodies that are not what the contract says', async () => {
    for (const [path, body] of [
      ['/api/messages', { as: 'x' }],
      ['/api/faults', { deliveries: 4 }],
      ['/api/clock', {}],
    ] as const) {
      expect((await bench.page(path, body)).status).toBe(400);
    }
    expect((await fetch(url('/api/messages'), { method: 'POST', body: 'not json' })).status).toBe(400);
    expect((await bench.page('/api/conversations')).status).toBe(400);
  });

  it('shows the tenant, the people and the bot', async () => {
    expect((await bench.session()).people[0]).toMatchObject({ id: cast.employee.id, grants: { installed: true } });
    await until(async () => (await bench.session()).bot.reachable);
    const { body: tenant } = await bench.page(`/api/tenant?as=${cast.owner.id}`);
    expect((tenant as Tenant).groups.find(({ id }) => id === groups.designGuild)?.mine.owner).toBe(true);
    const { body: group } = await bench.page(`/api/groups/${groups.designGuild}?as=${cast.owner.id}`);
    expect((group as GroupDetails).owners.length).toBeGreaterThanOrEqual(2);
    expect((await bench.page(`/api/groups/none?as=${cast.owner.id}`)).status).toBe(404);
  });

  it('never shows a token in the traffic', async () => {
    const token = await bench.connectorToken();
    await bench.connector('POST', 'v3/conversations/nowhere/activities', { type: 'message', text: 'x' }, token);
    const traffic = await bench.traffic();
    const text = JSON.stringify(traffic);
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
    expect(text).not.toContain(bench.sandbox.credentials.clientSecret);
    const entry = traffic.find(({ path }) => path.includes('nowhere'));
    expect(entry).toMatchObject({ from: 'Bot', to: 'Connector', status: 404, claims: { appid: bench.sandbox.botId } });
  });

  it('streams what happens', async () => {
    const abort = new AbortController();
    const stream = await fetch(url(`/api/events?as=${cast.employee.id}`), { signal: abort.signal });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    let heard = '';
    const reading = (async () => {
      for await (const part of stream.body ?? []) heard += Buffer.from(part as Uint8Array).toString();
    })().catch(() => undefined);
    const conversation = '19:autumn-launch@thread.v2';
    await bench.page('/api/messages', { as: cast.employee.id, conversation, text: 'hello' });
    await until(() => heard.includes(`data: {"kind":"messages","conversation":"${conversation}"}`));
    await bench.page('/api/clock', { advanceSeconds: 1 });
    await until(() => heard.includes('"session"'));
    abort.abort();
    await reading;
  });
});

describe('the time', () => {
  const read = async (query = ''): Promise<{ now: string; aheadSeconds: number }> =>
    (await (await bench.cloud(`/time${query}`)).json()) as { now: string; aheadSeconds: number };

  it('is moved by the page, and whoever waits hears at once', async () => {
    const { aheadSeconds } = await read();
    const waiting = read(`?after=${aheadSeconds}`);
    await bench.page('/api/clock', { advanceSeconds: 3600 });
    const moved = await waiting;
    expect(moved.aheadSeconds).toBe(aheadSeconds + 3600);
    expect(Date.parse(moved.now) - Date.now()).toBeGreaterThan(3_500_000);
    expect((await read(`?after=${aheadSeconds}`)).aheadSeconds).toBe(aheadSeconds + 3600);
    await bench.page('/api/clock', { reset: true });
  });
});

describe('Graph over HTTP', () => {
  const graphToken = async (): Promise<string> => {
    const { body } = await bench.token({
      grant_type: 'client_credentials',
      client_id: bench.sandbox.botId,
      client_secret: bench.sandbox.credentials.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    });
    return String(body['access_token']);
  };
  const get = (bearer: string): ReturnType<Bench['cloud']> =>
    bench.cloud(`/v1.0/groups/${groups.bookClub}`, { headers: { authorization: `Bearer ${bearer}` } });

  it('takes Entra’s token for Graph and no other', async () => {
    expect((await get(await graphToken())).status).toBe(200);
    expect((await get(await bench.connectorToken())).status).toBe(401);
    expect((await get('garbage')).status).toBe(401);
    expect((await bench.cloud('/v1.0/me')).status).toBe(401);
  });

  // The last one: the connection is closed under the rest of the body, and nobody may be given it again.
  it('reads no more of a body than it takes', async () => {
    const tooMuch = { method: 'POST', body: 'x'.repeat(9_000_000) };
    expect((await fetch(url('/api/messages'), tooMuch)).status).toBe(413);
  });
});
