import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { TeamMember } from '../domain/teams.ts';
import type { Page } from '../ports/directory.ts';
import type { Teams } from '../ports/teams.ts';
import type { Reader } from './batch.ts';
import { isGuid } from './escape.ts';
import { parsed } from './group-shape.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { continued, nextOf } from './paging.ts';
import { reading, teamPath } from './read-team.ts';
import type { Doing } from './refusals.ts';
import { classify, notAMember, personNotFound, personWords, refusalOf } from './refusals.ts';

const denied = { code: 'team-member.denied', advice: 'Only owners of the team may add and remove people.' };
const adding: Doing = { denied, notFound: personWords };
const removing: Doing = { denied, notPresent: notAMember };

const memberShape = z.object({
  id: z.string().regex(/^[\w+/=-]{1,400}$/),
  roles: z.array(z.string()).nullish(),
  displayName: z.string().nullish(),
  userId: z.string().nullish(),
  email: z.string().nullish(),
});
const memberList = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(memberShape) });
type RawMember = z.infer<typeof memberShape>;

/** Who is in a team, as Teams sees it, over Graph. */
export function teamMembersOver({
  reader,
  writer,
}: Link): Pick<Teams, 'members' | 'member' | 'addMember' | 'removeMember'> {
  return {
    members: (groupId, page) => readMembers(reader, groupId, page),
    member: async (groupId, userId) => {
      const found = await readMembership(reader, groupId, userId);
      return found && toMember(found);
    },
    addMember: (groupId, userId) => addMember(writer, groupId, userId),
    removeMember: (groupId, userId) => removeMember(reader, writer, groupId, userId),
  };
}

/** @see https://learn.microsoft.com/graph/api/team-list-members */
async function readMembers(
  reader: Reader,
  groupId: string,
  { pageSize, next }: { pageSize: number; next?: string },
): Promise<Page<TeamMember>> {
  const path = `${teamPath(groupId)}/members?$top=${Math.min(999, Math.max(1, Math.trunc(pageSize)))}`;
  const body = parsed(memberList, await reader.read({ path: continued(path, next) }, reading));
  const following = nextOf(path, body['@odata.nextLink']);
  return { items: body.value.map(toMember), ...(following === undefined ? {} : { next: following }) };
}

/** A membership has an id of its own, which only this list tells. */
async function readMembership(reader: Reader, groupId: string, userId: string): Promise<RawMember | undefined> {
  if (!isGuid(userId)) throw personNotFound();
  const filter = `(microsoft.graph.aadUserConversationMember/userId eq '${userId.toLowerCase()}')`;
  const path = `${teamPath(groupId)}/members?$filter=${encodeURIComponent(filter)}`;
  return parsed(memberList, await reader.read({ path }, reading)).value[0];
}

/** Whoever is in already stays as they are. @see https://learn.microsoft.com/graph/api/team-post-members */
async function addMember({ client, scopes, graphUrl }: Writer, groupId: string, userId: string): Promise<void> {
  if (!isGuid(userId)) throw personNotFound();
  const body = {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: [],
    'user@odata.bind': `${graphUrl}/v1.0/users('${userId.toLowerCase()}')`,
  };
  const reply = await client.send({ method: 'POST', path: `${teamPath(groupId)}/members`, body, isRead: false });
  if (reply.status >= 400) throw refusalOf(reply, adding, scopes);
}

/** @see https://learn.microsoft.com/graph/api/team-delete-members */
async function removeMember(
  reader: Reader,
  { client, scopes }: Writer,
  groupId: string,
  userId: string,
): Promise<void> {
  const membership = await readMembership(reader, groupId, userId);
  if (!membership) throw new AppError('conflict', notAMember);
  if (toMember(membership).role === 'owner') throw ownerInTeam();
  const path = `${teamPath(groupId)}/members/${encodeURIComponent(membership.id)}`;
  const reply = await client.send({ method: 'DELETE', path, isRead: false });
  if (reply.status < 400 || (reply.inDoubt && classify(reply) === 'notFound')) return;
  throw refusalOf(reply, removing, scopes);
}

function ownerInTeam(): AppError {
  return new AppError('denied', {
    code: 'owner.in-team',
    advice: 'This person owns the team. Drop them as an owner first; that takes them out of the team too.',
  });
}

function toMember({ roles, displayName, userId, email }: RawMember): TeamMember {
  const role = roles?.includes('owner') ? 'owner' : roles?.includes('guest') ? 'guest' : 'member';
  return {
    userId: userId ?? '',
    displayName: displayName ?? 'Name not visible',
    ...(email ? { mail: email } : {}),
    role,
  };
}
