import type { Group } from '../domain/groups.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';

export interface TeamBegun {
  group: Group;
  /** Besides General. */
  channels: readonly string[];
}

/** Teams is making a team. */
export const teamBegunCard = defineCard<TeamBegun>('done', {
  samples: {
    plain: { group: guild, channels: [] },
    channels: { group: oddGroup, channels: ['Plans', '*Notes*', '图', 'D'] },
  },
  text: ({ group }) => `The team of ${plain(group.displayName, 120)} is being made`,
  view: ({ group, channels }) => ({
    title: `The team of ${escapeText(group.displayName, 120)} is being made`,
    sentence: 'Teams takes a minute or so, and some more until everybody sees it.',
    detail:
      channels.length === 0 ? '' : `Channels: General, ${channels.map((name) => escapeText(name, 50)).join(', ')}`,
    hasDetail: channels.length > 0,
    actions: [
      openAction('Show the team', 'team.show', { group: group.id }),
      openAction('Show the group', 'group.show', { group: group.id }),
    ],
  }),
});
