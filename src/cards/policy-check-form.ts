import { defineCard } from './define-card.ts';
import { formView } from './form.ts';

/** The most that an input of a card takes. */
export const mostPastedPolicy = 24_000;

export interface PolicyCheckForm {
  /** In plain words. */
  problem?: string;
}

/** Where a policy's file is pasted. */
export const policyCheckFormCard = defineCard<PolicyCheckForm>('form', {
  samples: { empty: {}, wrong: { problem: 'Paste what stands in the file.' } },
  text: () => 'Check a policy',
  view: ({ problem }) =>
    formView({
      title: 'Check a policy',
      sentence:
        'Paste what stands in the file, or attach it to a message that says “policy check”. Nothing is changed: you read what is wrong in it, or what it would have changed about the requests of the last 90 days.',
      fields: [
        {
          kind: 'text',
          id: 'text',
          label: 'The file',
          isRequired: true,
          isMultiline: true,
          maxLength: mostPastedPolicy,
          placeholder: 'approvals:',
          ...(problem !== undefined && { problem }),
        },
      ],
      send: { title: 'Check it', verb: 'rules.check', data: { confirmed: 'yes' } },
    }),
});
