import { readdirSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import path from 'node:path';
import { createGraph } from './graph/index.ts';
import { loadSigningKeys } from './entra/keys.ts';
import { loadIdentity } from './identity.ts';
import { loadPki } from './pki.ts';
import { createParts } from './parts.ts';
import type { Parts } from './parts.ts';
import type { Graph } from './server/https-routes.ts';
import { lockData } from './server/data-lock.ts';
import { dispatch } from './server/dispatch.ts';
import { closer, listen } from './server/listen.ts';
import { pageGuard } from './server/page-guard.ts';
import { cloudServices, pageServices } from './services.ts';
import type { SandboxOptions } from './options.ts';
import type { TrafficEntry } from './page/api.ts';
import type { StoredConversation } from './teams/chats.ts';
import { tenantId } from './tenant/cast.ts';
import type { Tenant } from './tenant/tenant.ts';

/** How the app proves itself: one of the three. */
export interface SandboxCredentials {
  clientSecret: string;
  /** PEM with certificate and private key. */
  certificateFile: string;
  /** `IDENTITY_ENDPOINT` and `IDENTITY_HEADER` of a managed identity that a federated credential of the app names. */
  identityEndpoint: string;
  identityHeader: string;
  /** Client id and object id of that managed identity. */
  managedIdentityClientId: string;
  managedIdentityPrincipalId: string;
}

export interface RunningSandbox {
  /** Origins without a trailing slash. */
  cloudUrl: string;
  pageUrl: string;
  /** PEM. */
  caCertificate: string;
  caFile: string;
  tenantId: string;
  botId: string;
  credentials: SandboxCredentials;
  tenant: Tenant;
  /** Every conversation as the connector keeps it, with what the bot has sent; not to be changed. */
  conversations(): readonly StoredConversation[];
  /** The sandbox's time, which may have been moved. */
  now(): Date;
  /** The last calls between the parties, oldest first; not to be changed. */
  traffic(): readonly TrafficEntry[];
  /** Where the bot is from now on; install events that wait are delivered when it answers. */
  setBotUrl(url: string): void;
  /** Settles when everything is written and both ports are free again. */
  stop(): Promise<void>;
}

/**
 * Starts the sandbox cloud in this process, on loopback only.
 * @throws Error when another process uses the data folder, or a port is taken
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const lock = lockData(options.dataDir);
  try {
    if (options.fresh === true) wipe(options.dataDir);
    return await start(options, lock);
  } catch (problem) {
    lock.release();
    throw problem;
  }
}

async function start(options: SandboxOptions, lock: ReturnType<typeof lockData>): Promise<RunningSandbox> {
  const { dataDir, nextPorts = false } = options;
  const log = options.log ?? (() => undefined);
  const [pki, keys] = await Promise.all([loadPki(dataDir), loadSigningKeys(dataDir)]);
  const identity = loadIdentity(dataDir);

  // The addresses are part of tokens, so the ports come before everything that uses them.
  const cloud = createHttpsServer({ key: pki.server.key, cert: pki.server.certificate });
  const page = createHttpServer();
  const close = [closer(cloud), closer(page)];
  const cloudUrl = `https://localhost:${await listen(cloud, options.port ?? 0, nextPorts)}`;
  const pagePort = await listen(page, options.pagePort ?? 0, nextPorts);
  const pageUrl = `http://localhost:${pagePort}`;

  const parts = createParts({ options, cloudUrl, pageUrl, pki, keys, identity });
  const graph = options.graph ?? ownGraph(parts, cloudUrl, options.graphLimits ?? true);
  const { traffic } = parts;
  cloud.on('request', dispatch({ services: cloudServices(parts, graph), traffic, log }));
  page.on('request', dispatch({ services: pageServices(parts), traffic, log, guard: pageGuard(() => pagePort) }));
  parts.begin();
  lock.announce(cloudUrl, pageUrl);
  return {
    cloudUrl,
    pageUrl,
    caCertificate: pki.caCertificate,
    caFile: pki.caFile,
    tenantId,
    botId: identity.botId,
    credentials: {
      clientSecret: identity.clientSecret,
      certificateFile: pki.app.file,
      identityEndpoint: `${pageUrl}/msi/token`,
      identityHeader: identity.managedIdentity.header,
      managedIdentityClientId: identity.managedIdentity.clientId,
      managedIdentityPrincipalId: identity.managedIdentity.principalId,
    },
    tenant: parts.tenant,
    conversations: () => parts.teams.world.chats.all(),
    now: () => parts.clock.now(),
    traffic: () => traffic.after(0),
    setBotUrl: parts.setBotUrl,
    stop: async () => {
      await Promise.all(close.map((end) => end()));
      parts.stop();
      lock.release();
    },
  };
}

function ownGraph(parts: Parts, origin: string, limits: boolean): Graph {
  const { tenant, clock, settings, teams } = parts;
  return createGraph({
    tenant,
    now: () => clock.now().getTime(),
    faults: () => settings.faults,
    origin,
    limits,
    installApp: (userId) => teams.installs.byApp(userId),
  });
}

/** Everything but the lock that is being held. */
function wipe(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith('lock.db') || name === 'holder.json') continue;
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
}
