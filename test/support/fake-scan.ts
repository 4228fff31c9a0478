import type { DirectoryScan, ExpiringGroup } from '../../src/ports/scan.ts';

export interface FakeScan extends DirectoryScan {
  /** The whole directory, by id. */
  groups: Map<string, Omit<ExpiringGroup, 'expiresAt'> & { expiresAt?: Date }>;
}

/** A directory that the app reads for itself. */
export function fakeScan(...groups: ExpiringGroup[]): FakeScan {
  const all: FakeScan['groups'] = new Map(groups.map((group) => [group.id, group]));
  return {
    groups: all,
    async *expiringGroups({ from, until }) {
      for (const { expiresAt, ...group } of all.values()) {
        await Promise.resolve();
        if (expiresAt && expiresAt >= from && expiresAt <= until) yield { ...group, expiresAt };
      }
    },
    groupsById: (_tenantId, ids) =>
      Promise.resolve(new Map(ids.flatMap((id) => (all.has(id) ? [[id, all.get(id)!]] : [])))),
  };
}
