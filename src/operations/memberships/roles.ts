import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { rolesListCard, type RolesList } from '../../cards/roles-list.ts';
import { groupRoles, type GroupRole, type Subject } from '../../domain/memberships.ts';
import type { Memberships } from '../../ports/memberships.ts';
import { defineOperation } from '../define-operation.ts';
import { findSubject, subjectInput } from './find-subject.ts';

const name = 'member.roles';
const summary = 'Show which administrator roles somebody has over groups';

/**
 * Which of the administrator roles that reach groups somebody or something has, by itself or through a group.
 * @throws AppError `person.not-found`, `group.not-found`, `member.read-denied`
 * @see https://learn.microsoft.com/graph/api/directoryobject-checkmemberobjects
 */
export const memberRoles = defineOperation({
  name,
  phrases: ['roles of', 'admin roles of', 'administrator roles of', 'my roles'],
  sayings: [
    'what|which roles does|do|has {who} have?',
    'what may|can {who} do?',
    'is|am {who} a|an? admin|administrator',
  ],
  summary,
  example: 'roles of Ada Lovelace',
  argument: 'who',
  input: subjectInput,
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run(said, services): Promise<{ choose: ChoosePerson } | { list: RolesList }> {
    const found = await findSubject(said, services);
    if ('choose' in found) return { choose: { ...found.choose, operation: { name, summary } } };
    const { subject } = found;
    const isMe = subject.id === services.caller.userId;
    return { list: { subject, isMe, roles: await rolesOf(subject, services.memberships) } };
  },
  card: (result, reader) =>
    'choose' in result ? choosePersonCard(result.choose, reader) : rolesListCard(result.list, reader),
});

/** @throws AppError `member.read-denied` */
export async function rolesOf(subject: Subject, memberships: Pick<Memberships, 'whichGiveRole'>): Promise<GroupRole[]> {
  const held = await memberships.whichGiveRole(
    subject,
    groupRoles.map(({ id }) => id),
  );
  return groupRoles.filter(({ id }) => held.includes(id));
}
