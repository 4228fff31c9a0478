import type { Group, Standing } from '../domain/groups.ts';
import type { Channel, Team } from '../domain/teams.ts';
import { defineCard, executeAction, openAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { withinReach } from './group-actions.ts';
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
  /** The caller's; undefined where the directory does not say. */
  standing?: Standing;
  /** What the caller can do about a team that is not there. */
  canEnable?: 'now' | 'ask';
}

const team: Team = {
  id: guild.id,
  visibility: 'private',
  isArchived: false,
  webUrl: 'https://teams.microsoft.com/l/team/19%3Aguild/conversations',
};
const general: Channel = { id: '19:general@thread.tacv2', displayName: 'General', kind: 'standard', isArchived: false };
const hiring: Channel = {
  id: '19:hiring@thread.tacv2',
  displayName: 'Hiring',
  description: 'Who comes next.',
  kind: 'private',
  isArchived: false,
};
const owner = { isMember: true, isOwner: true };

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
    owner: { group: guild, team, channels: [general, hiring], channelCount: 2, standing: owner },
    archivedOwner: {
      group: guild,
      team: { ...team, isArchived: true },
      channels: [general],
      channelCount: 1,
      standing: owner,
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
    channels: data.channels.map((channel) => channelView(channel, data.group)),
    actions: withinReach(actionsOf(data), []),
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

function channelView(
  { id, displayName, description = '', kind, isArchived }: Channel,
  group: Group,
): Record<string, unknown> {
  const show = openAction('Show', 'channel.show', { group: group.id, channel: id });
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
    actions: [{ ...show, tooltip: `Show the channel ${plain(displayName, 60)}` }],
  };
}

function actionsOf(data: TeamShown): Record<string, unknown>[] {
  const { group, team: shown, next, isContinued, canEnable, standing } = data;
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
    ...insideActions(shown, about, standing),
    openAction('Show the group', 'group.show', about),
  ];
}

/** Whether members may make channels is for the team's settings to say. */
function insideActions(
  { isArchived }: Team,
  about: { group: string },
  { isMember, isOwner }: Standing = { isMember: false, isOwner: false },
): Record<string, unknown>[] {
  if (!isMember && !isOwner) return [];
  return [
    ...(isArchived && isOwner ? [primary(executeAction('Bring the team back', 'team.unarchive', about))] : []),
    openAction('In the team', 'team.members', about),
    ...(isArchived ? [] : [openDialog('New channel…', 'channel.create', about)]),
    ...(isOwner ? [openDialog('Settings…', 'team.settings', about)] : []),
    ...(isOwner && !isArchived ? [openDialog('Archive…', 'team.archive', about)] : []),
  ];
}
