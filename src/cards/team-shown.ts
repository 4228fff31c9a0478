import type { Group } from '../domain/groups.ts';
import type { Channel, Team } from '../domain/teams.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { openUrl } from './open-url.ts';
import { guild } from './samples.ts';
import { avatarOf } from './words.ts';

export interface TeamShown {
  group: Group;
  /** Absent: the group has none. */
  team?: Team;
  /** Those of this page. */
  channels: readonly Channel[];
  /** Of all pages. */
  channelCount: number;
  /** Where the list goes on. */
  next?: string;
  /** Not the first page. */
  isContinued?: boolean;
  /** What the caller can do about a team that is not there. */
  canEnable?: 'now' | 'ask';
}

const team: Team = {
  id: guild.id,
  visibility: 'private',
  isArchived: false,
  webUrl: 'https://teams.microsoft.com/l/team/19%3Aguild/conversations',
};
const general: Channel = { displayName: 'General', kind: 'standard', isArchived: false };
const hiring: Channel = { displayName: 'Hiring', description: 'Who comes next.', kind: 'private', isArchived: false };

export const teamShownCard = defineCard<TeamShown>('team-shown', {
  samples: {
    team: { group: guild, team, channels: [general, hiring], channelCount: 12, next: '2' },
    archived: {
      group: guild,
      team: { ...team, isArchived: true },
      channels: [{ ...general, kind: 'shared', isArchived: true }],
      channelCount: 3,
      isContinued: true,
    },
    noChannels: { group: guild, team, channels: [], channelCount: 0 },
    none: { group: { ...guild, hasTeam: false }, channels: [], channelCount: 0 },
    enable: { group: { ...guild, hasTeam: false }, channels: [], channelCount: 0, canEnable: 'now' },
    ask: { group: { ...guild, hasTeam: false }, channels: [], channelCount: 0, canEnable: 'ask' },
  },
  text: (data) => textOf(data),
  view: (data) => ({
    ...avatarOf(data.group),
    title: data.team
      ? `The team of ${escapeText(data.group.displayName, 120)}`
      : `${escapeText(data.group.displayName, 120)} has no team`,
    badges: badgesOf(data),
    hasBadges: data.team !== undefined,
    sentence: sentenceOf(data),
    hasSentence: sentenceOf(data) !== '',
    channelsTitle: data.channelCount === 1 ? '1 channel' : `${data.channelCount} channels`,
    hasChannels: data.channels.length > 0,
    channels: data.channels.map(channelView),
    actions: actionsOf(data),
  }),
});

function textOf({ group, team: shown, channelCount }: TeamShown): string {
  const name = plain(group.displayName, 120);
  return shown
    ? `The team of ${name}: ${channelCount === 1 ? '1 channel' : `${channelCount} channels`}`
    : `${name} has no team`;
}

function badgesOf({ team: shown }: TeamShown): string {
  if (!shown) return '';
  const visibility = shown.visibility === 'public' ? 'Public' : 'Private';
  return [visibility, ...(shown.isArchived ? ['Archived'] : [])].join(' · ');
}

function sentenceOf({ team: shown, channels, canEnable }: TeamShown): string {
  if (shown) {
    if (shown.isArchived) return 'It is archived: people can read in it but not write.';
    return channels.length === 0 ? 'There is no channel that you can see.' : '';
  }
  if (canEnable === 'now')
    return 'You own this group and can put a team on it. Whoever is in the group is in the team then.';
  return canEnable === 'ask'
    ? 'Its owners can put a team on it. You can ask them.'
    : 'Its owners can put a team on it.';
}

function channelView({ displayName, description = '', kind, isArchived }: Channel): Record<string, unknown> {
  const marks = [
    ...(kind === 'private' ? ['Private: for some members only'] : []),
    ...(kind === 'shared' ? ['Shared: people of other teams may be in it'] : []),
    ...(isArchived ? ['Archived'] : []),
  ];
  return {
    name: escapeText(displayName, 120),
    meta: marks.join(' · '),
    hasMeta: marks.length > 0,
    description: escapeText(description, 300),
    hasDescription: description !== '',
  };
}

function actionsOf({ group, team: shown, next, isContinued, canEnable }: TeamShown): Record<string, unknown>[] {
  const about = { group: group.id };
  if (!shown) {
    const title = canEnable === 'now' ? 'Enable team' : 'Ask for a team';
    return [
      ...(canEnable ? [primary(executeAction(title, 'team.enable', about))] : []),
      openAction('Show the group', 'group.show', about),
    ];
  }
  return [
    ...openUrl('Open in Teams', shown.webUrl),
    ...(next === undefined ? [] : [executeAction('More channels', 'team.show', { ...about, next })]),
    ...(isContinued ? [executeAction('From the start', 'team.show', about)] : []),
    openAction('Show the group', 'group.show', about),
  ];
}
