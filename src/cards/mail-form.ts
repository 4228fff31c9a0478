import type { MailSettings } from '../domain/group-profile.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild } from './samples.ts';

export interface MailForm {
  group: Group;
  settings: MailSettings;
}

const labels: Record<keyof MailSettings, { label: string; title: string }> = {
  allowExternalSenders: { label: 'Senders', title: 'People outside the organisation may write to it' },
  autoSubscribeNewMembers: { label: 'Members', title: 'Who joins gets its mail without asking for it' },
  hideFromAddressLists: { label: 'Address book', title: 'Hide it from the address book' },
  hideFromOutlookClients: { label: 'Outlook', title: 'Hide it from the list of groups in Outlook' },
};

export const mailFormCard = defineCard<MailForm>('form', {
  samples: {
    first: {
      group: guild,
      settings: {
        allowExternalSenders: false,
        autoSubscribeNewMembers: true,
        hideFromAddressLists: false,
        hideFromOutlookClients: false,
      },
    },
  },
  asks: () => true,
  text: ({ group }) => `Mail settings of ${plain(group.displayName)}`,
  view: ({ group, settings }) =>
    formView({
      title: `Mail settings of ${escapeText(group.displayName)}`,
      fields: (Object.keys(labels) as (keyof MailSettings)[]).map((id) => ({
        kind: 'toggle',
        id,
        ...labels[id],
        value: settings[id],
      })),
      send: { title: 'Save', verb: 'group.mail-settings', data: { group: group.id, confirmed: 'yes' } },
      others: [executeAction('Leave as it is', 'group.show', { group: group.id })],
    }),
});
