import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import { Agent, fetch } from 'undici';
import type { Response } from 'undici';
import { loadSigningKeys } from '../../../src/sandbox/entra/keys.ts';
import { loadPki } from '../../../src/sandbox/pki.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { RunningSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Conversation, Grants, Message, Session, TrafficEntry } from '../../../src/sandbox/page/api.ts';
import type { SandboxOptions } from '../../../src/sandbox/options.ts';

/** An activity as far as tests look at it. */
export interface Activity {
  type: string;
  id: string;
  serviceUrl: string;
  name?: string;
  text?: string;
  replyToId?: string;
  action?: string;
  conversation: { id: string };
  recipient: { id: string };
  entities?: unknown[];
  membersAdded?: { id: string }[];
  channelData: { eventType?: string; team?: { aadGroupId?: string } };
  value?: {
    id?: string;
    code?: string;
    token?: string;
    state?: string;
    trigger?: string;
    parameters?: unknown[];
    authentication?: { id?: string; connectionName?: string; token: string };
  };
}

/** What a bot got from Teams. */
export interface Received {
  activity: Activity;
  claims: JWTPayload;
}

export interface Reply {
  status: number;
  body?: unknown;
  delayMs?: number;
}

/** A bot of a few lines: verifies the channel's token, notes what came and answers what the test says. */
export interface FakeBot {
  url: string;
  received: Received[];
  /** Without those about installs, which come by themselves. */
  heard(): Received[];
  answer: (activity: Activity) => Reply | Promise<Reply>;
  close(): Promise<void>;
}

export interface Bench {
  sandbox: RunningSandbox;
  bot: FakeBot;
  dataDir: string;
  /** HTTPS with the sandbox's own CA. */
  cloud(path: string, init?: Parameters<typeof fetch>[1]): Promise<Response>;
  token(form: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>;
  /** The app's token for the connector. */
  connectorToken(): Promise<string>;
  connector(method: string, path: string, body?: unknown, bearer?: string): Promise<Response>;
  /** The page's API; a body makes it a POST. */
  page(path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  session(): Promise<Session>;
  conversations(as: string): Promise<Conversation[]>;
  /** Id of a person's chat with the bot. */
  personalChat(as: string): Promise<string>;
  messages(as: string, conversation: string): Promise<Message[]>;
  traffic(): Promise<TrafficEntry[]>;
  /** What a person has agreed to; the rest is as usual. */
  setGrants(userId: string, change: Partial<Grants>): Promise<void>;
  end(): Promise<void>;
}

/** Starts a sandbox with quick timing and a bot that knows its keys. */
export async function startBench(options: Partial<SandboxOptions> = {}): Promise<Bench> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'sandbox-'));
  const timing = { messageMs: 300, extensionMs: 200, otherInvokeMs: 600, retryPauseMs: 30 };
  if (options.dataDir === undefined) await giveKeys(dataDir);
  // Nobody listens on the discard port until the bot's own address is known.
  const botUrl = 'http://localhost:9';
  const sandbox = await startSandbox({ timing, botUrl, log: console.error, ...options, dataDir });
  const dispatcher = new Agent({ connect: { ca: sandbox.caCertificate } });
  const cloud: Bench['cloud'] = (where, init) => fetch(`${sandbox.cloudUrl}${where}`, { ...init, dispatcher });
  const keys = (await (await cloud('/botframework/v1/.well-known/keys')).json()) as JSONWebKeySet;
  const bot = await startBot(keys, sandbox.botId);
  sandbox.setBotUrl(bot.url);
  const token: Bench['token'] = async (form) => {
    const response = await cloud(`/${sandbox.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const connectorToken = async (): Promise<string> => {
    const { body } = await token({
      grant_type: 'client_credentials',
      client_id: sandbox.botId,
      client_secret: sandbox.credentials.clientSecret,
      scope: 'https://api.botframework.com/.default',
    });
    return String(body['access_token']);
  };
  const page: Bench['page'] = async (where, body) => {
    const response = await fetch(
      `${sandbox.pageUrl}${where}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const read = async (where: string): Promise<unknown> => (await page(where)).body;
  const conversations: Bench['conversations'] = async (as) =>
    (await read(`/api/conversations?as=${as}`)) as Conversation[];
  return {
    sandbox,
    bot,
    dataDir,
    cloud,
    token,
    connectorToken,
    connector: async (method, where, body, bearer) =>
      cloud(`/connector/${where}`, {
        method,
        headers: {
          authorization: `Bearer ${bearer ?? (await connectorToken())}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    page,
    session: async () => (await read('/api/session')) as Session,
    conversations,
    personalChat: async (as) => (await conversations(as)).find(({ kind }) => kind === 'personal')?.id ?? '',
    messages: async (as, conversation) =>
      (await read(`/api/messages?as=${as}&conversation=${encodeURIComponent(conversation)}`)) as Message[],
    traffic: async () => (await read('/api/traffic?after=0')) as TrafficEntry[],
    setGrants: async (userId, change) => {
      const usual = { userId, consented: 'all', mfaWanted: false, installed: true, devices: 1 };
      await page('/api/grants', { ...usual, ...change });
    },
    end: async () => {
      await sandbox.stop();
      await bot.close();
      await dispatcher.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true });
    },
  };
}

let keyFolder: Promise<string> | undefined;

/** Making RSA keys is most of a first start: each test file makes them once. */
async function giveKeys(dataDir: string): Promise<void> {
  keyFolder ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-keys-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    await Promise.all([loadPki(folder), loadSigningKeys(folder)]);
    return folder;
  })();
  cpSync(await keyFolder, dataDir, { recursive: true });
}

async function startBot(keys: JSONWebKeySet, botId: string): Promise<FakeBot> {
  const keySet = createLocalJWKSet(keys);
  const received: Received[] = [];
  const bot: FakeBot = {
    url: '',
    received,
    heard: () => received.filter(({ activity }) => !activity.type.endsWith('Update')),
    answer: () => ({ status: 200 }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer((request, response) => {
    const handle = async (): Promise<void> => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      const { payload } = await jwtVerify(token, keySet, { issuer: 'https://api.botframework.com', audience: botId });
      const activity = JSON.parse(Buffer.concat(parts).toString()) as Activity;
      if (payload['serviceurl'] !== activity.serviceUrl) throw new Error('service URL');
      received.push({ activity, claims: payload });
      const { status, body, delayMs = 0 } = await bot.answer(activity);
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      response.writeHead(status).end(body === undefined ? '' : JSON.stringify(body));
    };
    handle().catch(() => response.writeHead(401).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  bot.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return bot;
}

/** Waits until something holds. */
export async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const limit = performance.now() + 5_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > limit) throw new Error('It did not come about within five seconds.');
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
