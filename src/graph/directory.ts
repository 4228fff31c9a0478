import type { Directory } from '../ports/directory.ts';
import { checkName } from './check-name.ts';
import { addMembers } from './add-members.ts';
import { removeMembers } from './remove-members.ts';
import { readFavorite, setFavorite } from './favorites.ts';
import { readPeopleNamed, readPerson, searchPeople } from './find-people.ts';
import { readGroup, readGroupsNamed, searchGroups } from './groups.ts';
import type { Link } from './link.ts';
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
import { createGroup } from './new-groups.ts';
import { readMyGroups } from './my-groups.ts';
import { renewGroup } from './renew.ts';
import { readSubscribed, setSubscribed } from './subscriptions.ts';

/**
 * The directory over Graph.
 * @throws AppError as the port says; besides `group.denied`, `member.read-denied`, `directory.search-denied`,
 * `directory.people-denied`, `directory.denied`, `person.denied`, `favorite.denied`, `group.full`, `group.not-ready`, `person.not-found`, `page.stale`,
 * `graph.throttled` and `graph.{timeout,unreachable,unavailable,malformed,redirected,refused,cancelled}`.
 */
export function directoryOver({ reader, writer, callerId }: Link): Directory {
  return {
    group: (groupId) => readGroup(reader, groupId),
    groupsNamed: (displayName) => readGroupsNamed(reader, displayName),
    searchGroups: (words, page) => searchGroups(reader, words, page),
    myGroups: (page) => readMyGroups(reader, callerId, page),
    ownersOf: (groupId) => readOwners(reader, groupId),
    standingIn: (groupId) => readStanding(reader, groupId, callerId),
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
    removeMembers: (groupId, userIds) => removeMembers(writer, groupId, userIds),
    addOwner: (groupId, userId) => addOwner(writer, groupId, userId),
    removeOwner: (groupId, userId) => removeOwner(writer, groupId, userId),
    isSubscribed: (groupId) => readSubscribed(reader, groupId),
    setSubscribed: (groupId, isSubscribed) => setSubscribed(writer, groupId, isSubscribed),
    renew: (groupId) => renewGroup(writer, groupId),
    checkName: (names) => checkName(reader, names),
    createGroup: (uniqueName, wish) => createGroup(reader, writer, callerId, { ...wish, uniqueName }),
    addFavorite: (groupId) => setFavorite(writer, groupId, true),
    removeFavorite: (groupId) => setFavorite(writer, groupId, false),
  };
}
