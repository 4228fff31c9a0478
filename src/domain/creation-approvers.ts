import type { Member, Person } from './people.ts';
import type { Policy } from './policy.ts';

/** What of the directory finding the approvers needs. */
export interface ApproverLookup {
  peopleNamed(name: string): Promise<Person[]>;
  membersOf(groupId: string, options: { pageSize: number }): Promise<{ items: Member[] }>;
}

/** More could not be asked in a useful time. */
const mostApprovers = 100;

/** @returns whom the policy names now to decide on new groups, as far as the directory knows them; guests never */
export async function creationApprovers({ creation }: Policy, directory: ApproverLookup): Promise<Person[]> {
  const { approvers } = creation;
  switch (approvers.kind) {
    case 'nobody':
      return [];
    case 'admins': {
      const found = await Promise.all(approvers.principalNames.map((name) => personNamed(name, directory)));
      return different(found.flat());
    }
    case 'group': {
      const { items } = await directory.membersOf(approvers.groupId, { pageSize: mostApprovers });
      return different(items.filter(({ type, isGuest }) => type === 'person' && !isGuest));
    }
  }
}

/** The directory also finds by mail address, which somebody else may have chosen: only the sign-in name counts. */
async function personNamed(principalName: string, directory: ApproverLookup): Promise<Person[]> {
  const wanted = principalName.toLowerCase();
  const people = await directory.peopleNamed(principalName);
  return people.filter((person) => person.principalName.toLowerCase() === wanted && !person.isGuest);
}

function different(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
