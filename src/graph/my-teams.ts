import { z } from 'zod';
import { compareByName } from '../domain/groups.ts';
import type { TeamRef } from '../domain/teams.ts';
import type { Teams } from '../ports/teams.ts';
import type { Reader } from './batch.ts';
import { doings } from './doings.ts';
import { parsed } from './group-shape.ts';
import type { Link } from './link.ts';

const teamList = z.object({
  value: z.array(
    z.object({
      id: z.guid(),
      tenantId: z.string().nullish(),
      displayName: z.string().nullish(),
      description: z.string().nullish(),
    }),
  ),
});

/** The caller's own teams over Graph. */
export function myTeamsOver({ reader }: Link): Pick<Teams, 'joined' | 'reachable'> {
  return {
    /** @see https://learn.microsoft.com/graph/api/user-list-joinedteams */
    joined: () => readTeams(reader, '/me/joinedTeams'),
    /** @see https://learn.microsoft.com/graph/api/associatedteaminfo-list */
    reachable: () => readTeams(reader, '/me/teamwork/associatedTeams'),
  };
}

/** Graph gives all at once, in no order, and takes no query options. */
async function readTeams(reader: Reader, path: string): Promise<TeamRef[]> {
  const { value } = parsed(teamList, await reader.read({ path }, doings.readOwn));
  return value
    .map(({ id, tenantId, displayName, description }) => ({
      id,
      ...(tenantId ? { tenantId } : {}),
      displayName: displayName ?? 'Name not visible',
      ...(description ? { description } : {}),
    }))
    .sort(compareByName);
}
