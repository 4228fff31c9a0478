import { cast, groups } from '../tenant/cast.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { StoredConversation } from './chats.ts';

/**
 * The conversations that are there from the start: a team of two channels, and a group chat.
 * @param teamsWithApp further groups in whose team the app is installed
 */
export function firstConversations(tenant: Tenant, teamsWithApp: readonly string[] = []): StoredConversation[] {
  return [
    channelOf(tenant, groups.designGuild, { key: 'design-guild', channel: 'general', title: 'General' }),
    channelOf(tenant, groups.designGuild, { key: 'design-guild', channel: 'critique', title: 'Critique' }),
    ...teamsWithApp.map((id) => channelOf(tenant, id, { key: id, channel: 'general', title: 'General' })),
    {
      ...empty,
      id: '19:autumn-launch@thread.v2',
      kind: 'groupChat',
      title: 'Autumn launch',
      subtitle: 'Group chat',
      memberIds: [cast.employee.id, cast.owner.id, cast.secondOwner.id, cast.admin.id],
      messages: [],
      readUpTo: {},
    },
  ];
}

function channelOf(
  tenant: Tenant,
  groupId: string,
  { key, channel, title }: { key: string; channel: string; title: string },
): StoredConversation {
  const name = tenant.group(groupId)?.displayName ?? 'Design Guild';
  const general = channel === 'general';
  return {
    ...empty,
    id: `19:${key}-${channel}@thread.tacv2`,
    kind: 'channel',
    title,
    subtitle: name,
    team: { id: `19:${key}-general@thread.tacv2`, groupId, name, general },
    memberIds: [],
    installPending: general, // the app is installed once for a team
    messages: [],
    readUpTo: {},
  };
}

const empty = { botInstalled: true, installPending: true };

/** Object ids of the people in a conversation: in a channel whoever is in the team's group now. */
export function membersOf(tenant: Tenant, conversation: StoredConversation): string[] {
  if (conversation.team === undefined) return conversation.memberIds;
  const { groupId } = conversation.team;
  if (tenant.group(groupId) === undefined) return [];
  return [...new Set([...tenant.linked(groupId, 'owner'), ...tenant.linked(groupId, 'member')])];
}
