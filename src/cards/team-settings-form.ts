import { gifRatings, teamSwitches, type TeamSettings, type TeamSwitch } from '../domain/team-settings.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView, type Field } from './form.ts';
import { guild } from './samples.ts';

export interface TeamSettingsForm {
  group: Group;
  settings: TeamSettings;
}

const sections: readonly { title: string; switches: Partial<Record<TeamSwitch, string>> }[] = [
  {
    title: 'Members may',
    switches: {
      membersMakeChannels: 'Make and change channels',
      membersMakePrivateChannels: 'Make private channels',
      membersDeleteChannels: 'Delete channels',
      membersAddApps: 'Add and remove apps',
      membersAddTabs: 'Add, change and remove tabs',
      membersAddConnectors: 'Add, change and remove connectors',
    },
  },
  {
    title: 'Guests may',
    switches: { guestsMakeChannels: 'Make and change channels', guestsDeleteChannels: 'Delete channels' },
  },
  {
    title: 'Messages',
    switches: {
      membersEditMessages: 'People may change their own messages',
      membersDeleteMessages: 'People may delete their own messages',
      ownersDeleteMessages: 'Owners may delete all messages',
      mentionTeam: 'The whole team can be mentioned',
      mentionChannels: 'Channels can be mentioned',
    },
  },
  {
    title: 'Fun',
    switches: {
      stickers: 'Stickers and memes',
      ownMemes: 'Memes that people make themselves',
      gifs: 'Moving pictures',
    },
  },
];

const ratingWords: Record<TeamSettings['gifRating'], string> = {
  strict: 'Strictly: fit for everybody',
  moderate: 'Moderately: hardly anything for adults only',
};

const usual = Object.fromEntries(teamSwitches.map((one) => [one, !one.startsWith('guests')])) as Record<
  TeamSwitch,
  boolean
>;

export const teamSettingsFormCard = defineCard<TeamSettingsForm>('form', {
  samples: { first: { group: guild, settings: { ...usual, gifRating: 'moderate' } } },
  asks: () => true,
  text: ({ group }) => `Settings of the team ${plain(group.displayName)}`,
  view: ({ group, settings }) =>
    formView({
      title: `Settings of the team ${escapeText(group.displayName)}`,
      fields: [
        ...sections.flatMap(({ title, switches }) => togglesOf(title, switches, settings)),
        {
          kind: 'choice',
          id: 'gifRating',
          label: 'How moving pictures are chosen',
          isRequired: true,
          value: settings.gifRating,
          choices: gifRatings.map((value) => ({ value, title: ratingWords[value] })),
        },
      ],
      send: { title: 'Save', verb: 'team.settings', data: { group: group.id, confirmed: 'yes' } },
      others: [executeAction('Leave as it is', 'team.show', { group: group.id })],
    }),
});

function togglesOf(title: string, switches: Partial<Record<TeamSwitch, string>>, settings: TeamSettings): Field[] {
  return Object.entries(switches).map(([id, words], index) => ({
    kind: 'toggle',
    id,
    label: '',
    title: words,
    value: settings[id as TeamSwitch],
    ...(index === 0 && { section: title }),
  }));
}
