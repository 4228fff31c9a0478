import { z } from 'zod';
import type { Team } from '../domain/teams.ts';
import type { Reader } from './batch.ts';
import { parsed, visibilityOf } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Doing, Words } from './refusals.ts';

/** The group is there, but no team. */
export const noTeam: Words = { code: 'team.not-found', advice: 'This group has no team.' };
/** Looking into a team. */
export const reading: Doing = {
  denied: {
    code: 'team.read-denied',
    advice: 'Only members of this team may look into it. Join the group first, or ask its owners.',
  },
  notFound: noTeam,
};

/** Only what a browser may open. */
export const webUrl = z
  .url({ protocol: /^https$/ })
  .optional()
  .catch(undefined);
const teamShape = z.object({
  id: z.guid(),
  internalId: z.string().nullish(),
  visibility: z.string().nullish(),
  isArchived: z.boolean().nullish(),
  webUrl,
});

/** @see https://learn.microsoft.com/graph/api/team-get */
export async function readTeam(reader: Reader, groupId: string): Promise<Team> {
  const { id, visibility, isArchived, webUrl: url } = await rawTeam(reader, groupId);
  return { id, visibility: visibilityOf(visibility), isArchived: isArchived ?? false, ...(url && { webUrl: url }) };
}

const teamFields = 'id,internalId,visibility,isArchived,webUrl';

/** As Graph gives it. */
export async function rawTeam(reader: Reader, groupId: string): Promise<z.infer<typeof teamShape>> {
  return parsed(teamShape, await reader.read({ path: `${teamPath(groupId)}?$select=${teamFields}` }, reading));
}

/** @throws AppError `group.not-found` when the id is not a GUID */
export function teamPath(groupId: string): string {
  return groupPath(groupId).replace('/groups/', '/teams/');
}
