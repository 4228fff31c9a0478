import type { GroupRecord } from '../../src/sandbox/tenant/records.ts';
import type { Seed } from '../../src/sandbox/tenant/seed.ts';

const dayMs = 24 * 3_600_000;

/** Adds groups that expire at odd times, with one to four owners; every other one is a team in which the bot is. */
export function withGroups(
  seed: Seed,
  now: Date,
  { groups, days }: { groups: number; days: number },
  random: () => number,
  teams: string[],
): Seed {
  const employees = employeesOf(seed);
  const made = Array.from({ length: groups }, (_, index): GroupRecord => {
    const expiresAt = now.getTime() + awayFromMoves(0.3 + random() * (days + 35)) * dayMs;
    const group = groupLike(seed, `77777777-0000-4000-8000-${padded(index)}`, `Simulated ${index + 1}`, index);
    if (index % 2 === 0) teams.push(group.id);
    return { ...group, hasTeam: index % 2 === 0, expirationDateTime: iso(expiresAt) };
  });
  const links = made.flatMap(({ id: groupId }) => {
    const owners = Array.from({ length: 1 + Math.floor(random() * 4) }, () => random() * employees.length);
    return owners
      .flatMap((index) => employees[Math.floor(index)] ?? [])
      .map((owner) => ({ groupId, kind: 'owner' as const, objectId: owner.id }));
  });
  return { ...seed, groups: [...seed.groups, ...made], links: [...seed.links, ...unique(links)] };
}

/**
 * The clock moves once a day, a little later each time. What comes due within seconds of a move is found by the bot when we
 * have just looked: nobody could say whether it was early.
 */
function awayFromMoves(days: number): number {
  return Math.floor(days) + 0.1 + (days % 1) * 0.8;
}

/** Groups that do not expire, of one kind, told by their names. */
export interface Kind {
  name: string;
  count: number;
  owners: number;
  /** Who are no owners. */
  members: number;
}

/** Adds groups of a kind that are more than a year old. @param people who may be in them */
export function withKind(
  seed: Seed,
  now: Date,
  { name, count, owners, members }: Kind,
  people: readonly { id: string }[],
  random: () => number,
): Seed {
  const made = Array.from({ length: count }, (_, index): GroupRecord => ({
    ...groupLike(seed, kindId(name, index), `${name} ${index + 1}`, index),
    createdDateTime: iso(now.getTime() - 400 * dayMs),
  }));
  const links = made.flatMap(({ id: groupId }) => {
    const chosen = people
      .map((one) => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, owners + members);
    return chosen.map(({ one }, at) => ({
      groupId,
      kind: at < owners ? ('owner' as const) : ('member' as const),
      objectId: one.id,
    }));
  });
  return { ...seed, groups: [...seed.groups, ...made], links: [...seed.links, ...links] };
}

/** The id of the group of a kind with this number, counted from 0. */
export function kindId(name: string, index: number): string {
  const code = Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 65_536, 7);
  return `88888888-${code.toString(16).padStart(4, '0')}-4000-8000-${padded(index)}`;
}

/** Employees who can sign in. */
export function employeesOf({ users }: Seed): Seed['users'] {
  return users.filter(({ userType, accountEnabled }) => userType === 'Member' && accountEnabled);
}

/** A private group of Microsoft 365 that never expires, and that nobody is in. */
export function groupLike(seed: Seed, id: string, displayName: string, index: number): GroupRecord {
  const model = seed.groups.find(({ groupTypes }) => groupTypes.includes('Unified'));
  if (!model) throw new Error('The directory has no group to make others like.');
  const last = Math.max(...seed.groups.map(({ sequence }) => sequence));
  const mailNickname = displayName.toLowerCase().replaceAll(' ', '-');
  return {
    ...model,
    id,
    sequence: last + index + 1,
    displayName,
    mailNickname,
    mail: `${mailNickname}@tessaly.example`,
    hasTeam: false,
    visibility: 'Private',
    membershipRule: null,
    groupTypes: ['Unified'],
    deletedDateTime: null,
    expirationDateTime: null,
  };
}

function padded(index: number): string {
  return String(index).padStart(12, '0');
}

function unique(links: Seed['links']): Seed['links'] {
  return [...new Map(links.map((link) => [`${link.groupId} ${link.objectId}`, link])).values()];
}

export function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
