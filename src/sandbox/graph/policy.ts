import type { GroupRecord, LifecyclePolicyRecord } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { isUnified } from './access.ts';
import { day, isoSeconds } from './dates.ts';

/** The organisation's lifecycle policy; there is one at most. */
export function policyOf(tenant: Tenant): LifecyclePolicyRecord | undefined {
  return tenant.policies.all()[0];
}

/** @returns when a group expires that is made now: it is under a policy for all groups, under no other */
export function expiryOf(tenant: Tenant, now: number): string | null {
  const policy = policyOf(tenant);
  return policy?.managedGroupTypes === 'All' ? isoSeconds(now + policy.groupLifetimeInDays * day) : null;
}

/** Days that a group has which was too old already when it came under a policy. */
const graceInDays = 35;

/** Puts a group under a policy. */
export function coverGroup(tenant: Tenant, policy: LifecyclePolicyRecord, group: GroupRecord, now: number): void {
  const end = Date.parse(group.renewedDateTime) + policy.groupLifetimeInDays * day;
  const expiresAt = end > now ? end : now + graceInDays * day;
  tenant.updateGroup(group.id, { expirationDateTime: isoSeconds(expiresAt) });
}

/** Makes the expiry of every Microsoft 365 group follow a policy that was made, changed or deleted. */
export function applyPolicy(tenant: Tenant, policy: LifecyclePolicyRecord | undefined, now: number): void {
  tenant.atomically(() => {
    for (const group of tenant.groups()) {
      if (!isUnified(group)) continue;
      const isCovered = group.expirationDateTime !== null;
      if (policy?.managedGroupTypes === 'All' || (policy?.managedGroupTypes === 'Selected' && isCovered))
        coverGroup(tenant, policy, group, now);
      else if (isCovered) tenant.updateGroup(group.id, { expirationDateTime: null });
    }
  });
}
