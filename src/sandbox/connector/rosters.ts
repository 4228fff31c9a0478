import type { Answer, Call, Route } from '../server/http.ts';
import type { StoredConversation } from '../teams/chats.ts';
import type { TeamsPerson } from '../teams/people.ts';
import type { Connector } from './connector.ts';
import { conversationOf, guarded } from './connector.ts';
import { ConnectorError, notInRoster } from './errors.ts';

const conversation = 'v3/conversations/{conversation}';

/** Who is in a conversation, and what a team consists of. */
export function rosterRoutes(connector: Connector): Route[] {
  const people = (call: Call): TeamsPerson[] => peopleOf(connector, conversationOf(connector, call));
  const account = (person: TeamsPerson): unknown => describe(connector, person);
  const read = (path: string, summary: string, handle: (call: Call) => Answer): Route =>
    guarded(connector, { method: 'GET', path, kind: 'read', summary, handle });
  return [
    read(`${conversation}/members`, 'reads who is in the conversation', (call) => ok(people(call).map(account))),
    read(`${conversation}/members/{member}`, 'reads a member', (call) => {
      const wanted = connector.teams.world.people.byIdOrMri(call.params['member'] ?? '');
      const member = people(call).find((person) => person.id === wanted?.id);
      if (member === undefined) {
        throw new ConnectorError(404, 'MemberNotFoundInConversation', 'The member is not part of the conversation.');
      }
      return ok(account(member));
    }),
    read(`${conversation}/pagedmembers`, 'reads a page of who is in the conversation', (call) => {
      const size = Math.min(500, Math.max(50, Number(call.url.searchParams.get('pageSize')) || 200));
      const from = Math.max(0, Number(call.url.searchParams.get('continuationToken')) || 0);
      const all = people(call);
      const more = from + size < all.length ? { continuationToken: String(from + size) } : {};
      return ok({ members: all.slice(from, from + size).map(account), ...more });
    }),
    read(`${conversation}/activities/{activity}/members`, 'reads who got a message', (call) =>
      ok(people(call).map(account)),
    ),
    read('v3/teams/{team}', 'reads a team', (call) => ok(team(connector, call))),
    read('v3/teams/{team}/conversations', 'reads the channels of a team', (call) => {
      const channels = channelsOf(connector, call);
      return ok({ conversations: channels.map((one) => ({ id: one.id, name: one.team?.general ? null : one.title })) });
    }),
  ];
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function peopleOf(connector: Connector, place: StoredConversation): TeamsPerson[] {
  const { world } = connector.teams;
  return world.members(place).flatMap((id) => world.people.byId(id) ?? []);
}

function describe(connector: Connector, person: TeamsPerson): unknown {
  const guest = person.principalName.includes('#EXT#');
  return {
    id: person.mri,
    name: person.displayName,
    givenName: person.givenName,
    surname: person.surname,
    email: person.mail,
    userPrincipalName: person.principalName,
    aadObjectId: person.id,
    tenantId: connector.entra.tenantId,
    userRole: guest ? 'guest' : 'user',
  };
}

function channelsOf(connector: Connector, call: Call): StoredConversation[] {
  const channels = connector.teams.world.chats.all().filter((one) => one.team?.id === call.params['team']);
  if (channels.length === 0) throw new ConnectorError(404, 'TeamNotFound', 'Team not found.');
  if (!channels.some((one) => one.botInstalled)) throw notInRoster();
  return channels;
}

function team(connector: Connector, call: Call): unknown {
  const channels = channelsOf(connector, call);
  const [first] = channels;
  return {
    id: first?.team?.id,
    name: first?.team?.name,
    aadGroupId: first?.team?.groupId,
    channelCount: channels.length,
    memberCount: first === undefined ? 0 : connector.teams.world.members(first).length,
  };
}
