import { z } from 'zod';
import { policyShownCard, type PolicyShown } from '../../cards/policy-shown.ts';
import { defineOperation } from '../define-operation.ts';

/**
 * Says how long groups live, and which of them.
 * @throws AppError `policy.read-denied`
 * @see https://learn.microsoft.com/graph/api/grouplifecyclepolicy-list
 */
export const showPolicy = defineOperation({
  name: 'policy.show',
  phrases: [
    'expiration policy',
    'expiry policy',
    'lifecycle policy',
    'show expiration policy',
    'show the expiration policy',
    'show lifecycle policy',
    'what is the expiration policy',
    'how long do groups live',
    'when do groups expire',
  ],
  summary: 'Show how long groups live before they expire',
  example: 'expiration policy',
  input: z.object({}),
  scopes: ['Directory.Read.All'],

  async run(_, { lifecycle }): Promise<PolicyShown> {
    const [policy] = await lifecycle.policies();
    return policy ? { policy } : {};
  },
  card: policyShownCard,
});
