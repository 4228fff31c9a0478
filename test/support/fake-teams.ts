import type { Channel } from '../../src/domain/teams.ts';
import type { Teams } from '../../src/ports/teams.ts';
import { refusal, type FakeDirectory } from './fake-directory.ts';
import { createHooks, type Happenings } from './happenings.ts';

export interface FakeTeams extends Happenings<keyof Teams> {
  /** The teams as one person reaches them. */
  of(userId: string): Teams;
  setChannels(groupId: string, channels: readonly Channel[]): void;
}

/** The teams of a directory's groups, in memory. */
export function fakeTeams(directory: FakeDirectory): FakeTeams {
  const { called, finished, happenings } = createHooks<keyof Teams>();
  const channels = new Map<string, readonly Channel[]>();
  const teamOf = (id: string, me: string) => {
    const { visibility, hasTeam } = directory.groupWith(id);
    if (!hasTeam) throw refusal('notFound', 'team.not-found');
    const isInside = directory.ownerIds(id).includes(me) || directory.isMember(id, { id: me });
    if (!isInside && visibility !== 'public') throw refusal('denied', 'team.read-denied');
    return { id, visibility, isArchived: false, webUrl: `https://teams.example/${id}` };
  };
  return {
    ...happenings,
    setChannels: (id, now) => void channels.set(id, now),
    of: (me) => ({
      ...notFaked,
      async team(id) {
        await called('team');
        return teamOf(id, me);
      },
      async channels(id) {
        await called('channels');
        teamOf(id, me);
        return [
          ...(channels.get(id) ?? [
            { id: '19:general@thread.tacv2', displayName: 'General', kind: 'standard', isArchived: false },
          ]),
        ];
      },
      async enable(id) {
        await called('enable');
        const { hasTeam } = directory.groupWith(id);
        if (!directory.mayManage(id, me)) throw refusal('denied', 'team.denied');
        if (hasTeam) return 'present';
        if (directory.ownerIds(id).length === 0) throw refusal('denied', 'team.no-owner');
        directory.change(id, { hasTeam: true });
        await finished('enable');
        return 'enabled';
      },
    }),
  };
}

/** What is done inside a team is tested against the sandbox's Graph: see `office.ts`. */
const inside = [
  'primaryChannel',
  'channel',
  'settings',
  'members',
  'member',
  'joined',
  'reachable',
  'changeSettings',
  'setArchived',
  'createChannel',
  'addMember',
  'removeMember',
] as const satisfies (keyof Teams)[];
const notFaked = Object.fromEntries(
  inside.map((name) => [
    name,
    () => Promise.reject(new Error(`There is no fake of ${name}: ask in an office instead.`)),
  ]),
) as unknown as Pick<Teams, (typeof inside)[number]>;
