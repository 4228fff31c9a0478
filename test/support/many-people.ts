import { seedDirectory, type Seed } from '../../src/sandbox/tenant/seed.ts';

/** The directory with so many people more, who are in no group: `p0@crowd.example` and so on. */
export function withPeople(count: number): (now: Date) => Seed {
  return (now) => {
    const seed = seedDirectory(now);
    const model = seed.users.find(({ userType, roleIds }) => userType === 'Member' && roleIds.length === 0)!;
    const last = Math.max(...[...seed.users, ...seed.groups].map(({ sequence }) => sequence));
    const crowd = Array.from({ length: count }, (_, index) => ({
      ...model,
      id: crowdId(index),
      sequence: last + index + 1,
      displayName: `Crowd ${String(index)}`,
      userPrincipalName: crowdAddress(index),
      mail: crowdAddress(index),
      mailNickname: `p${String(index)}`,
      managerId: null,
    }));
    return { ...seed, users: [...seed.users, ...crowd] };
  };
}

export function crowdAddress(index: number): string {
  return `p${String(index)}@crowd.example`;
}

export function crowdId(index: number): string {
  return `66666666-0000-4000-8000-${String(index).padStart(12, '0')}`;
}
