import { AppError } from '../domain/errors.ts';
import { groupPath } from './groups.ts';
import type { Writer } from './members.ts';
import type { Doing } from './refusals.ts';
import { refusalOf } from './refusals.ts';

const settingUp: Doing = {
  denied: { code: 'team.denied', advice: 'Only an owner of the group or an administrator may put a team on it.' },
  notFound: {
    code: 'team.not-ready',
    advice: 'Teams does not know this group yet. That takes up to a quarter of an hour after it was made.',
  },
};

/**
 * Graph answers before the team is there. A second attempt finds the first one’s work as “already there”.
 * @see https://learn.microsoft.com/graph/api/team-post
 */
export async function setUpTeam(
  { client, scopes, graphUrl }: Writer,
  groupId: string,
  channels: readonly string[],
): Promise<void> {
  const body = {
    'template@odata.bind': `${graphUrl}/v1.0/teamsTemplates('standard')`,
    'group@odata.bind': `${graphUrl}/v1.0${groupPath(groupId).replace(/\/([^/]+)$/u, "('$1')")}`,
    channels: channels.map((displayName) => ({ displayName })),
  };
  const reply = await client.send({ method: 'POST', path: '/teams', body, isRead: false });
  if (reply.status < 400 || (reply.inDoubt && reply.status === 409)) return;
  if (reply.status === 409)
    throw new AppError('conflict', { code: 'team.already-present', advice: 'The group has a team already.' });
  throw refusalOf(reply, settingUp, scopes);
}
