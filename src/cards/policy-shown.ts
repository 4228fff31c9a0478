import { roleNeeded } from '../domain/entra-roles.ts';
import type { LifecyclePolicy, PolicyReach } from '../domain/lifecycle-policy.ts';
import { defineCard, executeAction, openDialog } from './define-card.ts';
import { addressWords, dayWord, halfYear, reachWords } from './policy-words.ts';
import { rowsView, type Row } from './rows.ts';

export interface PolicyShown {
  /** Absent where the organisation has none. */
  policy?: LifecyclePolicy;
}

/** How long groups live, and which of them. */
export const policyShownCard = defineCard<PolicyShown>('rows', {
  samples: {
    all: { policy: halfYear },
    selected: { policy: { ...halfYear, reach: 'selected', addresses: [] } },
    off: { policy: { ...halfYear, reach: 'none' } },
    none: {},
  },
  text: ({ policy }) =>
    policy ? `Expiration policy: ${dayWord(policy.lifetimeDays)}` : 'There is no expiration policy',
  view: ({ policy }) =>
    rowsView({
      title: 'Expiration policy',
      sentence: policy
        ? sentenceOf(policy.reach, policy.lifetimeDays)
        : `Your organisation has none, so no group expires. ${roleNeeded('groups')}`,
      rows: policy ? rowsOf(policy) : [],
      actions: policy
        ? [
            openDialog('Change it…', 'policy.change', { policy: policy.id }),
            executeAction('Delete it', 'policy.delete', { policy: policy.id }),
          ]
        : [openDialog('Set one…', 'policy.change', {})],
    }),
});

function sentenceOf(reach: PolicyReach, lifetimeDays: number): string {
  if (reach === 'none') return 'It is switched off: no group expires.';
  const which = reach === 'all' ? 'Every Microsoft 365 group' : 'A Microsoft 365 group that was put under it';
  return `${which} is deleted ${dayWord(lifetimeDays)} after it was made, unless an owner renews it or people use it. A deleted group can be brought back for 30 days.`;
}

function rowsOf({ lifetimeDays, reach, addresses }: LifecyclePolicy): Row[] {
  return [
    { name: 'Lifetime', meta: [dayWord(lifetimeDays)] },
    { name: 'Which groups', meta: [reachWords(reach)] },
    { name: 'Mail for groups without owners goes to', meta: [addressWords(addresses)] },
    { name: 'Who may change it', meta: [roleNeeded('groups')] },
  ];
}
