import type { Teams } from '../../src/ports/teams.ts';
import { refusal, type FakeDirectory } from './fake-directory.ts';
import { createHooks, type Happenings } from './happenings.ts';

export interface FakeTeams extends Happenings<keyof Teams> {
  /** The teams as one person reaches them. */
  of(userId: string): Teams;
}

/** The teams of a directory's groups, in memory. */
export function fakeTeams(directory: FakeDirectory): FakeTeams {
  const { called, finished, happenings } = createHooks<keyof Teams>();
  return {
    ...happenings,
    of: (me) => ({
      async enable(id) {
        await called('enable');
        directory.groupWith(id);
        if (!directory.mayManage(id, me)) throw refusal('denied', 'team.denied');
        directory.change(id, { hasTeam: true });
        await finished('enable');
      },
    }),
  };
}
