import type { GraphPorts } from '../../src/ports/graph.ts';
import { fakeDirectory, type FakeDirectory } from './fake-directory.ts';
import { fakeTeams, type FakeTeams } from './fake-teams.ts';

/** A tenant in memory: the fake of each port, all over the same groups and people. */
export interface FakeGraph {
  directory: FakeDirectory;
  teams: FakeTeams;
  /** Who holds a role for every group, by id. */
  administrators: Set<string>;
}

export function fakeGraph(seed: Parameters<typeof fakeDirectory>[0] = {}): FakeGraph {
  const directory = fakeDirectory(seed);
  return { directory, teams: fakeTeams(directory), administrators: new Set() };
}

/** The tenant as one person reaches it. */
export function graphOf({ directory, teams, administrators }: FakeGraph, userId: string): GraphPorts {
  return {
    directory: directory.of(userId),
    approvers: directory.of(userId),
    teams: teams.of(userId),
    calendar: notFaked('calendar'),
    plans: notFaked('plans'),
    content: notFaked('content'),
    profiles: notFaked('profiles'),
    governance: notFaked('governance'),
    lifecycle: notFaked('lifecycle'),
    memberships: Object.assign(Object.create(notFaked('memberships')), {
      whichGiveRole: ({ id }: { id: string }) =>
        Promise.resolve(administrators.has(id) ? [{ id: 'role', displayName: 'Groups Administrator' }] : []),
    }) as GraphPorts['memberships'],
    creations: notFaked('creations'),
    conversations: notFaked('conversations'),
  };
}

/** Operations on these ports are tested against the sandbox's Graph: see `office.ts`. */
function notFaked<Port extends keyof GraphPorts>(port: Port): GraphPorts[Port] {
  const refuse = (): never => {
    throw new Error(`The port ${port} has no fake: ask in an office instead.`);
  };
  return new Proxy({}, { get: () => refuse, ownKeys: () => [] }) as GraphPorts[Port];
}
