import type { ApproverLookup } from '../domain/approver-sources.ts';
import { Reader } from './batch.ts';
import type { GraphClient } from './client.ts';
import { readManager, readPeopleNamed } from './find-people.ts';
import { readMembers } from './list-members.ts';
import { readOwners } from './members.ts';

const nameScopes = ['GroupMember.Read.All', 'User.ReadBasic.All'];
const profileScopes = ['User.Read.All'];

/**
 * Finds those who have to agree, with tokens of its own: what that takes is asked of people only where the policy wants
 * somebody's word, and a manager only where it wants the manager's.
 * @param clientFor a client whose token has these scopes, which it asks for when it is first used
 */
export function approversOver(clientFor: (scopes: readonly string[]) => GraphClient): ApproverLookup {
  const names = lazily(() => new Reader(clientFor(nameScopes), nameScopes));
  const profiles = lazily(() => new Reader(clientFor(profileScopes), profileScopes));
  return {
    ownersOf: (groupId) => readOwners(names(), groupId),
    peopleNamed: (name) => readPeopleNamed(names(), name),
    membersOf: (groupId, page) => readMembers(names(), groupId, page),
    managerOf: (userId) => readManager(profiles(), userId),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
