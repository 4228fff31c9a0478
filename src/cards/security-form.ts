import { planLimits } from '../domain/group-plan.ts';
import { defineCard, openAction } from './define-card.ts';
import { formView } from './form.ts';
import { guild, longNamed } from './samples.ts';

export interface SecurityForm {
  draftId: string;
  displayName: string;
  description: string;
  /** In plain words, by field. */
  problems: Readonly<Record<string, string>>;
}

export const securityFormCard = defineCard<SecurityForm>('form', {
  samples: {
    empty: { draftId: guild.id, displayName: '', description: '', problems: {} },
    wrong: {
      draftId: guild.id,
      displayName: longNamed.displayName,
      description: 'Who may use the print room.',
      problems: { displayName: 'Names have up to 256 characters.' },
    },
  },
  text: () => 'New security group',
  view: ({ draftId, displayName, description, problems }) =>
    formView({
      title: 'New security group',
      sentence: 'It gives access to things and has no mailbox. You own it and add people, devices and other groups.',
      fields: [
        {
          kind: 'text',
          id: 'displayName',
          label: 'Name',
          isRequired: true,
          value: displayName,
          maxLength: planLimits.displayName,
          problem: problems['displayName'],
        },
        {
          kind: 'text',
          id: 'description',
          label: 'What it is for',
          isMultiline: true,
          value: description,
          maxLength: planLimits.description,
          problem: problems['description'],
        },
      ],
      send: { title: 'Create', verb: 'group.new-security', data: { draftId, confirmed: 'yes' } },
      others: [openAction('My groups', 'group.mine', {})],
    }),
});
