import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenCredential } from '@azure/identity';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cloudNamed } from '../../../src/domain/clouds.ts';
import { publishedLimits } from '../../../src/domain/pacing.ts';
import { memoryPaces } from '../../../src/storage/paces.ts';
import { ConnectorToken } from '../../../src/teams/connector/connector-token.ts';
import { connectorPool, createConnector, type Connector } from '../../../src/teams/connector/connector.ts';
import { Pacing } from '../../../src/teams/connector/pacing.ts';
import { isTrustedServiceUrl } from '../../../src/teams/service-urls.ts';

let server: Server;
let port: number;
let paths: string[];
let asked: number;
let pool: ReturnType<typeof connectorPool>;

beforeEach(async () => {
  paths = [];
  asked = 0;
  pool = connectorPool();
  server = createServer((request, response) => {
    paths.push(request.url ?? '');
    response.end('{"id":"1"}');
  });
  await listen(0);
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  await pool.close();
  server.closeAllConnections();
  server.close();
});

function listen(at: number): Promise<void> {
  return new Promise((resolve) => server.listen(at, '127.0.0.1', resolve));
}

function connector(getToken?: TokenCredential['getToken']): Connector {
  const cloud = {
    ...cloudNamed('public'),
    serviceUrlHosts: [`127.0.0.1:${port}`],
    defaultServiceUrl: `http://127.0.0.1:${port}/`,
  };
  const given = () => {
    asked += 1;
    return Promise.resolve({ token: 'x', expiresOnTimestamp: Date.now() + 3_600_000 });
  };
  const token = new ConnectorToken({ credential: { getToken: getToken ?? given }, resource: 'https://connector' });
  return createConnector({ cloud, token, pacing: new Pacing(memoryPaces(), publishedLimits), pool, limitMs: 2_000 });
}

const call = (serviceUrl = `http://127.0.0.1:${port}/emea/`) => ({
  method: 'POST' as const,
  serviceUrl,
  path: ['v3', 'conversations', '19:x@thread.tacv2;messageid=1', 'activities', '../../admin?x=1#y'],
  body: {},
});

it('puts ids into the address so that they stay ids', async () => {
  await connector()(call());
  expect(paths).toEqual([
    '/emea/v3/conversations/19%3Ax%40thread.tacv2%3Bmessageid%3D1/activities/..%2F..%2Fadmin%3Fx%3D1%23y',
  ]);
});

it.each(['https://attacker.example/', 'http://127.0.0.1:1/', 'http://127.0.0.1.attacker.example/'])(
  'asks for no token for %s',
  async (serviceUrl) => {
    await expect(connector()(call(serviceUrl))).rejects.toThrow('not the channel');
    expect(asked).toBe(0);
  },
);

it('tries a message again when no connection came about: nobody can have got it', async () => {
  server.close();
  server.closeAllConnections();
  setTimeout(() => void listen(port), 300);
  expect(await connector()(call())).toEqual({ id: '1' });
  expect(paths).toHaveLength(1);
});

it('says that Teams cannot be reached, and when our own sign-in is at fault', async () => {
  await expect(connector(() => Promise.reject(new Error('AADSTS7000215')))(call())).rejects.toMatchObject({
    kind: 'upstream',
    code: 'connector.token',
  });
  server.close();
  server.closeAllConnections();
  await expect(connector()(call())).rejects.toMatchObject({ kind: 'upstream', code: 'connector.unreachable' });
});

it('does not wait longer for a token than for anything else', async () => {
  const started = Date.now();
  await expect(connector(() => new Promise<never>(() => undefined))(call())).rejects.toMatchObject({
    code: 'connector.timeout',
  });
  expect(Date.now() - started).toBeLessThan(3_000);
});

it.each([
  ['https://smba.trafficmanager.net/emea/', true],
  ['https://smba.trafficmanager.net:443/emea/', true],
  ['http://smba.trafficmanager.net/emea/', false],
  ['https://smba.trafficmanager.net:8443/emea/', false],
  ['https://smba.trafficmanager.net.attacker.example/', false],
  ['https://smba.trafficmanager.net@attacker.example/', false],
  ['https://x:y@smba.trafficmanager.net/', false],
  ['https://attacker.example/?smba.trafficmanager.net', false],
  ['https://smba.trafficmanager.net/?a=b', false],
  ['https://smba.trafficmanager.net/#a', false],
  ['smba.trafficmanager.net', false],
  ['', false],
])('in the public cloud %s is trusted: %s', (serviceUrl, trusted) => {
  expect(isTrustedServiceUrl(serviceUrl, cloudNamed('public'))).toBe(trusted);
});

it('gets a new token from a credential that remembers the one which was refused', async () => {
  const seen: (string | undefined)[] = [];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    seen.push(request.headers.authorization);
    response.statusCode = request.headers.authorization === 'Bearer old' ? 401 : 201;
    response.end('{"id":"1"}');
  });
  let remembered = 'old';
  const send = connector((_scope, { claims } = {}) => {
    if (claims !== undefined) remembered = claims;
    return Promise.resolve({
      token: remembered.includes('nbf') ? 'new' : 'old',
      expiresOnTimestamp: Date.now() + 3_600_000,
    });
  });
  await expect(send(call())).resolves.toEqual({ id: '1' });
  expect(seen).toEqual(['Bearer old', 'Bearer new']);
  await send(call());
  expect(seen.at(-1)).toBe('Bearer new');
});
