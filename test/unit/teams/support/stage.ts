import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TokenCredential } from '@azure/identity';
import { pino } from 'pino';
import { policyIn } from '../../../../src/app/policy.ts';
import { createHttpServer, type HttpServer } from '../../../../src/app/server.ts';
import type { AppError, SignInRequired } from '../../../../src/domain/errors.ts';
import { defaultPolicy } from '../../../../src/domain/policy.ts';
import type { Operation, Outcome, Services } from '../../../../src/operations/operation.ts';
import type { Understood } from '../../../../src/operations/understand.ts';
import type { GraphPorts } from '../../../../src/ports/graph.ts';
import type { Store } from '../../../../src/ports/store.ts';
import { openStore, type OpenedStore } from '../../../../src/storage/open-store.ts';
import { createFrontDoor, type FrontDoor, type FrontDoorOptions } from '../../../../src/teams/front-door.ts';
import type { SignIn } from '../../../../src/teams/sign-in/sign-in.ts';
import { botId, FakeChannel, tenantId } from './fake-channel.ts';

export const ada = {
  id: '29:1Ada-Synthetic',
  name: 'Ada Example',
  aadObjectId: 'cccc3333-0000-4000-8000-000000000003',
};

/** What an operation of the test does when it is run. */
export type Doing = (raw: Record<string, unknown>, services: Services) => Outcome | Promise<Outcome>;

export interface Stage {
  channel: FakeChannel;
  door: FrontDoor;
  store: Store;
  /** Lines of the log, parsed. */
  logged: Record<string, unknown>[];
  /** What was run, as `name raw`. */
  ran: { name: string; raw: Record<string, unknown>; services: Services }[];
  challenges: string[];
  url: string;
  /** Posts an activity with a good token. */
  post(activity: unknown, authorization?: string | null): Promise<{ status: number; body: unknown }>;
  /** Stops everything but the database file, and starts again: another process on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  operations?: Record<string, Partial<Operation> & { does?: Doing }>;
  signIn?: Partial<SignIn>;
  onBehalfOf?: () => Promise<string>;
  refreshable?: string[];
  credential?: TokenCredential;
  limits?: FrontDoorOptions['limits'];
}

/** The whole front door behind a real web server, before a channel of its own. Fakes only at the ports. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'front-door-'));
  const channel = await FakeChannel.start();
  const logged: Record<string, unknown>[] = [];
  const ran: Stage['ran'] = [];
  const challenges: string[] = [];
  const operations = Object.entries(options.operations ?? {}).map(([name, parts]) => operationNamed(name, parts, ran));

  let opened: OpenedStore;
  let door: FrontDoor;
  let server: HttpServer;
  const stage = { channel, logged, ran, challenges, url: '' } as unknown as Stage;

  async function start(): Promise<void> {
    opened = await openStore({ file: path.join(folder, 'muster.sqlite') });
    door = createFrontDoor({
      cloud: channel.cloud,
      tenantIds: [tenantId],
      botId,
      credential: options.credential ?? {
        getToken: () => Promise.resolve({ token: 'connector-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
      operations,
      understand: (text) => understand(text, operations),
      builtInCommand: (text) => (text === 'sign out' ? { name: 'account.sign-out' } : undefined),
      refreshable: new Set(options.refreshable),
      tokens: { onBehalfOf: options.onBehalfOf ?? (() => Promise.resolve('graph-token')) },
      signIn: { ...fakeSignIn(challenges), ...options.signIn },
      graphFor: () => ({}) as GraphPorts,
      store: opened.store,
      turnState: opened.turnState,
      clock: { now: () => new Date() },
      policy: { current: () => defaultPolicy, fault: () => undefined, read: policyIn },
      cards: {
        error: (error, correlationId) =>
          card(error === 'unexpected' ? `sorry ${correlationId}` : `failed ${(error satisfies AppError).code}`),
        chooseGroup: (error) => ({ ...card(`which ${error.wanted}`), isQuestion: true }),
        welcome: () => card('welcome'),
      },
      log: pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line) as never) }),
      ...(options.limits && { limits: options.limits }),
    });
    server = createHttpServer({
      receive: door.receive,
      pages: {},
      readiness: () => Promise.resolve({ ready: true }),
      log: pino({ level: 'silent' }),
    });
    stage.url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
    stage.door = door;
    stage.store = opened.store;
  }

  async function stop(): Promise<void> {
    await server.close();
    await door.close();
    await opened.close();
  }

  stage.post = async (activity, authorization) => {
    const bearer = authorization === undefined ? `Bearer ${await channel.token()}` : authorization;
    const response = await fetch(`${stage.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer !== null && { authorization: bearer }) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  stage.restart = async () => {
    await stop();
    await start();
  };
  stage.close = async () => {
    await stop();
    await channel.close();
    rmSync(folder, { recursive: true, force: true });
  };
  await start();
  return stage;
}

export function card(text: string): { card: Record<string, unknown>; text: string } {
  return { card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] }, text };
}

let nextId = 1_767_225_600_000;

/** An activity as Teams sends it, from Ada in her own chat. */
export function activity(stage: Stage, parts: Record<string, unknown>): Record<string, unknown> {
  nextId += 1;
  return {
    type: 'message',
    id: String(nextId),
    timestamp: '2026-01-01T00:00:00.001Z',
    localTimezone: 'Europe/Berlin',
    serviceUrl: stage.channel.serviceUrl,
    channelId: 'msteams',
    from: ada,
    conversation: { conversationType: 'personal', tenantId, id: 'a:ada' },
    recipient: { id: `28:${botId}`, name: 'Muster' },
    entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/Berlin' }],
    channelData: { tenant: { id: tenantId } },
    locale: 'en-US',
    ...parts,
  };
}

export const inChannel = {
  conversation: {
    conversationType: 'channel',
    isGroup: true,
    tenantId,
    id: '19:general@thread.tacv2;messageid=1767225600777',
  },
  channelData: {
    tenant: { id: tenantId },
    team: { id: '19:general@thread.tacv2', aadGroupId: 'dddd4444-0000-4000-8000-000000000004' },
    channel: { id: '19:general@thread.tacv2' },
  },
};

export function execute(
  stage: Stage,
  verb: string,
  data: Record<string, unknown> = {},
  parts: Record<string, unknown> = {},
): Record<string, unknown> {
  return activity(stage, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: `f:${nextId}-${verb}`,
    replyToId: '1767225600001',
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    ...parts,
  });
}

export function query(stage: Stage, commandId: string, value: Record<string, unknown> = {}): Record<string, unknown> {
  return activity(stage, {
    type: 'invoke',
    name: 'composeExtension/query',
    id: `f:${nextId}-query`,
    value: {
      commandId,
      parameters: [{ name: 'words', value: 'design' }],
      queryOptions: { skip: 0, count: 25 },
      ...value,
    },
  });
}

/** A dialog's invoke. @param value of `task/*` the `data`, of the compose box all of it */
export function dialog(
  stage: Stage,
  name: 'task/fetch' | 'task/submit' | 'composeExtension/fetchTask' | 'composeExtension/submitAction',
  value: Record<string, unknown>,
  parts: Record<string, unknown> = {},
): Record<string, unknown> {
  const sent = name.startsWith('task/') ? { data: value } : value;
  const id = `f:${nextId}-${name}`;
  return activity(stage, { type: 'invoke', name, id, value: { ...sent, context: { theme: 'default' } }, ...parts });
}

function operationNamed(
  name: string,
  { does, ...parts }: Partial<Operation> & { does?: Doing },
  ran: Stage['ran'],
): Operation {
  return {
    name,
    phrases: [name],
    summary: name,
    example: `${name} something`,
    scopes: [],
    isChange: false,
    isDestructive: false,
    answersInPublic: true,
    inputFromWords: (words) => ({ words }),
    async execute(raw, services) {
      ran.push({ name, raw, services });
      return does ? does(raw, services) : card(`${name} done`);
    },
    ...parts,
  };
}

function understand(text: string, operations: readonly Operation[]): Understood {
  const operation = operations.find(({ name }) => text === name || text.startsWith(`${name} `));
  if (!operation) return { why: 'unknown', choices: operations.map((one) => ({ operation: one, input: {} })) };
  return { operation, input: operation.inputFromWords(text.slice(operation.name.length).trim()) };
}

/** Stands in for sign-in at its fixed contract: it says what it was asked. */
function fakeSignIn(challenges: string[]): SignIn {
  const note = (surface: string, need: SignInRequired) => challenges.push(`${surface} ${need.reason}`);
  return {
    async challengeInChat(turn, _caller, need) {
      note('chat', need);
      await turn.sendActivity({ type: 'message', text: 'please sign in' });
    },
    challengeOnCard: (_turn, _caller, need) => {
      note('card', need);
      return Promise.resolve({
        status: 200,
        body: { statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest' },
      });
    },
    challengeInExtension: (_turn, _caller, need) => {
      note('extension', need);
      return Promise.resolve({ status: 200, body: { composeExtension: { type: 'silentAuth' } } });
    },
    challengeInDialog: (_turn, _caller, need) => {
      note('dialog', need);
      return Promise.resolve({ status: 200, body: { composeExtension: { type: 'auth' } } });
    },
    acceptInline: () => Promise.resolve({ kind: 'none' }),
    acceptExchange: () => Promise.resolve({ answer: { status: 200 } }),
    acceptState: () => Promise.resolve({ answer: { status: 200 } }),
    acceptFailure: () => Promise.resolve({ status: 200 }),
    signOut: () => {
      challenges.push('signed out');
      return Promise.resolve();
    },
  };
}
