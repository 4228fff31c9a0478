import { ruleFor, type ApprovalSubject } from './approvals.ts';
import type { Member, Person } from './people.ts';
import type { Policy } from './policy.ts';

/** What of the directory finding the approvers needs. */
export interface ApproverLookup {
  peopleNamed(name: string): Promise<Person[]>;
  membersOf(groupId: string, options: { pageSize: number }): Promise<{ items: Member[] }>;
}

/** More could not be asked in a useful time. */
const mostApprovers = 100;

/** @returns whom the policy names now to decide on this new group, as far as the directory knows them; guests never */
export async function creationApprovers(
  { approvals, admins }: Policy,
  group: ApprovalSubject['group'],
  directory: ApproverLookup,
): Promise<Person[]> {
  const by = ruleFor(approvals, { kind: 'create', group })?.stages[0]?.by;
  const source = by?.kind === 'admins' ? admins : by;
  switch (source?.kind) {
    case 'people': {
      const found = await Promise.all(source.principalNames.map((name) => personNamed(name, directory)));
      return different(found.flat());
    }
    case 'group': {
      const { items } = await directory.membersOf(source.groupId, { pageSize: mostApprovers });
      return different(items.filter(({ type, isGuest }) => type === 'person' && !isGuest));
    }
    case 'owners':
    case 'manager':
    case undefined:
      return [];
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
