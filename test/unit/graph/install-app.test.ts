import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createInstaller, installRole } from '../../../src/graph/install-app.ts';
import type { AppInstaller } from '../../../src/ports/app-installer.ts';
import { appCatalogId, cast, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { createGraph } from '../../../src/sandbox/graph/index.ts';
import { openWorld } from '../sandbox/graph/harness.ts';
import type { GraphServer } from './graph-server.ts';
import { startGraphServer } from './graph-server.ts';

/** Installing against a Graph that was written from the documentation alone, over HTTPS. */
let graph: GraphServer;
let installed: Set<string>;
beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());

beforeEach(() => {
  installed = new Set();
  const world = openWorld();
  const serve = createGraph({
    tenant: world.tenant,
    now: () => world.clock.now,
    faults: () => world.faults,
    origin: 'https://graph.example',
    installApp: (id) => {
      const what = installed.has(id) ? 'present' : 'installed';
      installed.add(id);
      return what;
    },
  });
  graph.handle = async ({ method, url, headers, body }) => {
    const claims = JSON.parse(Buffer.from(String(headers.authorization).slice(7), 'base64').toString()) as object;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const reply = await serve({ method, url, headers, body: text, token: { claims: { ...claims } } });
    return { status: reply.status, headers: reply.headers, body: reply.body };
  };
});

function installer({ roles = [installRole], catalogId = appCatalogId } = {}): AppInstaller {
  const claims = { tid: tenantId, oid: 'app', roles, idtyp: 'app', appid: 'app-1' };
  const token = Buffer.from(JSON.stringify(claims)).toString('base64');
  const app = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: 0 }) };
  return createInstaller({ cloud: graph.cloud, app, catalogId, limits: { retryBudgetMs: 0 } });
}

describe('installing the app for somebody', () => {
  it('does so once, and then says that it is there', async () => {
    expect(await installer().install(tenantId, cast.employee.id)).toBe('installed');
    expect([...installed]).toEqual([cast.employee.id]);
    expect(await installer().install(tenantId, cast.employee.id)).toBe('present');
  });

  it.each([
    ['without the role', { roles: ['Group.Read.All'] }, cast.employee.id],
    ['with another id of the catalogue', { catalogId: cast.admin.id }, cast.employee.id],
    ['for a guest', {}, cast.guest.id],
    ['for nobody', {}, tenantId],
    ['for what is no id', {}, 'someone@contoso.com'],
  ])('is refused %s', async (_how, how, userId) => {
    expect(await installer(how).install(tenantId, userId)).toBe('refused');
    expect(installed.size).toBe(0);
  });
});
