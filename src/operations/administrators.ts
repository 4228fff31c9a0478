import { peopleFrom } from '../domain/approver-sources.ts';
import { auditReaderRoles } from '../domain/audit-readers.ts';
import type { Services } from './operation.ts';
import { unlessRefused } from './resolve-group.ts';

/** What `isAdministrator` takes of Graph. */
export const administratorScopes = ['User.Read', 'GroupMember.Read.All', 'User.ReadBasic.All'];

/** Whoever the policy names as such, or holds a role for it: asked of the directory each time. */
export async function isAdministrator(services: Services): Promise<boolean> {
  const { policy, caller, memberships, directory, approvers } = services;
  const { admins } = policy;
  const held = await unlessRefused(memberships.whichGiveRole({ kind: 'person', id: caller.userId }, auditReaderRoles));
  if (held?.length) return true;
  const lookup = { ...approvers, ...directory };
  const named = admins && (await unlessRefused(peopleFrom(admins, { requesterId: caller.userId }, {}, lookup)));
  return named?.some(({ id }) => id === caller.userId) ?? false;
}
