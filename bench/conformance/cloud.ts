import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, fetch } from 'undici';
import { permissions } from '../../src/sandbox/graph/permissions.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { cast } from '../../src/sandbox/tenant/cast.ts';
import type { Seed } from '../../src/sandbox/tenant/seed.ts';
import type { Tenant } from '../../src/sandbox/tenant/tenant.ts';
import type { Received } from './compare.ts';

/** As whom a call is made: one of the suggested people with these scopes, or the app with every role, or nobody: without a token. */
export type Actor = { person: keyof typeof cast; scopes: readonly string[] } | 'app' | 'nobody';

export interface Call {
  method: string;
  /** Without the version; query included. */
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

/** A sandbox of its own in a folder that is thrown away, reached over HTTPS with tokens from its own sign-in. */
export interface Cloud {
  tenant: Tenant;
  /** Client id of the app. */
  appId: string;
  /** The directory anew, filled by this. */
  refill(seed: (now: Date) => Seed): void;
  /** For how many milliseconds readers do not see what was written, and how many calls are turned away. */
  setFaults(faults: { replicationLagMs?: number; graphThrottle?: number }): Promise<void>;
  /** @param patient waits as long as an answer says, and asks again once; true when absent */
  call(actor: Actor, call: Call, patient?: boolean): Promise<Received>;
  end(): Promise<void>;
}

// Nobody listens here: the sign-in's way back is read from its redirection.
const botUrl = 'http://localhost:9';
const busy = 429;

/** Starts the sandbox with limits as they are; a call that meets one waits as long as it is told to, once. */
export async function startCloud(): Promise<Cloud> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'muster-conformance-'));
  const roles = [...new Set(Object.values(permissions).flatMap(({ app }) => app))];
  const sandbox = await startSandbox({ dataDir, botUrl, appRoles: roles });
  const dispatcher = new Agent({ connect: { ca: sandbox.caCertificate } });
  const tokens = new Map<string, Promise<string>>();
  const ask = (where: string, init: Parameters<typeof fetch>[1]): ReturnType<typeof fetch> =>
    fetch(`${sandbox.cloudUrl}${where}`, { ...init, dispatcher });

  const redeem = async (form: Record<string, string>): Promise<string> => {
    const client = { client_id: sandbox.botId, client_secret: sandbox.credentials.clientSecret };
    const body = new URLSearchParams({ ...client, ...form });
    const answer = await ask(`/${sandbox.tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
    const { access_token: token } = (await answer.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`The sandbox gave no token: ${answer.status}.`);
    return token;
  };
  const signIn = async (person: keyof typeof cast, scopes: readonly string[]): Promise<string> => {
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: sandbox.botId,
      redirect_uri: `${botUrl}/auth-end`,
      response_type: 'code',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      scope: scopes.join(' '),
      login_hint: cast[person].principalName,
    });
    const where = `${sandbox.pageUrl}/${sandbox.tenantId}/oauth2/v2.0/authorize?${query.toString()}`;
    const back = new URL((await fetch(where, { redirect: 'manual' })).headers.get('location') ?? 'none:');
    const code = back.searchParams.get('code') ?? '';
    const grant = { grant_type: 'authorization_code', code, redirect_uri: `${botUrl}/auth-end` };
    return redeem({ ...grant, code_verifier: verifier });
  };
  const tokenOf = (actor: Exclude<Actor, 'nobody'>): Promise<string> => {
    const key = JSON.stringify(actor);
    const known = tokens.get(key);
    if (known) return known;
    const scope = 'https://graph.microsoft.com/.default';
    const token =
      actor === 'app' ? redeem({ grant_type: 'client_credentials', scope }) : signIn(actor.person, actor.scopes);
    tokens.set(key, token);
    return token;
  };
  const send = async (actor: Actor, { method, url, headers, body }: Call): Promise<Received> => {
    const answer = await ask(`/v1.0${url}`, {
      method,
      headers: actor === 'nobody' ? headers : { ...headers, authorization: `Bearer ${await tokenOf(actor)}` },
      ...(body === undefined || body === null
        ? {}
        : { body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const read: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: read };
  };
  const noFaults = ((await (await fetch(`${sandbox.pageUrl}/api/session`)).json()) as { faults: object }).faults;
  return {
    tenant: sandbox.tenant,
    appId: sandbox.botId,
    refill: (seed) => sandbox.tenant.reset(seed),
    setFaults: async (faults) => {
      const body = JSON.stringify({ ...noFaults, ...faults });
      await fetch(`${sandbox.pageUrl}/api/faults`, { method: 'POST', body });
    },
    call: async (actor, call, patient = true) => {
      const answer = await send(actor, call);
      if (answer.status !== busy || !patient) return answer;
      await sleep(Number(answer.headers['retry-after'] ?? 1) * 1000);
      return send(actor, call);
    },
    end: async () => {
      await dispatcher.close();
      await sandbox.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
