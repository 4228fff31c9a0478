import type { DirectoryFacts } from '../../src/domain/directory-group.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { DirectoryScan, ExpiringGroup, PersonLook } from '../../src/ports/scan.ts';

type FakeGroup = Omit<ExpiringGroup, 'expiresAt'> & { expiresAt?: Date };

export interface FakeScan extends DirectoryScan {
  /** The whole directory, by id. */
  groups: Map<string, FakeGroup>;
  /** How many groups a page has. */
  pageSize: number;
  /** The rules that hold; undefined: the app may not know them. */
  rules: string | undefined;
  /** Ids of groups at which a look fails. */
  broken: Set<string>;
  /** What deltas say nothing of: changes of dates of these groups. */
  silent: Set<string>;
  /** People by id, whom the app may read; undefined: it may not. */
  persons: Map<string, PersonLook> | undefined;
  /** Ids by sign-in name. */
  names: Map<string, string>;
  /** Members of groups by id, who wrote lately first. */
  members: Map<string, PersonLook[]>;
  /** Whether somebody is in a group; not to be known unless a test says more. */
  isMember: (groupId: string, personId: string) => boolean | undefined;
  /** Groups that can be brought back, by id, with the time at which they were deleted. */
  deleted: Map<string, { displayName: string; deletedAt: Date }>;
  /** What was asked for: `page <token>`, `look <id>`. */
  asked: string[];
  /** As after too many days: no place is known any more. */
  forget(): void;
}

/** A directory that the app reads for itself. */
export function fakeScan(...groups: ExpiringGroup[]): FakeScan {
  const all: FakeScan['groups'] = new Map(groups.map((group) => [group.id, group]));
  /** The directory as it was when each token was given. */
  let told = new Map<string, { before: Map<string, FakeGroup>; now: Map<string, FakeGroup>; from: number }>();
  let tokens = 0;
  const scan: FakeScan = {
    groups: all,
    pageSize: 100,
    rules: undefined,
    broken: new Set(),
    silent: new Set(),
    persons: new Map(),
    names: new Map(),
    members: new Map(),
    deleted: new Map(),
    asked: [],
    isMember: () => undefined,
    forget: () => void (told = new Map()),
    lifecycleRules: () => Promise.resolve(scan.rules),
    async page(_tenantId, { token }) {
      await Promise.resolve();
      scan.asked.push(`page ${token ?? ''}`);
      const place =
        token === undefined ? { before: new Map<string, FakeGroup>(), now: copyOf(all), from: 0 } : told.get(token);
      if (!place) throw new AppError('conflict', { code: 'delta.expired', advice: '' });
      const round = token?.startsWith('delta.') ? { before: place.now, now: copyOf(all), from: 0 } : place;
      const news = changesIn(round.before, round.now, scan.silent);
      const end = round.from + scan.pageSize;
      const kind = end < news.length ? 'skip' : 'delta';
      const next = `${kind}.${(tokens += 1)}`;
      told.set(next, { ...round, from: end });
      return { changes: news.slice(round.from, end), token: next };
    },
    async look(_tenantId, ids, { owners }) {
      await Promise.resolve();
      scan.asked.push(...ids.map((id) => `look ${id}`));
      const sound = ids.filter((id) => !scan.broken.has(id));
      return {
        found: sound.map((id) => {
          const group = all.get(id);
          if (!group) return { id, gone: true as const };
          const { ownerIds, ...rest } = group;
          return owners ? { ...rest, ownerIds } : rest;
        }),
        failures:
          ids.length === sound.length ? [] : [new AppError('upstream', { code: 'graph.unavailable', advice: '' })],
      };
    },
    people: (_tenantId, ids) =>
      Promise.resolve(
        scan.persons && new Map(ids.flatMap((id) => (scan.persons?.has(id) ? [[id, scan.persons.get(id)!]] : []))),
      ),
    peopleNamed: (_tenantId, names) =>
      Promise.resolve(
        scan.persons &&
          new Map(
            names.flatMap((name) => {
              const found = scan.persons?.get(scan.names.get(name) ?? '');
              return found ? [[name, found]] : [];
            }),
          ),
      ),
    activeMembers: (_tenantId, groupId, limit) =>
      Promise.resolve(
        (scan.members.get(groupId) ?? [])
          .filter(({ isGuest, isEnabled }) => !isGuest && isEnabled !== false)
          .slice(0, limit),
      ),
    hasMember: (_tenantId, groupId, personId) => Promise.resolve(scan.isMember(groupId, personId)),
    deletedGroups: (_tenantId, ids) =>
      Promise.resolve(new Map(ids.flatMap((id) => (scan.deleted.has(id) ? [[id, scan.deleted.get(id)!]] : [])))),
    groupsById: (_tenantId, ids) =>
      Promise.resolve(new Map(ids.flatMap((id) => (all.has(id) ? [[id, all.get(id)!]] : [])))),
  };
  return scan;
}

function copyOf(groups: Map<string, FakeGroup>): Map<string, FakeGroup> {
  return structuredClone(groups);
}

function changesIn(before: Map<string, FakeGroup>, now: Map<string, FakeGroup>, silent: ReadonlySet<string>) {
  const said = (group: FakeGroup | undefined): string =>
    JSON.stringify(group && [group.displayName, silent.has(group.id) ? '' : group.expiresAt]);
  const gone = [...before.keys()].filter((id) => !now.has(id)).map((id) => ({ id, gone: 'deleted' as const }));
  const changed = [...now.values()].filter((group) => said(group) !== said(before.get(group.id)));
  return [...gone, ...changed.map((group) => ({ id: group.id, facts: factsOf(group) }))];
}

function factsOf({ displayName, expiresAt }: FakeGroup): DirectoryFacts {
  return {
    displayName,
    kind: 'microsoft365',
    isDynamic: false,
    isSynced: false,
    hasTeam: false,
    visibility: 'private',
    classification: null,
    createdAt: new Date(0),
    renewedAt: new Date(0),
    expiresAt: expiresAt ?? null,
  };
}
