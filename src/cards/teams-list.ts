import type { TeamRef } from '../domain/teams.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { plain } from './escape.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { arabicGroup, guild } from './samples.ts';
import { avatarOf } from './words.ts';

/** Absent in the list of one's own teams. `channel`: through a shared channel only. */
export type TeamReach = 'inside' | 'channel' | 'elsewhere';

export interface TeamsList {
  list: 'joined' | 'reachable';
  /** This page. */
  teams: readonly (TeamRef & { reach?: TeamReach })[];
  /** Of all pages. */
  count: number;
  next?: string;
  isContinued: boolean;
}

const team = { id: guild.id, displayName: guild.displayName, description: 'For *all* who draw.' };

export const teamsListCard = defineCard<TeamsList>('rows', {
  samples: {
    joined: {
      list: 'joined',
      teams: [team, { ...team, displayName: arabicGroup.displayName }],
      count: 12,
      next: '8',
      isContinued: false,
    },
    reachable: {
      list: 'reachable',
      teams: [
        { ...team, reach: 'inside' },
        { ...team, displayName: 'Partners', reach: 'channel' },
        { ...team, displayName: 'Fabrikam', reach: 'elsewhere' },
      ],
      count: 3,
      isContinued: true,
    },
    none: { list: 'joined', teams: [], count: 0, isContinued: false },
  },
  text: ({ list, teams: [first, ...others], count }) =>
    first
      ? `${titles[list]} (${count}): ${[first, ...others].map(({ displayName }) => plain(displayName, 60)).join(', ')}`
      : emptySentence,
  view: ({ list, teams, count, next, isContinued }) =>
    rowsView({
      title: titles[list],
      sentence: count === 0 ? emptySentence : count === 1 ? '1 team, by name' : `${count} teams, by name`,
      rows: teams.map(rowOf),
      actions: [
        ...pageActions(verbs[list], {}, { next, isContinued }),
        list === 'joined'
          ? openAction('Shared with me too', 'team.reachable', {})
          : openAction('My teams', 'team.mine', {}),
      ],
    }),
});

const titles = { joined: 'My teams', reachable: 'Teams I can reach' } as const;
const verbs = { joined: 'team.mine', reachable: 'team.reachable' } as const;
const emptySentence = 'You are in no team yet. “Find groups” shows what there is to join.';
const reachWords: Record<TeamReach, string> = {
  inside: 'You are in it',
  channel: 'A channel of it is shared with you',
  elsewhere: 'A team of another organisation: a channel of it is shared with you',
};

function rowOf({ id, displayName, description = '', reach }: TeamsList['teams'][number]): Row {
  const isInside = reach === undefined || reach === 'inside';
  const show = executeAction('Show', 'team.show', { group: id, place: 'new' });
  return {
    name: displayName,
    avatar: avatarOf({ displayName, kind: 'microsoft365' }),
    meta: reach ? [reachWords[reach]] : [],
    text: description,
    textLength: 160,
    actions: isInside ? [{ ...show, tooltip: `Show the team ${plain(displayName, 80)}` }] : [],
  };
}
