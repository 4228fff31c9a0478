import { randomUUID } from 'node:crypto';
import { AppError } from '../../src/domain/errors.ts';
import type { ApproverLookup } from '../../src/domain/approver-sources.ts';
import type { Group } from '../../src/domain/groups.ts';
import type { Person } from '../../src/domain/people.ts';
import type { ChangedMember, Directory, Page } from '../../src/ports/directory.ts';
import { createHooks, type Happenings } from './happenings.ts';

interface Seed {
  groups?: readonly Group[];
  people?: readonly Person[];
  /** By group id. */
  owners?: Readonly<Record<string, readonly Person[]>>;
  members?: Readonly<Record<string, readonly Person[]>>;
  /** Who may put a team on a group of others. */
  admins?: readonly Person[];
  /** With what names of groups end, by the id of whoever creates them. */
  suffixes?: Readonly<Record<string, string>>;
  /** By the id of whoever has one. */
  managers?: Readonly<Record<string, Person>>;
}

type Method = keyof Directory | 'managerOf';

export interface FakeDirectory extends Happenings<Method> {
  /** The directory as one person reaches it, managers too. */
  of(userId: string): Directory & ApproverLookup;
  isMember(groupId: string, person: Pick<Person, 'id'>): boolean;
  setOwners(groupId: string, owners: readonly Person[]): void;
  removeGroup(groupId: string): void;
  /** For the fakes of other ports. @throws AppError `group.not-found` */
  groupWith(groupId: string): Group;
  /** Whether somebody owns the group or is an administrator. */
  mayManage(groupId: string, userId: string): boolean;
  change(groupId: string, changes: Partial<Group>): void;
  groupsCalled(name: string): Group[];
  ownerIds(groupId: string): string[];
  /** From now on nobody may take this person out. */
  refuseRemoval(userId: string): void;
}

/** A tenant's directory in memory, with the rules of Graph that matter here: a member adds nobody to a private group. */
export function fakeDirectory(seed: Seed = {}): FakeDirectory {
  const groups = new Map((seed.groups ?? []).map((group) => [group.id, group]));
  const people = new Map(
    [seed.people ?? [], seed.admins ?? [], ...Object.values(seed.owners ?? {}), ...Object.values(seed.members ?? {})]
      .flat()
      .map((one) => [one.id, one]),
  );
  const owners = idsByGroup(seed.owners);
  const members = idsByGroup(seed.members);
  const favorites = new Set<string>();
  const unremovable = new Set<string>();
  const subscribers = new Set<string>();
  const uniqueNames = new Map<string, string>();
  const nicknames = new Set<string>();
  const admins = new Set((seed.admins ?? []).map((one) => one.id));
  const { called, finished, happenings } = createHooks<Method>();
  const groupWith = (id: string): Group => {
    const found = groups.get(id);
    if (!found) throw notFound();
    return found;
  };
  const has = (table: Map<string, Set<string>>, groupId: string, userId: string) =>
    table.get(groupId)?.has(userId) ?? false;
  const membersOf = (groupId: string): Set<string> => {
    const set = members.get(groupId) ?? new Set<string>();
    members.set(groupId, set);
    return set;
  };

  const personWith = (id: string): Person => {
    const found = people.get(id);
    if (!found) throw refusal('notFound', 'person.not-found');
    return found;
  };
  const allowed = (me: string, id: string, userId: string): boolean =>
    has(owners, id, me) || (groupWith(id).visibility === 'public' && userId === me);

  const of = (me: string): Directory & ApproverLookup => {
    const addOne = (id: string, userId: string): void => {
      groupWith(id);
      if (!allowed(me, id, userId)) throw refusal('denied', 'member.denied');
      if (has(members, id, userId)) throw refusal('conflict', 'member.already-present');
      membersOf(id).add(userId);
    };
    return {
      async group(id) {
        await called('group');
        return groupWith(id);
      },
      async groupsNamed(name) {
        await called('groupsNamed');
        return [...groups.values()].filter((one) => one.displayName.toLowerCase() === name.toLowerCase()).slice(0, 10);
      },
      async searchGroups(words, options) {
        await called('searchGroups');
        const found = [...groups.values()].filter(({ displayName }) => fits(displayName, words));
        return pageOf(found, options);
      },
      async myGroups(options) {
        await called('myGroups');
        const mine = [...groups.values()]
          .map((one) => ({
            group: one,
            standing: { isMember: has(members, one.id, me), isOwner: has(owners, one.id, me) },
          }))
          .filter(({ standing }) => standing.isMember || standing.isOwner)
          .sort((a, b) => a.group.displayName.localeCompare(b.group.displayName));
        return pageOf(mine, options);
      },
      async ownersOf(id) {
        await called('ownersOf');
        groupWith(id);
        return [...(owners.get(id) ?? [])].map((userId) => people.get(userId)).filter((one) => one !== undefined);
      },
      async standingIn(id) {
        await called('standingIn');
        groupWith(id);
        return { isMember: has(members, id, me), isOwner: has(owners, id, me) };
      },
      async memberCount(id) {
        await called('memberCount');
        return members.get(id)?.size ?? 0;
      },
      async isFavorite(id) {
        await called('isFavorite');
        return favorites.has(`${id}/${me}`);
      },
      async person(userId) {
        await called('person');
        return personWith(userId);
      },
      async peopleNamed(name) {
        await called('peopleNamed');
        const wanted = name.toLowerCase();
        return [...people.values()]
          .filter((one) =>
            [one.principalName, one.mail, one.displayName].some((value) => value?.toLowerCase() === wanted),
          )
          .slice(0, 10);
      },
      async searchPeople(words, { limit }) {
        await called('searchPeople');
        return [...people.values()].filter(({ displayName }) => fits(displayName, words)).slice(0, limit);
      },
      async managerOf(userId) {
        await called('managerOf');
        return seed.managers?.[userId];
      },
      async membersOf(id, options) {
        await called('membersOf');
        const isHidden =
          groupWith(id).visibility === 'hiddenMembership' && !has(members, id, me) && !has(owners, id, me);
        const inside = [...(isHidden ? [] : membersOf(id))]
          .map((userId) => ({ ...personWith(userId), type: 'person' as const }))
          .sort((a, b) => a.displayName.localeCompare(b.displayName));
        return pageOf(inside, options);
      },
      async hasMember(id, userId) {
        await called('hasMember');
        return has(members, id, userId);
      },
      async isSubscribed(id) {
        await called('isSubscribed');
        return subscribers.has(`${id}/${me}`);
      },
      async addMember(id, userId) {
        await called('addMember');
        addOne(id, userId);
      },
      async addMembers(id, userIds) {
        await called('addMembers');
        return [...new Set(userIds)].map((userId): ChangedMember => {
          try {
            addOne(id, userId);
            return { userId };
          } catch (error) {
            if (error instanceof AppError) return { userId, refusal: error };
            throw error;
          }
        });
      },
      async removeMembers(id, userIds) {
        await called('removeMembers');
        groupWith(id);
        return [...new Set(userIds)].map((userId): ChangedMember => {
          if (userId !== me && !has(owners, id, me)) return { userId, refusal: refusal('denied', 'member.denied') };
          if (unremovable.has(userId)) return { userId, refusal: refusal('denied', 'member.denied') };
          if (!membersOf(id).delete(userId)) return { userId, refusal: refusal('conflict', 'member.not-present') };
          return { userId };
        });
      },
      async addOwner(id, userId) {
        await called('addOwner');
        groupWith(id);
        if (!has(owners, id, me)) throw refusal('denied', 'owner.denied');
        if (has(owners, id, userId)) throw refusal('conflict', 'owner.already-present');
        owners.set(id, new Set([...(owners.get(id) ?? []), userId]));
      },
      async removeOwner(id, userId) {
        await called('removeOwner');
        const { hasTeam } = groupWith(id);
        if (!has(owners, id, me)) throw refusal('denied', 'owner.denied');
        if (!has(owners, id, userId)) throw refusal('conflict', 'owner.not-present');
        if (owners.get(id)?.size === 1) throw refusal('denied', 'owner.last');
        owners.get(id)?.delete(userId);
        if (hasTeam) members.get(id)?.delete(userId);
      },
      async setSubscribed(id, isSubscribed) {
        await called('setSubscribed');
        groupWith(id);
        if (!has(members, id, me) && !has(owners, id, me)) throw refusal('denied', 'subscription.denied');
        if (isSubscribed) subscribers.add(`${id}/${me}`);
        else subscribers.delete(`${id}/${me}`);
      },
      async renew(id) {
        await called('renew');
        const group = groupWith(id);
        if (!has(owners, id, me)) throw refusal('denied', 'renew.denied');
        if (group.expiresAt) groups.set(id, { ...group, expiresAt: renewedUntil });
        return groupWith(id);
      },
      async removeMember(id, userId) {
        await called('removeMember');
        groupWith(id);
        if (userId !== me && !has(owners, id, me)) throw refusal('denied', 'member.denied');
        if (!membersOf(id).delete(userId)) throw refusal('notFound', 'member.not-present');
      },
      async checkName({ displayName, mailNickname }) {
        await called('checkName');
        const isTaken = nicknames.has(mailNickname);
        const isBlocked = displayName.toLowerCase().includes('payroll');
        const suffix = seed.suffixes?.[me] ?? '';
        const affixed = (
          [
            ['displayName', displayName, suffix],
            ['mailNickname', mailNickname, suffix.trim()],
          ] as const
        )
          .filter(([, name, end]) => !name.endsWith(end))
          .map(([field, name, end]) => ({ field, reason: 'affix', suggestion: `${name}${end}` }) as const);
        if (affixed.length > 0) return affixed;
        return [
          ...(isBlocked ? [{ field: 'displayName', reason: 'blockedWord' } as const] : []),
          ...(isTaken ? [{ field: 'mailNickname', reason: 'taken' } as const] : []),
        ];
      },
      async createGroup(uniqueName, { plan, ownerIds }) {
        await called('createGroup');
        const known = uniqueNames.get(uniqueName);
        if (known !== undefined) return groupWith(known);
        for (const id of ownerIds) personWith(id);
        const { displayName, visibility } = plan;
        if (!displayName.endsWith(seed.suffixes?.[me] ?? '')) throw refusal('conflict', 'name.affix');
        const made: Group = {
          id: randomUUID(),
          displayName,
          description: plan.description,
          kind: 'microsoft365',
          visibility,
          isDynamic: false,
          isSynced: false,
          hasTeam: false,
          createdAt: new Date('2026-11-20T09:00:00Z'),
        };
        groups.set(made.id, made);
        uniqueNames.set(uniqueName, made.id);
        nicknames.add(plan.mailNickname);
        owners.set(made.id, new Set(ownerIds));
        members.set(made.id, new Set(ownerIds));
        await finished('createGroup');
        return made;
      },
      async addFavorite(id) {
        await called('addFavorite');
        groupWith(id);
        favorites.add(`${id}/${me}`);
      },
      async removeFavorite(id) {
        await called('removeFavorite');
        groupWith(id);
        favorites.delete(`${id}/${me}`);
      },
    };
  };

  return {
    ...happenings,
    of,
    groupWith,
    mayManage: (id, userId) => has(owners, id, userId) || admins.has(userId),
    change: (id, changes) => void groups.set(id, { ...groupWith(id), ...changes }),
    refuseRemoval: (id) => void unremovable.add(id),
    isMember: (id, one) => has(members, id, one.id),
    setOwners(id, now) {
      owners.set(id, new Set(now.map((one) => one.id)));
      for (const one of now) people.set(one.id, one);
    },
    removeGroup: (id) => void groups.delete(id),
    groupsCalled: (name) => [...groups.values()].filter((one) => one.displayName === name),
    ownerIds: (id) => [...(owners.get(id) ?? [])],
  };
}

/** Until when the directory's policy renews a group. */
export const renewedUntil = new Date('2027-05-19T09:00:00Z');

/** As the directory searches: every word by how it begins. */
function fits(displayName: string, words: string): boolean {
  const tokens = displayName.toLowerCase().split(/\s+/u);
  return words
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => tokens.some((token) => token.startsWith(word)));
}

function idsByGroup(seed: Seed['owners'] = {}): Map<string, Set<string>> {
  return new Map(Object.entries(seed).map(([id, people]) => [id, new Set(people.map((one) => one.id))]));
}

function pageOf<T>(items: T[], { pageSize, next }: { pageSize: number; next?: string }): Page<T> {
  const start = Number(next ?? 0);
  const end = start + pageSize;
  return { items: items.slice(start, end), ...(end < items.length && { next: String(end) }) };
}

function notFound(): AppError {
  return refusal('notFound', 'group.not-found');
}

/** What `graph/` makes of a refusal. */
export function refusal(kind: AppError['kind'], code: string): AppError {
  return new AppError(kind, { code, advice: `The directory says ${code}.` });
}
