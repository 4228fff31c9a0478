import { AppError } from '../domain/errors.ts';
import type { Teams } from '../ports/teams.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import type { Doing } from './refusals.ts';
import { classify, refusalOf } from './refusals.ts';

/** Graph asks for ten seconds between attempts, which is longer than a person's click may take: later ones are theirs. */
const teamWaitsMs = [2_000, 4_000];

const enabling: Doing = {
  denied: { code: 'team.denied', advice: 'Only an owner of the group or an administrator may put a team on it.' },
};

/** The teams of groups over Graph. */
export function teamsOver({ writer }: Link): Teams {
  return {
    enable: (groupId) => enableTeam(writer, groupId),
  };
}

/**
 * Puts a team on a group. One that is there already is what was wanted.
 * @throws AppError `team.not-ready` when the group is too new, `team.denied`, `team.no-owner`
 * @see https://learn.microsoft.com/graph/api/team-put-teams
 */
async function enableTeam(writer: Writer, groupId: string): Promise<void> {
  const { client, scopes } = writer;
  for (const waitMs of [...teamWaitsMs, 0]) {
    const reply = await client.send({ method: 'PUT', path: `${groupPath(groupId)}/team`, body: {}, isRead: false });
    if (reply.status < 400 || reply.status === 409) return;
    if (reply.status === 400) throw noOwner();
    if (classify(reply) !== 'notFound') throw refusalOf(reply, enabling, scopes);
    if (waitMs === 0 || !(await client.budget.wait(waitMs, client.signal))) break;
  }
  throw teamNotReady();
}

function teamNotReady(): AppError {
  return new AppError('upstream', {
    code: 'team.not-ready',
    advice: 'The group is so new that Teams does not know it yet. That can take a quarter of an hour.',
  });
}

function noOwner(): AppError {
  return new AppError('denied', { code: 'team.no-owner', advice: 'A group needs an owner before it can have a team.' });
}
