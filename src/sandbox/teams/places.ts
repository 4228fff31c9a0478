import { cast, groups } from '../tenant/cast.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { StoredConversation } from './chats.ts';

/** The conversations that are there from the start: a team of two channels, and a group chat. */
export function firstConversations(tenant: Tenant): StoredConversation[] {
  const group = tenant.group(groups.designGuild);
  const teamName = group?.displayName ?? 'Design Guild';
  const channel = (key: string, title: string, general: boolean): StoredConversation => ({
    ...empty,
    id: `19:${key}@thread.tacv2`,
    kind: 'channel',
    title,
    subtitle: teamName,
    team: { id: '19:design-guild-general@thread.tacv2', groupId: groups.designGuild, name: teamName, general },
    memberIds: [],
    installPending: general, // the app is installed once for a team
    messages: [],
    readUpTo: {},
  });
  return [
    channel('design-guild-general', 'General', true),
    channel('design-guild-critique', 'Critique', false),
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

const empty = { botInstalled: true, installPending: true };

/** Object ids of the people in a conversation: in a channel whoever is in the team's group now. */
export function membersOf(tenant: Tenant, conversation: StoredConversation): string[] {
  if (conversation.team === undefined) return conversation.memberIds;
  const { groupId } = conversation.team;
  if (tenant.group(groupId) === undefined) return [];
  return [...new Set([...tenant.linked(groupId, 'owner'), ...tenant.linked(groupId, 'member')])];
}
