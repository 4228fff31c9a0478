import { z } from 'zod';
import type { ActionOutcome, ClockChange, ExtensionQuery, Grants, Session, SubmitAction } from '../page/api.ts';
import type { Teams } from '../teams/teams.ts';
import { Refused } from '../teams/world.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { viewGroup, viewPeople, viewTenant } from '../tenant/views.ts';
import type { SandboxClock } from './clock.ts';
import type { Events } from './events.ts';
import type { Answer, Call, Route } from './http.ts';
import { HttpError, readJson } from './http.ts';
import type { AppManifest } from './manifest.ts';
import type { Settings } from './settings.ts';
import type { Traffic } from './traffic.ts';

/** What the page's routes work on. */
export interface PageParts {
  teams: Teams;
  tenant: Tenant;
  clock: SandboxClock;
  settings: Settings;
  manifest: AppManifest;
  traffic: Traffic;
  events: Events;
  botReachable: () => boolean;
  reset: () => void;
}

/** Pictures and files come inside a message; more than either may have, so that whoever refuses them can say so. */
const attachmentBytes = 8 * 1024 * 1024;

const id = z.string().min(1).max(200);
const data = z.record(z.string(), z.unknown());
const count = z.number().int().min(0).max(10_000);
const upTo3 = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const bodies = {
  message: z.object({
    as: id,
    conversation: id,
    thread: id.optional(),
    text: z.string().max(28_000),
    card: data.optional(),
    file: z.object({ name: z.string().min(1).max(255), base64: z.base64() }).optional(),
    picture: z.object({ contentType: z.string().regex(/^image\/(?:png|jpeg|gif)$/), base64: z.base64() }).optional(),
  }),
  action: z.object({
    as: id,
    conversation: id,
    message: id,
    action: z.object({
      type: z.enum(['Action.Execute', 'Action.Submit']),
      id: z.string().optional(),
      verb: z.string().optional(),
      data: data.default({}),
    }),
  }),
  extension: z.object({
    as: id,
    conversation: id,
    commandId: id,
    parameter: z.object({ name: id, value: z.string().max(1000) }),
    skip: count,
    count: z.number().int().min(1).max(100),
  }),
  dialog: z.object({
    as: id,
    conversation: id,
    thread: z.string().max(200),
    source: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('card'), message: id }),
      z.object({ kind: z.literal('command'), commandId: id, message: z.string().max(200) }),
    ]),
    step: z.enum(['fetch', 'submit']),
    data,
    theme: z.enum(['default', 'dark', 'contrast']),
    preview: z.object({ action: z.enum(['edit', 'send']), activity: data }).optional(),
  }),
  install: z.object({ as: id, conversation: id, installed: z.boolean() }),
  popup: z.object({
    as: id,
    conversation: id,
    resume: z.string().optional(),
    result: z.union([
      z.object({ success: z.string().max(4000) }),
      z.object({ failure: z.string().max(4000) }),
      z.object({ cancelled: z.literal(true) }),
    ]),
  }),
  read: z.object({ as: id, conversation: id }),
  clock: z.union([
    z.object({ advanceSeconds: z.number().min(-1e9).max(1e9) }),
    z.object({ run: z.enum(['hour', 'day', 'week']) }),
    z.object({ stop: z.literal(true) }),
    z.object({ reset: z.literal(true) }),
  ]),
  faults: z.object({
    graphThrottle: count,
    graphUnavailable: count,
    graphDelayMs: z.number().int().min(0).max(120_000),
    deltaForgotten: count,
    connectorThrottle: count,
    connectorFailAfterStore: count,
    entraUnavailable: z.boolean(),
    replicationLagMs: z.number().int().min(0).max(120_000),
    deliveries: upTo3,
    teamLagMs: z.number().int().min(0).max(120_000),
    teamMadeThoughRefused: count,
  }),
  grants: z.object({
    userId: id,
    consented: z.enum(['all', 'none']),
    mfaWanted: z.boolean(),
    installed: z.boolean(),
    devices: upTo3,
  }),
};

/** Every route of `page/api.ts`. */
export function pageApiRoutes(parts: PageParts): Route[] {
  const { teams, tenant, clock, settings, traffic, events } = parts;
  const session = (): Session => describeSession(parts);
  const routes: Route[] = [
    get('/api/session', session),
    get('/api/conversations', (call) => teams.conversations(asked(call, 'as'))),
    get('/api/messages', (call) => teams.messages(asked(call, 'as'), asked(call, 'conversation'))),
    get('/api/tenant', (call) => viewTenant(tenant, asked(call, 'as'), { now: clock.now().getTime() })),
    get('/api/groups/{id}', (call) => {
      const group = viewGroup(tenant, call.params['id'] ?? '', asked(call, 'as'));
      if (group === undefined) throw new Refused(404, 'There is no such group.');
      return group;
    }),
    { method: 'GET', path: '/api/pictures/{id}', handle: (call) => pictureAnswer(teams, call) },
    get('/api/traffic', (call) => traffic.after(Number(call.url.searchParams.get('after')) || 0)),
    {
      method: 'GET',
      path: '/api/events',
      handle: (call) => ({ status: 200, stream: (response) => events.open(asked(call, 'as'), response) }),
    },
    post(
      '/api/messages',
      bodies.message,
      ({ card, thread, picture, file, ...sent }) => {
        teams.send({
          ...sent,
          ...(card === undefined ? {} : { card }),
          ...(thread === undefined ? {} : { thread }),
          ...(picture === undefined ? {} : { picture }),
          ...(file === undefined ? {} : { file }),
        });
        return { status: 202 };
      },
      attachmentBytes,
    ),
    post('/api/actions', bodies.action, async ({ action, ...place }) => {
      const outcome: ActionOutcome = await teams.act({ ...place, action: withoutUndefined(action) });
      return { status: 200, body: outcome };
    }),
    post('/api/extension', bodies.extension, async (query: ExtensionQuery) => ({
      status: 200,
      body: await teams.query(query),
    })),
    post('/api/dialogs', bodies.dialog, async ({ preview, ...call }) => ({
      status: 200,
      body: await teams.dialog({ ...call, ...(preview === undefined ? {} : { preview }) }),
    })),
    post('/api/installs', bodies.install, ({ as, conversation, installed }) => {
      teams.install(as, conversation, installed);
      return { status: 204 };
    }),
    post('/api/popup', bodies.popup, async ({ resume, ...ended }) => ({
      status: 200,
      body: await teams.popup({ ...ended, ...(resume === undefined ? {} : { resume }) }),
    })),
    post('/api/read', bodies.read, ({ as, conversation }) => {
      teams.read(as, conversation);
      return { status: 204 };
    }),
    post('/api/clock', bodies.clock, (change) => {
      move(clock, change);
      return { status: 200, body: session() };
    }),
    post('/api/faults', bodies.faults, (faults) => {
      settings.setFaults(faults);
      return { status: 200, body: session() };
    }),
    post('/api/grants', bodies.grants, (grants: Grants) => {
      const person = teams.world.people.byId(grants.userId);
      if (person === undefined) throw new Refused(404, 'There is no such person.');
      settings.setGrants({ ...grants, userId: person.id });
      teams.installs.apply(person);
      return { status: 200, body: session() };
    }),
    post('/api/reset', z.object({}), () => {
      parts.reset();
      return { status: 200, body: session() };
    }),
  ];
  return routes.map((route) => notingClient(teams, route));
}

/** Only ever shown as a picture, whatever it really is. */
function pictureAnswer({ world }: Teams, call: Call): Answer {
  const picture = world.people.byId(asked(call, 'as')) && world.pictures.get(call.params['id'] ?? '');
  if (!picture) throw new Refused(404, 'This picture is not kept any more.');
  const headers = { 'content-type': picture.contentType, 'x-content-type-options': 'nosniff' };
  return { status: 200, headers, body: picture.bytes };
}

function move(clock: SandboxClock, change: ClockChange): void {
  if ('reset' in change) clock.reset();
  else if ('stop' in change) clock.stop();
  else if ('run' in change) clock.run(change.run);
  else clock.advance(change.advanceSeconds);
}

function describeSession({ teams, tenant, clock, settings, manifest, botReachable }: PageParts): Session {
  const { bot } = teams.world;
  return {
    now: clock.now().toISOString(),
    aheadSeconds: clock.aheadSeconds,
    ...(clock.pace && { pace: clock.pace }),
    people: viewPeople(tenant).map((person) => ({ ...person, grants: settings.grants(person.id) })),
    bot: { id: bot.mri, name: bot.name, reachable: botReachable() },
    extensionCommands: manifest.extensionCommands,
    actionCommands: manifest.actionCommands,
    commands: manifest.commands,
    faults: { ...settings.faults },
  };
}

function get(path: string, read: (call: Call) => unknown): Route {
  return {
    method: 'GET',
    path,
    handle: (call) => ({ status: 200, headers: { 'cache-control': 'no-store' }, body: read(call) }),
  };
}

function post<T>(
  path: string,
  schema: z.ZodType<T>,
  handle: (body: T) => Answer | Promise<Answer>,
  mostBytes?: number,
): Route {
  return {
    method: 'POST',
    path,
    ...(mostBytes !== undefined && { mostBytes }),
    handle: (call) => {
      const parsed = schema.safeParse(readJson(call.body));
      if (!parsed.success) throw new HttpError(400, z.prettifyError(parsed.error).slice(0, 500));
      return handle(parsed.data);
    },
  };
}

/** Notes the language and the zone of the page before a route whose address says whom it plays. */
function notingClient({ world }: Teams, route: Route): Route {
  return {
    ...route,
    handle: (call) => {
      const person = world.people.byId(call.url.searchParams.get('as') ?? '');
      if (person) world.clients.note(person.id, saidBy(call));
      return route.handle(call);
    },
  };
}

function saidBy({ headers }: Call): { acceptLanguage: string | undefined; timeZone: string | undefined } {
  const zone = headers['x-time-zone'];
  return { acceptLanguage: headers['accept-language'], timeZone: typeof zone === 'string' ? zone : undefined };
}

function asked(call: Call, name: string): string {
  const value = call.url.searchParams.get(name);
  if (value === null || value === '') throw new HttpError(400, `The query parameter ${name} is missing.`);
  return value;
}

function withoutUndefined({
  type,
  id: key,
  verb,
  data: form,
}: z.infer<typeof bodies.action>['action']): SubmitAction['action'] {
  return { type, data: form, ...(key === undefined ? {} : { id: key }), ...(verb === undefined ? {} : { verb }) };
}
