import type { ApproverSource } from './approvals.ts';
import type { Member, Person } from './people.ts';
import type { Policy } from './policy.ts';

/** What of the directory finding the approvers needs. */
export interface ApproverLookup {
  ownersOf(groupId: string): Promise<Person[]>;
  peopleNamed(name: string): Promise<Person[]>;
  membersOf(groupId: string, options: { pageSize: number }): Promise<{ items: Member[] }>;
  managerOf(userId: string): Promise<Person | undefined>;
}

/** Of what and whom owners and managers are meant. */
interface About {
  /** Absent while the group is not there. */
  groupId?: string;
  requesterId: string;
}

/** More could not be asked in a useful time. */
const mostApprovers = 100;

/** @returns whom a source means now, as far as the directory knows them; guests never, nobody twice */
export async function peopleFrom(
  source: ApproverSource,
  { groupId, requesterId }: About,
  { admins }: Pick<Policy, 'admins'>,
  directory: ApproverLookup,
): Promise<Person[]> {
  switch (source.kind) {
    case 'owners':
      return groupId === undefined ? [] : withoutGuests(await directory.ownersOf(groupId));
    case 'manager': {
      const manager = await directory.managerOf(requesterId);
      return withoutGuests(manager ? [manager] : []);
    }
    case 'admins':
      return admins ? peopleFrom(admins, { requesterId }, {}, directory) : [];
    case 'people': {
      const found = await Promise.all(source.principalNames.map((name) => personNamed(name, directory)));
      return withoutGuests(found.flat());
    }
    case 'group': {
      const { items } = await directory.membersOf(source.groupId, { pageSize: mostApprovers });
      return withoutGuests(items.filter(({ type }) => type === 'person'));
    }
  }
}

/** The directory also finds by mail address, which somebody else may have chosen: only the sign-in name counts. */
async function personNamed(principalName: string, directory: ApproverLookup): Promise<Person[]> {
  const wanted = principalName.toLowerCase();
  const people = await directory.peopleNamed(principalName);
  return people.filter((person) => person.principalName.toLowerCase() === wanted);
}

function withoutGuests(people: readonly Person[]): Person[] {
  return [...new Map(people.filter(({ isGuest }) => !isGuest).map((person) => [person.id, person])).values()];
}
