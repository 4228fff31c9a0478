import { cast, groups } from '../tenant/cast.ts';
import type { ChannelRecord, GroupRecord } from '../tenant/records.ts';
import { teamOf } from '../tenant/team-of.ts';
import { newTeam } from '../tenant/team-record.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Chats, StoredConversation } from './chats.ts';

/**
 * The conversations that are there from the start: a team of two channels, and a group chat.
 * @param teamsWithApp further groups in whose team the app is installed
 */
export function firstConversations(tenant: Tenant, teamsWithApp: readonly string[] = []): StoredConversation[] {
  return [
    ...[groups.designGuild, ...teamsWithApp].flatMap((id) => channelsOf(tenant, id, { botInstalled: true })),
    {
      id: '19:autumn-launch@thread.v2',
      kind: 'groupChat',
      title: 'Autumn launch',
      subtitle: 'Group chat',
      memberIds: [cast.employee.id, cast.owner.id, cast.secondOwner.id, cast.admin.id],
      botInstalled: true,
      installPending: true,
      messages: [],
      readUpTo: {},
    },
  ];
}

/** Makes conversations of the channels of a person's teams that are none yet, and keeps the names of the others. */
export function arrangeChannels(tenant: Tenant, chats: Chats, personId: string): void {
  const mine = new Set([...tenant.linkedBy(personId, 'member'), ...tenant.linkedBy(personId, 'owner')]);
  for (const groupId of mine) {
    const installed = chats.all().some((one) => one.team?.groupId === groupId && one.botInstalled);
    for (const { title, subtitle, team, ...rest } of channelsOf(tenant, groupId, { botInstalled: installed })) {
      const known = chats.find(rest.id);
      // Teams tells the app of a team once, not of each channel.
      if (known === undefined) chats.put({ ...rest, title, subtitle, ...(team && { team }), installPending: false });
      else if (known.title !== title || known.subtitle !== subtitle) Object.assign(known, { title, subtitle, team });
    }
  }
}

/** Standard channels only: apps are not in the others. */
function channelsOf(
  tenant: Tenant,
  groupId: string,
  { botInstalled }: { botInstalled: boolean },
): StoredConversation[] {
  const group = tenant.group(groupId);
  if (group === undefined) return [];
  const { channels } = teamOf(tenant, group) ?? newTeam(group.id, group.createdDateTime);
  const [general] = channels;
  if (general === undefined || (!group.hasTeam && !botInstalled)) return [];
  return channels
    .filter(({ membershipType }) => membershipType === 'standard')
    .map((channel) => channelPlace(group, channel, general.id, botInstalled));
}

function channelPlace(
  group: GroupRecord,
  channel: ChannelRecord,
  teamId: string,
  botInstalled: boolean,
): StoredConversation {
  const general = channel.id === teamId;
  return {
    id: channel.id,
    kind: 'channel',
    title: channel.displayName,
    subtitle: group.displayName,
    team: { id: teamId, groupId: group.id, name: group.displayName, general },
    memberIds: [],
    botInstalled,
    installPending: botInstalled && general, // the app is installed once for a team
    messages: [],
    readUpTo: {},
  };
}

/** Object ids of the people in a conversation: in a channel whoever is in the team's group now. */
export function membersOf(tenant: Tenant, conversation: StoredConversation): string[] {
  if (conversation.team === undefined) return conversation.memberIds;
  const { groupId } = conversation.team;
  if (tenant.group(groupId) === undefined) return [];
  return [...new Set([...tenant.linked(groupId, 'owner'), ...tenant.linked(groupId, 'member')])];
}

/** Whether a member may add the app to a conversation and take it away: owners of a team, members unless it forbids them. */
export function mayAddApps(tenant: Tenant, conversation: StoredConversation, personId: string): boolean {
  const person = tenant.user(personId);
  if (person === undefined || conversation.kind === 'personal' || person.userType === 'Guest') return false;
  const groupId = conversation.team?.groupId ?? '';
  const group = tenant.group(groupId);
  if (group === undefined) return conversation.team === undefined;
  if (tenant.linked(groupId, 'owner').has(personId)) return true;
  return teamOf(tenant, group)?.settings['memberSettings']?.['allowAddRemoveApps'] !== false;
}
