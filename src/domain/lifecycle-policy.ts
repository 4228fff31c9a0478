import { AppError } from './errors.ts';
import { roleNeeded } from './entra-roles.ts';

/** Which groups expire: all Microsoft 365 groups, those that were put under the policy, or none for now. */
export type PolicyReach = 'all' | 'selected' | 'none';

/** What an organisation says about how long its groups live. */
export interface PolicyTerms {
  lifetimeDays: number;
  reach: PolicyReach;
  /** Who hears when a group without owners is about to expire. */
  addresses: readonly string[];
}

/** An organisation has one at most. */
export interface LifecyclePolicy extends PolicyTerms {
  id: string;
}

export const policyLimits = {
  /** Days that Graph takes at least. */
  shortest: 30,
  /** A hundred years; longer is a mistake. */
  longest: 36_500,
  /** How many groups a policy for selected groups can cover. */
  selected: 500,
} as const;

export function noPolicy(): AppError {
  return new AppError('conflict', {
    code: 'policy.none',
    advice: `Your organisation has no expiration policy, so no group expires. “Set expiration policy” makes one. ${roleNeeded('groups')}`,
  });
}
