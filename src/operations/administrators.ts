import { peopleFrom } from '../domain/approver-sources.ts';
import { auditReaderRoles } from '../domain/audit-readers.ts';
import type { Services } from './operation.ts';
import { unlessRefused } from './resolve-group.ts';

/** What `isAdministrator` takes of Graph; where the policy names people, what finding these takes is asked for then. */
export const administratorScopes = ['User.Read'];

/** Whoever the policy names as such, or holds a role for it: asked of the directory each time. */
export async function isAdministrator(services: Services): Promise<boolean> {
  const { policy, caller, memberships, approvers } = services;
  const { admins } = policy;
  const held = await unlessRefused(memberships.whichGiveRole({ kind: 'person', id: caller.userId }, auditReaderRoles));
  if (held?.length) return true;
  const named = admins && (await unlessRefused(peopleFrom(admins, { requesterId: caller.userId }, {}, approvers)));
  return named?.some(({ id }) => id === caller.userId) ?? false;
}
