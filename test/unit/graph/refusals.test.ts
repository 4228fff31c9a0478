import { describe, expect, it } from 'vitest';
import { cloudNamed } from '../../../src/domain/clouds.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { connectGraph } from '../../../src/graph/connect.ts';
import type { GraphPorts } from '../../../src/ports/graph.ts';
import { adaId, graceId, guildId, recorded } from './graph-server.ts';

/** Graph that answers everything in the same way. */
function refusing(name: string): GraphPorts {
  const { status, headers, body } = recorded(name);
  return connectGraph({
    cloud: cloudNamed('public'),
    tokens: { onBehalfOf: () => Promise.resolve('token') },
    caller: { tenantId: '11112222-3333-4444-8555-666677778888', userId: adaId },
    scopes: ['GroupMember.Read.All'],
    correlationId: 'turn-1',
    limits: { retryBudgetMs: 0 },
    fetch: () => Promise.resolve(new Response(JSON.stringify(body), { status, headers })),
  });
}

const thread = 'AAQkAD=';
const page = { pageSize: 5 };
const talks: Record<string, (graph: GraphPorts) => Promise<unknown>> = {
  'read a group': ({ directory }) => directory.group(guildId),
  'find groups': ({ directory }) => directory.searchGroups('guild', page),
  'read owners': ({ directory }) => directory.ownersOf(guildId),
  'read members': ({ directory }) => directory.membersOf(guildId, page),
  'find people': ({ directory }) => directory.searchPeople('ada', { limit: 5 }),
  'look at a person': ({ directory }) => directory.person(graceId),
  'add a member': ({ directory }) => directory.addMember(guildId, graceId),
  'remove a member': ({ directory }) => directory.removeMember(guildId, graceId),
  'add an owner': ({ directory }) => directory.addOwner(guildId, graceId),
  'remove an owner': ({ directory }) => directory.removeOwner(guildId, graceId),
  'mark a favourite': ({ directory }) => directory.addFavorite(guildId),
  subscribe: ({ directory }) => directory.setSubscribed(guildId, true),
  renew: ({ directory }) => directory.renew(guildId),
  'change a group': ({ profiles }) => profiles.change(guildId, { description: 'x' }),
  'change mail settings': ({ profiles }) => profiles.changeMailSettings(guildId, { hideFromAddressLists: true }),
  'delete a group': ({ lifecycle }) => lifecycle.delete(guildId),
  'list deleted groups': ({ lifecycle }) => lifecycle.deletedGroups(page),
  'bring a group back': ({ lifecycle }) => lifecycle.restore(guildId),
  'delete for ever': ({ lifecycle }) => lifecycle.purge(guildId),
  'read a team': ({ teams }) => teams.team(guildId),
  'put a team on a group': ({ teams }) => teams.enable(guildId),
  'list conversations': ({ conversations }) => conversations.conversations(guildId, page),
  'start a conversation': ({ conversations }) => conversations.start(guildId, { topic: 'x', text: 'y' }),
  reply: ({ conversations }) => conversations.reply(guildId, thread, 'y'),
  'delete a thread': ({ conversations }) => conversations.deleteThread(guildId, thread),
  'accept a sender': ({ conversations }) => conversations.addSender(guildId, 'accepted', graceId),
  'list events': ({ calendar }) => calendar.events(guildId, page),
  'cancel an event': ({ calendar }) => calendar.cancel(guildId, thread),
};

/** What every one of them can meet, and how the person is helped. */
const general: [fixture: string, kinds: readonly AppError['kind'][]][] = [
  ['token-invalid', ['signIn']],
  ['claims-challenge', ['signIn']],
  ['denied', ['denied']],
  ['exchange-denied', ['denied']],
  ['not-found', ['notFound', 'conflict', 'upstream']],
  ['throttled', ['throttled']],
  ['busy', ['throttled']],
  ['unavailable', ['upstream']],
  ['internal', ['upstream']],
];

const notAsItShould = 'Microsoft 365 did not answer as it should';

async function refused(talk: string, fixture: string): Promise<AppError> {
  const error = await talks[talk]!(refusing(fixture)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

describe.each(Object.keys(talks))('%s', (talk) => {
  it.each(general)('when Graph says %s', async (fixture, kinds) => {
    const error = await refused(talk, fixture);
    expect(kinds).toContain(error.kind);
    expect(error.advice).not.toMatch(/Request_|Error[A-Z]|Authorization_|[0-9a-f]{8}-[0-9a-f]{4}/u);
    const isTheirs = fixture === 'unavailable' || fixture === 'internal';
    if (!isTheirs) expect(error.advice).not.toContain(notAsItShould);
  });
});

describe('what only some can meet', () => {
  it.each<[talk: string, fixture: string, code: string, advice: RegExp]>([
    ['add a member', 'member-exists', 'member.already-present', /member of the group already/u],
    ['add an owner', 'owner-exists', 'owner.already-present', /owner of the group already/u],
    ['remove a member', 'member-missing', 'member.not-present', /not a member/u],
    ['remove an owner', 'last-owner', 'owner.last', /Make somebody else an owner first/u],
    ['add an owner', 'owners-full', 'group.full', /as many members or owners/u],
    ['add a member', 'on-premises', 'group.cannot-change', /kept on premises/u],
    ['change a group', 'on-premises', 'group.cannot-change', /kept on premises/u],
    ['remove a member', 'mail-enabled', 'group.cannot-change', /managed in Exchange/u],
    ['add an owner', 'not-replicated', 'group.not-ready', /try again in a minute/u],
    ['remove a member', 'not-found', 'member.not-present', /not a member/u],
    ['look at a person', 'not-found', 'person.not-found', /no such person/u],
    ['delete for ever', 'not-found', 'deleted.not-found', /30 days/u],
    ['read a team', 'not-found', 'team.not-found', /no team/u],
    ['put a team on a group', 'not-found', 'team.not-ready', /quarter of an hour/u],
    ['reply', 'not-found', 'talk.not-found', /Ask for the list again/u],
    ['cancel an event', 'not-found', 'event.not-found', /Ask for the calendar again/u],
    ['change a group', 'taken', 'graph.taken', /choose another one/u],
    ['bring a group back', 'conflict', 'restore.taken', /mail address/u],
    ['change a group', 'conflict', 'graph.changed', /look at it again/u],
    ['reply', 'too-large', 'graph.too-large', /shorter/u],
    ['read members', 'page-expired', 'page.stale', /ask for it again/u],
    ['find groups', 'token-expired', 'page.stale', /ask for it again/u],
    ['start a conversation', 'no-mailbox', 'graph.no-mailbox', /some hours/u],
    ['accept a sender', 'conflict', 'sender.on-other-list', /Take it off there first/u],
    ['find groups', 'unsupported-query', 'graph.refused', /did not answer as it should/u],
  ])('%s: %s', async (talk, fixture, code, advice) => {
    const error = await refused(talk, fixture);
    expect(error.code).toBe(code);
    expect(error.advice).toMatch(advice);
  });
});
