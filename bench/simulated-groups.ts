import type { GroupRecord } from '../src/sandbox/tenant/records.ts';
import type { Seed } from '../src/sandbox/tenant/seed.ts';

const dayMs = 24 * 3_600_000;

/** Adds groups that expire at odd times, with one to four owners; every other one is a team in which the bot is. */
export function withGroups(
  seed: Seed,
  now: Date,
  { groups, days }: { groups: number; days: number },
  random: () => number,
  teams: string[],
): Seed {
  const model = seed.groups.find(({ groupTypes }) => groupTypes.includes('Unified'));
  if (!model) throw new Error('The directory has no group to make others like.');
  const employees = seed.users.filter(({ userType, accountEnabled }) => userType === 'Member' && accountEnabled);
  const last = Math.max(...seed.groups.map(({ sequence }) => sequence));
  const made = Array.from({ length: groups }, (_, index): GroupRecord => {
    const expiresAt = now.getTime() + (0.3 + random() * (days + 35)) * dayMs;
    const id = `77777777-0000-4000-8000-${String(index).padStart(12, '0')}`;
    if (index % 2 === 0) teams.push(id);
    return {
      ...model,
      id,
      sequence: last + index + 1,
      displayName: `Simulated ${index + 1}`,
      mailNickname: `simulated-${index + 1}`,
      mail: `simulated-${index + 1}@tessaly.example`,
      hasTeam: index % 2 === 0,
      visibility: 'Private',
      membershipRule: null,
      groupTypes: ['Unified'],
      deletedDateTime: null,
      expirationDateTime: iso(expiresAt),
    };
  });
  const links = made.flatMap(({ id: groupId }) => {
    const owners = Array.from({ length: 1 + Math.floor(random() * 4) }, () => random() * employees.length);
    return owners
      .flatMap((index) => employees[Math.floor(index)] ?? [])
      .map((owner) => ({ groupId, kind: 'owner' as const, objectId: owner.id }));
  });
  return { ...seed, groups: [...seed.groups, ...made], links: [...seed.links, ...unique(links)] };
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
