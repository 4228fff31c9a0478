import type { Directory } from '../ports/directory.ts';
import type { AuditTrail, Store } from '../ports/store.ts';
import type { Services } from './operation.ts';

/** Which methods change something in the directory: each takes the group's id first, or the unique name of one that is to be. */
const effects: Record<keyof Directory, 'reads' | 'changes'> = {
  group: 'reads',
  groupsNamed: 'reads',
  searchGroups: 'reads',
  myGroups: 'reads',
  ownersOf: 'reads',
  standingIn: 'reads',
  memberCount: 'reads',
  isFavorite: 'reads',
  person: 'reads',
  peopleNamed: 'reads',
  searchPeople: 'reads',
  membersOf: 'reads',
  hasMember: 'reads',
  isSubscribed: 'reads',
  checkName: 'reads',
  addMember: 'changes',
  removeMember: 'changes',
  addMembers: 'changes',
  addOwner: 'changes',
  removeOwner: 'changes',
  setSubscribed: 'changes',
  renew: 'changes',
  createGroup: 'changes',
  enableTeam: 'changes',
  addFavorite: 'changes',
  removeFavorite: 'changes',
};
const changing = Object.entries(effects).flatMap(([name, effect]) =>
  effect === 'changes' ? [name as keyof Directory] : [],
);

/** Puts on record that a change begins. `groupId` is absent where the change is one of our own store. */
export type RecordBegin = (trail: AuditTrail, groupId?: string) => Promise<void>;

/** Services that put every change on record before it is made, so that one whose end is missing shows. */
export interface IntentServices {
  services: Services;
  /** Whether anything was put on record. */
  hasBegun(): boolean;
}

/**
 * Watches what an operation changes: in the directory the record comes before the first change of each group, in the
 * store it is part of the first transaction.
 */
export function withIntent(services: Services, record: RecordBegin): IntentServices {
  const begun = new Set<string | undefined>();
  const { store, directory } = services;
  const begin = async (groupId: string): Promise<void> => {
    if (begun.has(groupId)) return;
    await record(store.audit, groupId);
    begun.add(groupId);
  };
  const atomically: Store['atomically'] = async (work) => {
    if (begun.size > 0) return store.atomically(work);
    const result = await store.atomically(async (inside) => {
      const worked = await work(inside);
      await record(inside.audit);
      return worked;
    });
    begun.add(undefined);
    return result;
  };
  return {
    services: { ...services, directory: beginning(directory, begin), store: { ...store, atomically } },
    hasBegun: () => begun.size > 0,
  };
}

function beginning(directory: Directory, begin: (groupId: string) => Promise<void>): Directory {
  const methods = changing.map((name) => {
    const change = async (groupId: string, ...rest: unknown[]): Promise<unknown> => {
      await begin(groupId);
      return (directory[name] as (...input: unknown[]) => Promise<unknown>)(groupId, ...rest);
    };
    return [name, change];
  });
  return { ...directory, ...(Object.fromEntries(methods) as Partial<Directory>) };
}
