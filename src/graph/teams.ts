import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Teams } from '../ports/teams.ts';
import { channelsOver } from './channels.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { myTeamsOver } from './my-teams.ts';
import { readTeam } from './read-team.ts';
import type { Doing, Reply } from './refusals.ts';
import { classify, refusalOf } from './refusals.ts';
import { teamMembersOver } from './team-members.ts';
import { teamSettingsOver } from './team-settings.ts';

const enabling: Doing = {
  denied: { code: 'team.denied', advice: 'Only an owner of the group or an administrator may put a team on it.' },
};
/** The teams of groups over Graph. */
export function teamsOver(link: Link): Teams {
  const { reader, writer } = link;
  return {
    team: (groupId) => readTeam(reader, groupId),
    ...channelsOver(link),
    ...teamSettingsOver(link),
    ...teamMembersOver(link),
    ...myTeamsOver(link),
    enable: (groupId) => enableTeam(writer, groupId),
  };
}

/** @see https://learn.microsoft.com/graph/api/team-put-teams */
async function enableTeam({ client, scopes }: Writer, groupId: string): Promise<'enabled' | 'present'> {
  const reply = await client.send({ method: 'PUT', path: `${groupPath(groupId)}/team`, body: {}, isRead: false });
  if (reply.status < 400) return 'enabled';
  if (reply.status === 409) return reply.inDoubt ? 'enabled' : 'present';
  if (reply.status === 400) throw refusedTeam(reply);
  throw classify(reply) === 'notFound' ? teamNotReady() : refusalOf(reply, enabling, scopes);
}

const errorText = z.object({ error: z.object({ message: z.string() }) });

/** Graph has one code for all of these; what it says in English tells them apart. */
function refusedTeam({ body, status }: Reply): AppError {
  const text = errorText.safeParse(body).data?.error.message ?? '';
  if (/one or more owners/i.test(text))
    return new AppError('denied', {
      code: 'team.no-owner',
      advice: 'A group needs an owner before it can have a team. An administrator can give it one.',
    });
  return new AppError('denied', {
    code: 'team.refused',
    advice: 'Teams makes no team of this group. An administrator can say why.',
    cause: { status },
  });
}

function teamNotReady(): AppError {
  return new AppError('upstream', {
    code: 'team.not-ready',
    advice: 'Teams does not know this group yet. With new groups that can take a quarter of an hour.',
  });
}
