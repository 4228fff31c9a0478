import type { LifecyclePolicy, PolicyTerms } from '../domain/lifecycle-policy.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { dayWord, halfYear, termFacts } from './policy-words.ts';

export type PolicyConfirm =
  /** `now` is absent where the organisation has no policy yet. */
  { what: 'save'; now?: LifecyclePolicy; terms: PolicyTerms } | { what: 'delete'; now: LifecyclePolicy };

/** What a change of the policy means, before it is made. */
export const policyConfirmCard = defineCard<PolicyConfirm>('confirm', {
  samples: {
    first: { what: 'save', terms: halfYear },
    shorter: { what: 'save', now: halfYear, terms: { ...halfYear, lifetimeDays: 30, addresses: [] } },
    off: { what: 'save', now: halfYear, terms: { ...halfYear, reach: 'none' } },
    selected: { what: 'save', now: halfYear, terms: { ...halfYear, reach: 'selected' } },
    delete: { what: 'delete', now: halfYear },
  },
  asks: () => true,
  text: (data) => titleOf(data),
  view: (data) =>
    confirmView({
      title: titleOf(data),
      sentence: meaningOf(data),
      facts: data.what === 'save' ? termFacts(data.terms) : termFacts(data.now),
      yes: yesOf(data),
      no: { title: 'Leave as it is', verb: 'policy.show', data: {} },
    }),
});

function titleOf({ what, now }: PolicyConfirm): string {
  if (what === 'delete') return 'Delete the expiration policy?';
  return now ? 'Change the expiration policy?' : 'Let groups expire?';
}

function meaningOf(data: PolicyConfirm): string {
  if (data.what === 'delete')
    return 'No group of the organisation expires any more, and their dates of expiration are gone. The policy has to be made anew to have it back.';
  const { now, terms } = data;
  switch (terms.reach) {
    case 'none':
      return 'No group of the organisation expires as long as this holds.';
    case 'selected':
      return now?.reach === 'all'
        ? 'Only groups that are put under the policy one by one expire. Look at them afterwards.'
        : `Groups that are put under the policy are deleted ${dayWord(terms.lifetimeDays)} after they were made, unless they are renewed.`;
    case 'all':
      return `Every Microsoft 365 group of the organisation is deleted ${dayWord(terms.lifetimeDays)} after it was made or renewed last, unless it is renewed. Groups that are older already get about 35 days, and their owners hear before.`;
  }
}

function yesOf(data: PolicyConfirm): { title: string; verb: string; data: Record<string, unknown> } {
  if (data.what === 'delete') return { title: 'Delete it', verb: 'policy.delete', data: { policy: data.now.id } };
  const { now, terms } = data;
  return {
    title: 'Save for everybody',
    verb: 'policy.change',
    data: {
      ...(now && { policy: now.id }),
      lifetime: String(terms.lifetimeDays),
      reach: terms.reach,
      addresses: terms.addresses.join('; '),
      filled: 'yes',
    },
  };
}
