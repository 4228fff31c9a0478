import { z } from 'zod';
import { policyConfirmCard, type PolicyConfirm } from '../../cards/policy-confirm.ts';
import { policyFormCard, type PolicyForm, type PolicyValues } from '../../cards/policy-form.ts';
import { policyToldCard, type PolicyTold } from '../../cards/policy-told.ts';
import {
  policyLimits,
  type LifecyclePolicy,
  type PolicyReach,
  type PolicyTerms,
} from '../../domain/lifecycle-policy.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import type { Services } from '../operation.ts';

type Changing = { form: PolicyForm } | { ask: PolicyConfirm } | { told: PolicyTold; changedId?: string };

const broken = 'This form is broken. Ask again with “change expiration policy”.';
const field = z.string({ error: broken }).trim().max(8_000, broken).default('');

/**
 * Makes the organisation's expiration policy or changes it: a form, then what it means, then it is saved.
 * @throws AppError `policy.denied`, `policy.exists`, `policy.gone`
 * @see https://learn.microsoft.com/graph/api/grouplifecyclepolicy-update
 */
export const changePolicy = defineOperation({
  name: 'policy.change',
  phrases: [
    'change expiration policy',
    'change the expiration policy',
    'set expiration policy',
    'set the expiration policy',
    'set an expiration policy',
    'edit expiration policy',
    'create expiration policy',
    'new expiration policy',
    'change lifecycle policy',
  ],
  role: 'groups',
  summary: 'Say how long groups live before they expire (administrators)',
  example: 'change expiration policy',
  input: z.object({
    policy: z.guid({ error: broken }).optional(),
    lifetime: field,
    reach: field,
    addresses: field,
    filled: z.literal('yes', { error: broken }).optional(),
    confirmed,
  }),
  scopes: ['Directory.ReadWrite.All'],

  dialog: { title: 'Expiration policy' },

  async run({ policy: policyId, filled, confirmed: answer, ...values }, services): Promise<Changing> {
    const now = await policyNow(policyId, services);
    if (filled !== 'yes') return { form: { ...idOf(now), values: valuesOf(now) } };
    const { terms, problems } = termsIn(values);
    if (!terms) return { form: { ...idOf(now), values, problems } };

    const changes = now ? differences(terms, now) : terms;
    if (Object.keys(changes).length === 0) return { told: { what: 'unchanged' } };
    if (answer !== 'yes') return { ask: { what: 'save', terms, ...(now && { now }) } };
    const { lifecycle, caller } = services;
    if (now) await lifecycle.changePolicy(now.id, changes);
    else await lifecycle.createPolicy(caller.tenantId, terms);
    return { told: { what: 'saved', isNew: !now, terms }, changedId: now?.id ?? caller.tenantId };
  },
  changes: (changing) =>
    'told' in changing && changing.changedId !== undefined
      ? { outcome: 'done', groupId: changing.changedId }
      : undefined,
  card(changing, reader) {
    if ('form' in changing) return policyFormCard(changing.form, reader);
    return 'ask' in changing ? policyConfirmCard(changing.ask, reader) : policyToldCard(changing.told, reader);
  },
});

/** The one that a button names, else the only one. */
async function policyNow(policyId: string | undefined, { lifecycle }: Services): Promise<LifecyclePolicy | undefined> {
  return policyId === undefined ? (await lifecycle.policies())[0] : lifecycle.policy(policyId);
}

function idOf(now: LifecyclePolicy | undefined): { policyId?: string } {
  return now ? { policyId: now.id } : {};
}

function valuesOf(now: LifecyclePolicy | undefined): PolicyValues {
  if (!now) return { lifetime: '180', reach: 'all', addresses: '' };
  return { lifetime: String(now.lifetimeDays), reach: now.reach, addresses: now.addresses.join('; ') };
}

const reaches: readonly PolicyReach[] = ['all', 'selected', 'none'];
const mostAddresses = 10;

function termsIn(values: PolicyValues): { terms?: PolicyTerms; problems: NonNullable<PolicyForm['problems']> } {
  const lifetimeDays = /^\d{1,6}$/u.test(values.lifetime) ? Number(values.lifetime) : undefined;
  const reach = reaches.find((one) => one === values.reach);
  const addresses = [...new Set(values.addresses.split(/[;,\s]+/u).filter((address) => address !== ''))];
  const { shortest, longest } = policyLimits;
  const problems: NonNullable<PolicyForm['problems']> = {};
  if (lifetimeDays === undefined) problems.lifetime = 'Please write a number of days, such as 180.';
  else if (lifetimeDays < shortest) problems.lifetime = `Microsoft 365 takes ${shortest} days at least.`;
  else if (lifetimeDays > longest) problems.lifetime = `Please take ${longest} days at most.`;
  if (!reach) problems.reach = 'Please choose which groups expire.';
  const wrong = addresses.find((address) => !/^[^\s@;,<>]{1,64}@[^\s@;,<>]+\.[^\s@;,<>]+$/u.test(address));
  if (wrong !== undefined) problems.addresses = `“${wrong}” is not a mail address.`;
  else if (addresses.length > mostAddresses) problems.addresses = `Please name ${mostAddresses} addresses at most.`;
  const isWhole = Object.keys(problems).length === 0 && lifetimeDays !== undefined && reach;
  return isWhole ? { terms: { lifetimeDays, reach, addresses }, problems } : { problems };
}

function differences(terms: PolicyTerms, now: LifecyclePolicy): Partial<PolicyTerms> {
  return {
    ...(terms.lifetimeDays !== now.lifetimeDays && { lifetimeDays: terms.lifetimeDays }),
    ...(terms.reach !== now.reach && { reach: terms.reach }),
    ...(terms.addresses.join(';') !== now.addresses.join(';') && { addresses: terms.addresses }),
  };
}
