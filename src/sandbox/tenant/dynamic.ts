import { parseMembershipRule } from './membership-rule.ts';
import type { Tenant } from './tenant.ts';

/** Makes the members of a group those whom its rule describes. A rule that is paused changes nothing. */
export function applyMembershipRule(tenant: Tenant, groupId: string): void {
  const group = tenant.group(groupId);
  const test = parseMembershipRule(group?.membershipRule ?? '');
  if (!group || !test || group.membershipRuleProcessingState !== 'On') return;
  const wanted = new Set([...tenant.users()].filter(test).map((user) => user.id));
  tenant.atomically(() => {
    for (const id of [...tenant.linked(group.id, 'member')]) if (!wanted.has(id)) tenant.unlink(group.id, 'member', id);
    for (const id of wanted) tenant.link(group.id, 'member', id);
  });
}
