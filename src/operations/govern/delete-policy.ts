import { z } from 'zod';
import { policyConfirmCard, type PolicyConfirm } from '../../cards/policy-confirm.ts';
import { policyToldCard } from '../../cards/policy-told.ts';
import { noPolicy } from '../../domain/lifecycle-policy.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';

type Deleting = { ask: PolicyConfirm } | { deletedId: string };

/**
 * Deletes the organisation's expiration policy, after saying what it means: nothing expires then.
 * @throws AppError `policy.none`, `policy.denied`, `policy.gone`
 * @see https://learn.microsoft.com/graph/api/grouplifecyclepolicy-delete
 */
export const deletePolicy = defineOperation({
  name: 'policy.delete',
  phrases: [
    'delete expiration policy',
    'delete the expiration policy',
    'remove expiration policy',
    'remove the expiration policy',
    'delete lifecycle policy',
  ],
  isDestructive: true,
  role: 'groups',
  summary: 'Let no group expire any more (administrators)',
  example: 'delete expiration policy',
  input: z.object({
    policy: z.guid({ error: 'This button is broken. Ask for “expiration policy” again.' }).optional(),
    confirmed,
  }),
  scopes: ['Directory.ReadWrite.All'],

  async run({ policy: policyId, confirmed: answer }, { lifecycle }): Promise<Deleting> {
    const now = policyId === undefined ? (await lifecycle.policies())[0] : await lifecycle.policy(policyId);
    if (!now) throw noPolicy();
    if (answer !== 'yes' || policyId === undefined) return { ask: { what: 'delete', now } };
    await lifecycle.deletePolicy(now.id);
    return { deletedId: now.id };
  },
  changes: (deleting) => ('deletedId' in deleting ? { outcome: 'done', groupId: deleting.deletedId } : undefined),
  card: (deleting, reader) =>
    'ask' in deleting ? policyConfirmCard(deleting.ask, reader) : policyToldCard({ what: 'deleted' }, reader),
});
