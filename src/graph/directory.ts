import type { Cloud } from '../domain/clouds.ts';
import type { Caller } from '../domain/people.ts';
import type { Directory } from '../ports/directory.ts';
import type { Tokens } from '../ports/tokens.ts';
import { Reader } from './batch.ts';
import { checkName } from './check-name.ts';
import type { Limits } from './client.ts';
import { GraphClient } from './client.ts';
import { addMembers } from './add-members.ts';
import { readFavorite, setFavorite } from './favorites.ts';
import { readPeopleNamed, readPerson, searchPeople } from './find-people.ts';
import { readGroup, readGroupsNamed, searchGroups } from './groups.ts';
import { readHasMember, readMembers } from './list-members.ts';
import {
  addMember,
  addOwner,
  readMemberCount,
  readOwners,
  readStanding,
  removeMember,
  removeOwner,
} from './members.ts';
import { createGroup, enableTeam } from './new-groups.ts';
import { readMyGroups } from './my-groups.ts';
import { renewGroup } from './renew.ts';
import { readSubscribed, setSubscribed } from './subscriptions.ts';

export interface DirectoryOptions {
  cloud: Cloud;
  tokens: Tokens;
  caller: Pick<Caller, 'tenantId' | 'userId'>;
  /** Delegated scopes of the operation that asks; the token is for these. */
  scopes: readonly string[];
  /** Goes out as `client-request-id`, by which Microsoft's support finds a call. */
  correlationId: string;
  /** Ends every call when the turn is over. */
  signal?: AbortSignal;
  fetch?: typeof fetch;
  limits?: Partial<Limits>;
}

/**
 * The directory for one caller and one turn. Waits between attempts share one budget, so make a new one each turn.
 * Reads that are started in the same tick travel in one `$batch`.
 * @throws AppError as the port says; besides `group.denied`, `member.read-denied`, `directory.search-denied`,
 * `directory.people-denied`, `directory.denied`, `person.denied`, `favorite.denied`, `group.full`, `group.not-ready`, `person.not-found`, `page.stale`,
 * `graph.throttled` and `graph.{timeout,unreachable,unavailable,malformed,redirected,refused,cancelled}`.
 */
export function createDirectory(options: DirectoryOptions): Directory {
  const { cloud, tokens, caller, scopes } = options;
  let held: Promise<string> | undefined;
  const token = () => {
    held ??= tokens.onBehalfOf(caller, scopes);
    return held;
  };
  const client = new GraphClient({ ...options, token });
  const reader = new Reader(client, scopes);
  const writer = { client, scopes, graphUrl: cloud.graphUrl };
  return {
    group: (groupId) => readGroup(reader, groupId),
    groupsNamed: (displayName) => readGroupsNamed(reader, displayName),
    searchGroups: (words, page) => searchGroups(reader, words, page),
    myGroups: (page) => readMyGroups(reader, caller.userId, page),
    ownersOf: (groupId) => readOwners(reader, groupId),
    standingIn: (groupId) => readStanding(reader, groupId, caller.userId),
    memberCount: (groupId) => readMemberCount(reader, groupId),
    isFavorite: (groupId) => readFavorite(reader, groupId),
    addMember: (groupId, userId) => addMember(writer, groupId, userId),
    removeMember: (groupId, userId) => removeMember(writer, groupId, userId),
    person: (userId) => readPerson(reader, userId),
    peopleNamed: (name) => readPeopleNamed(reader, name),
    searchPeople: (words, page) => searchPeople(reader, words, page),
    membersOf: (groupId, page) => readMembers(reader, groupId, page),
    hasMember: (groupId, userId) => readHasMember(reader, groupId, userId),
    addMembers: (groupId, userIds) => addMembers(writer, groupId, userIds),
    addOwner: (groupId, userId) => addOwner(writer, groupId, userId),
    removeOwner: (groupId, userId) => removeOwner(writer, groupId, userId),
    isSubscribed: (groupId) => readSubscribed(reader, groupId),
    setSubscribed: (groupId, isSubscribed) => setSubscribed(writer, groupId, isSubscribed),
    renew: (groupId) => renewGroup(writer, groupId),
    checkName: (names) => checkName(writer, names),
    createGroup: (uniqueName, wish) => createGroup(reader, writer, caller.userId, { ...wish, uniqueName }),
    enableTeam: (groupId) => enableTeam(writer, groupId),
    addFavorite: (groupId) => setFavorite(writer, groupId, true),
    removeFavorite: (groupId) => setFavorite(writer, groupId, false),
  };
}
