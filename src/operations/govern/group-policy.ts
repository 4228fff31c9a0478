import { z } from 'zod';
import { policyToldCard, type PolicyMoved, type PolicyTold } from '../../cards/policy-told.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { noPolicy, type LifecyclePolicy } from '../../domain/lifecycle-policy.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import type { Operation, Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';

/**
 * Says which expiration policy a group is under.
 * @throws AppError `policy.read-denied`
 * @see https://learn.microsoft.com/graph/api/group-list-grouplifecyclepolicies
 */
export const policyOfGroup = defineOperation({
  name: 'policy.of-group',
  phrases: [
    'expiration policy of',
    'expiration policy for',
    'lifecycle policy of',
    'which policy covers',
    'what policy covers',
    'which expiration policy covers',
  ],
  summary: 'Show whether a group is under the expiration policy',
  example: 'which policy covers Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Directory.Read.All'],

  async run({ group: wanted }, { directory, lifecycle }): Promise<PolicyTold> {
    const group = await resolveGroup(directory, wanted);
    refuseUnlessExpiring(group);
    const [policy] = await lifecycle.policiesOf(group.id);
    return { what: 'ofGroup', group, ...(policy && { policy }) };
  },
  card: policyToldCard,
});

/** Puts a group under the policy for selected groups, or takes it off. */
function moving(
  isCovering: boolean,
  {
    name,
    phrases,
    sayings = [],
    summary,
    example,
  }: Pick<Operation, 'name' | 'phrases' | 'sayings' | 'summary' | 'example'>,
): Operation {
  return defineOperation({
    name,
    phrases,
    sayings,
    role: 'groups',
    summary,
    example,
    argument: 'group',
    input: z.object({ group: groupName }),
    scopes: ['Directory.ReadWrite.All'],

    async run({ group: wanted }, services): Promise<PolicyMoved> {
      const [group, policy] = await Promise.all([resolveGroup(services.directory, wanted), selectedPolicy(services)]);
      refuseUnlessExpiring(group);
      const { lifecycle } = services;
      if (isCovering) {
        const isNew = await lifecycle.coverGroup(group.id, policy.id);
        return { what: isNew ? 'covered' : 'alreadyCovered', group, policy };
      }
      const wasCovered = await lifecycle.uncoverGroup(group.id, policy.id);
      return { what: wasCovered ? 'uncovered' : 'notCovered', group, policy };
    },
    changes: ({ what, group }) =>
      what === 'covered' || what === 'uncovered' ? { outcome: 'done', groupId: group.id } : undefined,
    card: policyToldCard,
  });
}

/**
 * @throws AppError `policy.none`, `policy.not-selected`, `policy.denied`, `policy.refused`
 * @see https://learn.microsoft.com/graph/api/grouplifecyclepolicy-addgroup
 */
export const coverGroup = moving(true, {
  name: 'policy.cover',
  phrases: ['let expire', 'put under the expiration policy', 'put under expiration policy', 'cover'],
  sayings: ['put|bring|keep {group} under the|our? expiration|expiry|lifecycle policy'],
  summary: 'Put a group under the expiration policy (administrators)',
  example: 'let expire Design Guild',
});

/**
 * @throws AppError as `coverGroup`
 * @see https://learn.microsoft.com/graph/api/grouplifecyclepolicy-removegroup
 */
export const uncoverGroup = moving(false, {
  name: 'policy.uncover',
  phrases: ['never let expire', 'take off the expiration policy', 'take off expiration policy', 'do not let expire'],
  sayings: ['take|get {group} off|from the|our? expiration|expiry|lifecycle policy'],
  summary: 'Take a group off the expiration policy (administrators)',
  example: 'never let expire Design Guild',
});

/** The policy, if it is one that groups are put under one by one. */
async function selectedPolicy({ lifecycle }: Services): Promise<LifecyclePolicy> {
  const [policy] = await lifecycle.policies();
  if (!policy) throw noPolicy();
  if (policy.reach === 'selected') return policy;
  throw new AppError('conflict', {
    code: 'policy.not-selected',
    advice:
      policy.reach === 'all'
        ? 'The expiration policy is for all Microsoft 365 groups: none is put under it or taken off by itself. “Change expiration policy” can make it one for selected groups.'
        : 'The expiration policy is switched off, so no group is under it. “Change expiration policy” can make it one for selected groups.',
  });
}

function refuseUnlessExpiring(group: Group): void {
  if (group.kind === 'microsoft365') return;
  throw new AppError('denied', {
    code: 'policy.wrong-kind',
    advice: `“${group.displayName}” never expires: only Microsoft 365 groups do.`,
  });
}
