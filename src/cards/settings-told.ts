import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

export type SettingsTold =
  | { what: 'saved' | 'unchanged' | 'reset' }
  | {
      what: 'guests';
      group: Pick<Group, 'id' | 'displayName'>;
      /** What was chosen for this group alone. */
      own?: boolean;
      /** What the organisation says. */
      organisation: boolean;
      isNew?: boolean;
    };

/** What became of settings, or how a group stands to guests. */
export const settingsToldCard = defineCard<SettingsTold>('done', {
  samples: {
    saved: { what: 'saved' },
    unchanged: { what: 'unchanged' },
    reset: { what: 'reset' },
    guestsByDefault: { what: 'guests', group: guild, organisation: true },
    guestsRefused: { what: 'guests', group: guild, organisation: true, own: false, isNew: true },
    guestsNowhere: { what: 'guests', group: guild, organisation: false, own: true },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data),
    detail: '',
    hasDetail: false,
    actions: data.what === 'guests' ? guestActions(data) : [openAction('Settings for groups', 'settings.show', {})],
  }),
});

type Guests = Extract<SettingsTold, { what: 'guests' }>;

function titleOf(data: SettingsTold, show: (text: string, maxLength: number) => string): string {
  switch (data.what) {
    case 'saved':
      return 'The settings for groups are changed';
    case 'unchanged':
      return 'The settings for groups stay as they are';
    case 'reset':
      return 'The settings for groups are reset';
    case 'guests':
      return `Guests ${mayJoin(data) ? 'may' : 'cannot'} be added to ${show(data.group.displayName, 120)}`;
  }
}

function mayJoin({ own, organisation }: Guests): boolean {
  return organisation && own !== false;
}

function sentenceOf(data: SettingsTold): string {
  switch (data.what) {
    case 'saved':
      return 'Microsoft 365 can take a while to go by them everywhere.';
    case 'unchanged':
      return 'They were so already.';
    case 'reset':
      return 'Microsoft’s own settings hold now.';
    case 'guests':
      return guestSentence(data);
  }
}

function guestSentence({ own, organisation, isNew = false }: Guests): string {
  if (!organisation) return 'Your organisation lets no group add guests, whatever is chosen for this one.';
  if (own === undefined) return 'Nothing was chosen for this group, so what the organisation says holds.';
  const stay = own ? '' : ' Guests who are in it stay.';
  return `${isNew ? 'This holds from now on' : 'This was chosen for this group'}.${stay}`;
}

function guestActions({ group: { id }, own, organisation }: Guests): Record<string, unknown>[] {
  const group = { group: id };
  return [
    ...(organisation && own === false ? [executeAction('Let guests in', 'settings.allow-guests', group)] : []),
    ...(organisation && own !== false ? [executeAction('Keep guests out', 'settings.refuse-guests', group)] : []),
    ...(own === undefined ? [] : [executeAction('As the organisation says', 'settings.reset', group)]),
    openAction('Show the group', 'group.show', group),
  ];
}
