import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodePng } from '../../../../src/sandbox/tenant/png.ts';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench } from '../harness.ts';
import type { Bench } from '../harness.ts';

let bench: Bench;
let authorization: string;

beforeAll(async () => {
  bench = await startBench({ appRoles: ['Group.Read.All', 'Group.ReadWrite.All'] });
  const { body } = await bench.token({
    grant_type: 'client_credentials',
    client_id: bench.sandbox.botId,
    client_secret: bench.sandbox.credentials.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  authorization = `Bearer ${String(body['access_token'])}`;
});
afterAll(() => bench.end());

describe('pictures over HTTP', () => {
  const path = `/v1.0/groups/${groups.bookClub}/photo/$value`;
  const put = (body: Buffer): ReturnType<Bench['cloud']> =>
    bench.cloud(path, { method: 'PUT', body, headers: { authorization, 'content-type': 'image/png' } });

  it('go in and come out byte by byte', async () => {
    const bytes = Uint8Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * 37) % 256);
    const sent = encodePng({ width: 64, height: 64, channels: 3, bytes });
    expect((await put(sent)).status).toBe(200);
    const answer = await bench.cloud(path, { headers: { authorization } });
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer()).equals(sent)).toBe(true);
  });

  it('are refused by Graph itself when they are too large', async () => {
    const answer = await put(Buffer.alloc(4 * 1024 * 1024));
    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({ error: { code: 'BadRequest' } });
  });
});
