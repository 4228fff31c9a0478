import type { Group } from '../domain/groups.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';
import { openUrl } from './open-url.ts';

export interface TeamEnabled {
  what: 'enabled' | 'present';
  group: Pick<Group, 'id' | 'displayName'>;
  /** Opens the team, where Teams has an address for it already. */
  webUrl?: string;
}

export const teamEnabledCard = defineCard<TeamEnabled>('done', {
  samples: {
    enabled: { what: 'enabled', group: guild },
    present: { what: 'present', group: guild, webUrl: 'https://teams.microsoft.com/l/team/19%3Aguild/conversations' },
  },
  text: ({ what, group }) => titleOf(what, plain(group.displayName, 120)),
  view: ({ what, group, webUrl }) => ({
    title: titleOf(what, escapeText(group.displayName, 120)),
    sentence:
      what === 'enabled'
        ? 'Its owners and members are in the team. Teams can take a few minutes to show it to everybody.'
        : 'There is nothing to do: whoever is in the group is in its team.',
    detail: '',
    hasDetail: false,
    actions: [...openUrl('Open in Teams', webUrl), openAction('Show the team', 'team.show', { group: group.id })],
  }),
});

function titleOf(what: TeamEnabled['what'], name: string): string {
  return what === 'enabled' ? `${name} has a team now` : `${name} has a team already`;
}
