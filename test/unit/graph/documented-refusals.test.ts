/** Each refusal that Graph's pages, public code or issue threads tell of: what the person reads, or why nobody meets it. */
import { describe, expect, it } from 'vitest';
import documented from '../../fixtures/graph/documented.json' with { type: 'json' };
import { cloudNamed } from '../../../src/domain/clouds.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { GroupPlan } from '../../../src/domain/group-plan.ts';
import { connectGraph } from '../../../src/graph/connect.ts';
import type { GraphPorts } from '../../../src/ports/graph.ts';
import { adaId, graceId, guildId } from './graph-server.ts';

const tenantId = '11112222-3333-4444-8555-666677778888';
const plan: GroupPlan = {
  displayName: 'Tide Pool',
  mailNickname: 'tide-pool',
  description: '',
  visibility: 'private',
  hasTeam: false,
  owners: [],
};
const picture = { type: 'image/png', bytes: new Uint8Array([1]) } as const;
const page = { pageSize: 5 };
const task = { id: 'task-1', etag: 'W/"1"' };

/** What somebody does, through the ports that operations use. */
const doings = {
  'read a group': ({ directory }) => directory.group(guildId),
  'find groups': ({ directory }) => directory.searchGroups('tide & pool', page),
  'list members': ({ directory }) => directory.membersOf(guildId, page),
  'count members': ({ directory }) => directory.memberCount(guildId),
  'list deleted groups': ({ lifecycle }) => lifecycle.deletedGroups(page),
  'list groups with licence errors': ({ governance }) => governance.groupsWithLicenceErrors(page),
  'ask what changed': ({ governance }) => governance.newsSince({ token: 'delta.1', askedAt: new Date(0) }),
  'add a member': ({ directory }) => directory.addMember(guildId, graceId),
  'add several': async ({ directory }) => refusalIn(await directory.addMembers(guildId, [graceId, adaId])),
  'remove a member': ({ directory }) => directory.removeMember(guildId, graceId),
  'remove several': async ({ directory }) => refusalIn(await directory.removeMembers(guildId, [graceId])),
  'add an owner': ({ directory }) => directory.addOwner(guildId, graceId),
  'remove an owner': ({ directory }) => directory.removeOwner(guildId, graceId),
  'mark a favourite': ({ directory }) => directory.addFavorite(guildId),
  'create a group': ({ directory }) => directory.createGroup(guildId, { plan, ownerIds: [graceId] }),
  'check a name': async ({ directory }) => (await directory.checkName(plan)).map(({ reason }) => reason).join(),
  'rename a group': ({ profiles }) => profiles.change(guildId, { displayName: 'Tide Pool' }),
  'show a photo': ({ profiles }) => profiles.groupPhoto(guildId, 48),
  'look for somebody’s photo': ({ profiles }) => profiles.personHasPhoto(graceId),
  'set one’s photo': ({ profiles }) => profiles.setOwnPhoto(adaId, picture),
  'put a team on a group': ({ teams }) => teams.enable(guildId),
  'show a team': ({ teams }) => teams.team(guildId),
  'list plans': ({ plans }) => plans.plansOf(guildId),
  'create a task': ({ plans }) => plans.createTask(guildId, 'plan-1', { title: 'Draw' }),
  'change a task': ({ plans }) => plans.changeTask(guildId, task, { title: 'Draw' }),
  'accept a sender': ({ conversations }) => conversations.addSender(guildId, 'accepted', graceId),
  'save settings': ({ governance }) =>
    governance.createSettings(tenantId, 'organisation', { templateId: guildId, values: {} }),
  'assign a licence': ({ governance }) => governance.assignLicence(guildId, { skuId: guildId, disabledPlanIds: [] }),
  'give an app': ({ governance }) => governance.giveApp(guildId, { appId: graceId, roleId: adaId }),
  'list memberships': ({ memberships }) => memberships.mine(),
} as const satisfies Record<string, (graph: GraphPorts) => Promise<unknown>>;
type Doing = keyof typeof doings;

function refusalIn(outcomes: readonly { refusal?: AppError }[]): undefined {
  const refusal = outcomes[0]?.refusal;
  if (refusal) throw refusal;
}

/** What came of it: a code with what is read, or a value where the refusal is an answer. */
type Met = [doing: Doing, code: string, reads: RegExp] | [doing: Doing, is: unknown];

const ourMistake = /did not answer as it should/u;

/** By the name of each documented refusal; a text says why no operation can meet it. */
const table: Record<string, Met[] | string> = {
  throttle429: [
    ['read a group', 'graph.throttled', /busy just now/u],
    ['assign a licence', 'graph.throttled', /busy just now/u],
    ['remove several', 'graph.throttled', /busy just now/u],
  ],
  notreplicated: [
    ['add an owner', 'group.not-ready', /try again in a minute/u],
    ['add several', 'group.not-ready', /try again in a minute/u],
  ],
  dupvalues: 'who creates a group never names themselves among its owners (new-groups.test.ts)',
  validate422: [['check a name', 'affix']],
  searchhdr: [['find groups', 'graph.refused', ourMistake]],
  unsupportedq: [['list deleted groups', 'graph.refused', ourMistake]],
  countunsup: [['count members', 'graph.refused', ourMistake]],
  notindexed: [['find groups', 'graph.refused', ourMistake]],
  amp400: [['find groups', 'graph.refused', ourMistake]],
  gone410: [
    ['ask what changed', 'delta.expired', /\S/u],
    ['list members', 'page.stale', /ask for it again/u],
  ],
  nomailbox: [
    ['look for somebody’s photo', false],
    ['set one’s photo', 'photo.no-mailbox', /mailbox/u],
  ],
  plannerlimit: [
    ['create a task', 'planner.full.*', /\b(?:can|could)\b.*(?:first|somebody else|another plan|in Planner)/u],
  ],
  planner400: [['create a task', 'graph.refused', ourMistake]],
  upsert404: 'every upsert asks to be created when it is missing',
  batch424: 'no request of a batch waits for another',
  sendersclash: [['accept a sender', 'sender.on-other-list', /Take it off there first/u]],
  extsend: 'mail settings are read and changed for Microsoft 365 groups only (profile.test.ts)',
  memberexists: [
    ['add a member', 'member.already-present', /member of the group already/u],
    ['add several', 'member.already-present', /member of the group already/u],
  ],
  ownerexists: [['add an owner', 'owner.already-present', /owner of the group already/u]],
  lastowner: [['remove an owner', 'owner.last', /Make somebody else an owner first/u]],
  links20: 'twenty people at most go with one call, and a form for a new group takes ten',
  team404new: [['put a team on a group', 'team.not-ready', /quarter of an hour/u]],
  photo404: [
    ['show a photo', undefined],
    ['look for somebody’s photo', false],
  ],
  planner412: [['change a task', 'planner.changed', /Look at it again/u]],
  batch20: 'twenty requests at most go into a batch (reads.test.ts)',
  auth401: [
    ['read a group', 'sign-in.noToken', /sign in/u],
    ['give an app', 'sign-in.noToken', /sign in/u],
  ],
  notfound404: [
    ['read a group', 'group.not-found', /no such group/u],
    ['remove a member', 'member.not-present', /not a member/u],
    ['remove several', 'member.not-present', /not a member/u],
    ['remove an owner', 'owner.not-present', /not an owner/u],
  ],
  badid400: [['read a group', 'group.not-found', /no such group/u]],
  removedmissing: [
    ['remove a member', 'member.not-present', /not a member/u],
    ['remove several', 'member.not-present', /not a member/u],
  ],
  quotalink: [
    ['add an owner', 'group.full', /as many members or owners/u],
    ['add several', 'group.full', /as many members or owners/u],
  ],
  quotaobj: [['create a group', 'group.quota', /administrator/u]],
  nickinvalid: 'the form takes no address that Exchange would not (isMailNickname)',
  required: 'whatever is created has an address: the form makes one out of the name',
  mailsec: [
    ['remove a member', 'group.cannot-change', /managed in Exchange/u],
    ['remove several', 'group.cannot-change', /managed in Exchange/u],
  ],
  onprem: [
    ['add a member', 'group.cannot-change', /kept on premises/u],
    ['add several', 'group.cannot-change', /kept on premises/u],
    ['rename a group', 'group.cannot-change', /kept on premises/u],
  ],
  team409: [['put a team on a group', 'present']],
  teamnoowner: [['put a team on a group', 'team.no-owner', /owner/u]],
  noteam: [['show a team', 'team.not-found', /no team/u]],
  settingdup: [['save settings', 'settings.exist', /\S/u]],
  denied403: [
    ['add a member', 'member.denied', /Only an owner/u],
    ['remove several', 'member.denied', /Only an owner/u],
    ['assign a licence', 'licence.denied', /administrator/iu],
    ['give an app', 'app.denied', /administrator/iu],
    ['list memberships', 'directory.denied', /administrator/u],
    ['set one’s photo', 'photo.own-denied', /\S/u],
  ],
  nickconflict: [
    ['create a group', 'name.taken', /\S/u],
    ['rename a group', 'name.taken', /\S/u],
  ],
  prefixcreate: [['create a group', 'name.affix', /\S/u]],
  sortunsup: [['find groups', 'graph.refused', ourMistake]],
  filterref: [['list members', 'graph.refused', ourMistake]],
  exo403: [
    ['mark a favourite', 'favorite.denied', /\S/u],
    ['accept a sender', 'sender.denied', /\S/u],
  ],
  planner403: [['list plans', 'plan.denied', /Join the group first/u]],
  settingfmt: [['save settings', 'settings.invalid', /\S/u]],
  lic400hm: [['list groups with licence errors', 'graph.refused', ourMistake]],
};

interface Answer {
  ref: string;
  status: number | null;
  codes: string[];
  message: string;
  details?: unknown;
}

/** Graph that answers every change, and every read but that which looks whether a new group is there, in the same way. */
function refusing({ status, message, details }: Answer, code: string): GraphPorts {
  const retry = status === 429 ? { 'retry-after': '10' } : {};
  return connectGraph({
    cloud: cloudNamed('public'),
    tokens: { onBehalfOf: () => Promise.resolve('token') },
    caller: { tenantId, userId: adaId },
    scopes: ['Group.ReadWrite.All'],
    correlationId: 'turn-1',
    limits: { retryBudgetMs: 0 },
    fetch: (input, init) => {
      const isLookedFor = init?.method === 'GET' && addressOf(input).includes('uniqueName');
      const refusal = { error: { code, message, ...(details !== undefined && { details }) } };
      const asked = isLookedFor
        ? { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: '' } } }
        : undefined;
      const body = asked?.body ?? (isBatch(input) ? batched(init?.body, status ?? 400, refusal, retry) : refusal);
      const whole = isBatch(input) ? 200 : (asked?.status ?? status ?? 400);
      return Promise.resolve(
        new Response(JSON.stringify(body), {
          status: whole,
          headers: { 'content-type': 'application/json', ...retry },
        }),
      );
    },
  });
}

function addressOf(input: Parameters<typeof fetch>[0]): string {
  return input instanceof Request ? input.url : input.toString();
}

function isBatch(input: Parameters<typeof fetch>[0]): boolean {
  return addressOf(input).endsWith('/$batch');
}

function batched(body: unknown, status: number, refusal: unknown, headers: object): unknown {
  const { requests } = JSON.parse(body as string) as { requests: { id: string }[] };
  return { responses: requests.map(({ id }) => ({ id, status, headers, body: refusal })) };
}

it('has a row for each documented refusal, and no other', () => {
  expect(Object.keys(table).toSorted()).toEqual(documented.map(({ ref }) => ref).toSorted());
});

const rows = (documented as Answer[]).flatMap((answer) => {
  const met = table[answer.ref];
  return typeof met === 'object'
    ? met.flatMap((one) => (answer.codes.length > 0 ? answer.codes : ['']).map((code) => ({ answer, one, code })))
    : [];
});

describe('what somebody reads', () => {
  it.each(rows.map((row) => [row.answer.ref, row.code, row.one[0], row] as const))(
    'after %s %s: %s',
    async (_, code, doing, { answer, one }) => {
      const came = await doings[doing](refusing(answer, code)).catch((thrown: unknown) => thrown);
      if (one.length === 2) {
        expect(came).toEqual(one[1]);
        return;
      }
      expect(came).toBeInstanceOf(AppError);
      const { code: met, advice } = came as AppError;
      expect(met).toBe(one[1].replace('*', code));
      expect(advice).toMatch(one[2]);
      expect(advice).not.toMatch(/Request_|Error[A-Z]|Authorization_|Maximum|[0-9a-f]{8}-[0-9a-f]{4}/u);
    },
  );
});
