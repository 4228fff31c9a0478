import { roleNeeded } from '../domain/entra-roles.ts';
import { policyLimits } from '../domain/lifecycle-policy.ts';
import { defineCard, executeAction } from './define-card.ts';
import { formView } from './form.ts';
import { halfYear, reachWords } from './policy-words.ts';

/** What stands in the fields. */
export interface PolicyValues {
  lifetime: string;
  reach: string;
  addresses: string;
}

export interface PolicyForm {
  /** Absent where there is no policy yet. */
  policyId?: string;
  values: PolicyValues;
  problems?: Partial<Record<keyof PolicyValues, string>>;
}

const values: PolicyValues = { lifetime: '180', reach: 'all', addresses: 'it@contoso.com' };

export const policyFormCard = defineCard<PolicyForm>('form', {
  samples: {
    first: { values: { ...values, addresses: '' } },
    change: { policyId: halfYear.id, values },
    wrong: {
      policyId: halfYear.id,
      values: { ...values, lifetime: '7' },
      problems: { lifetime: 'Groups live for 30 days at least.' },
    },
  },
  asks: () => true,
  text: ({ policyId }) => titleOf(policyId),
  view: ({ policyId, values: shown, problems = {} }) =>
    formView({
      title: titleOf(policyId),
      sentence: `It holds for the whole organisation; what it means is asked before it is saved. ${roleNeeded('groups')}`,
      fields: [
        {
          kind: 'text',
          id: 'lifetime',
          label: `How many days a group lives (${policyLimits.shortest} at least)`,
          isRequired: true,
          value: shown.lifetime,
          maxLength: 6,
          problem: problems.lifetime,
        },
        {
          kind: 'choice',
          id: 'reach',
          label: 'Which groups',
          isRequired: true,
          value: shown.reach,
          choices: (['all', 'selected', 'none'] as const).map((value) => ({ value, title: reachWords(value) })),
          problem: problems.reach,
        },
        {
          kind: 'text',
          id: 'addresses',
          label: 'Who hears when a group without owners expires: mail addresses',
          value: shown.addresses,
          placeholder: 'it@contoso.com; groups@contoso.com',
          maxLength: 1000,
          isMultiline: true,
          problem: problems.addresses,
        },
      ],
      send: { title: 'Go on', verb: 'policy.change', data: { ...idData(policyId), filled: 'yes' } },
      others: [executeAction('Leave as it is', 'policy.show', {})],
    }),
});

function titleOf(policyId: string | undefined): string {
  return policyId === undefined ? 'Set an expiration policy' : 'Change the expiration policy';
}

function idData(policyId: string | undefined): { policy?: string } {
  return policyId === undefined ? {} : { policy: policyId };
}
