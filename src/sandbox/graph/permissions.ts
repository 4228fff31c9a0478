import { both, split } from './permission.ts';
import type { Permission } from './permission.ts';
import { workPermissions } from './permissions-work.ts';

const readsSettings =
  'GroupSettings.Read.All Group.Read.All GroupSettings.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All';
const readsTemplates = 'GroupSettings.Read.All GroupSettings.ReadWrite.All Directory.Read.All Directory.ReadWrite.All';

const table = {
  'me-get': split(
    'User.ReadBasic.All User.Read User.Read.All User.ReadWrite User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    '',
  ),
  'user-get': split(
    'User.ReadBasic.All User.Read User.Read.All User.ReadWrite.All User.ReadWrite Directory.Read.All Directory.ReadWrite.All',
    'User.ReadBasic.All User.Read.All User.ReadWrite.All User.ReadWrite.CrossCloud Directory.Read.All Directory.ReadWrite.All',
  ),
  'user-list': split(
    'User.ReadBasic.All User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'User.ReadBasic.All User.Read.All User.ReadWrite.All User.ReadWrite.CrossCloud Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-get': both(
    'Group.ReadBasic.All GroupMember.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-list': both(
    'Group.ReadBasic.All GroupMember.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-delta': both(
    'Group.ReadBasic.All GroupMember.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-create': split(
    'Group.ReadWrite.All Directory.ReadWrite.All',
    'Group.Create Group.ReadWrite.All Directory.ReadWrite.All',
  ),
  'group-upsert': split(
    'Group.ReadWrite.All Directory.ReadWrite.All',
    'Group.Create Group.ReadWrite.All Directory.ReadWrite.All',
  ),
  'group-validate-properties': both('Group.Read.All Group.ReadWrite.All'),
  'directoryobject-validate-properties': split(
    'Group.Read.All Directory.Read.All Directory.ReadWrite.All',
    'Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-update': both('Group.ReadWrite.All Directory.ReadWrite.All'),
  'group-delete': both('Group.ReadWrite.All'),
  'group-renew': both('Group.ReadWrite.All Directory.ReadWrite.All'),
  'group-list-members': both(
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All Group.Read.All GroupMember.ReadWrite.All Group.ReadWrite.All Directory.Read.All',
  ),
  'group-list-owners': both(
    'GroupMember.Read.All Group.Read.All Group.ReadWrite.All GroupMember.ReadWrite.All Directory.Read.All',
  ),
  'group-list-transitive-members': both(
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All Group.Read.All GroupMember.ReadWrite.All Group.ReadWrite.All Directory.Read.All',
  ),
  'group-add-member': both('GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All'),
  'group-add-members-bulk': both('GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All'),
  'group-remove-member': both('GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All'),
  'group-add-owner': both('Group.ReadWrite.All Directory.ReadWrite.All'),
  'group-remove-owner': both('Group.ReadWrite.All Directory.ReadWrite.All'),
  'group-addFavorite': split('Group.ReadWrite.All', ''),
  'group-removeFavorite': split('Group.ReadWrite.All', ''),
  'group-subscribeByMail': split('Group.ReadWrite.All', ''),
  'group-unsubscribeByMail': split('Group.ReadWrite.All', ''),
  'group-resetUnseenCount': split('Group.ReadWrite.All', ''),
  'group-list-member-of': both(
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All Group.Read.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-list-transitive-member-of': split(
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All Group.Read.All Directory.Read.All Directory.ReadWrite.All',
    'GroupMember.ReadBasic.All Group.ReadBasic.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'me-list-member-of': split(
    'Group.ReadBasic.All GroupMember.ReadBasic.All User.Read GroupMember.Read.All Directory.Read.All Directory.ReadWrite.All',
    'Group.ReadBasic.All GroupMember.ReadBasic.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'me-list-transitive-member-of': split(
    'Group.ReadBasic.All GroupMember.ReadBasic.All User.Read GroupMember.Read.All User.Read.All Group.Read.All Directory.Read.All Directory.ReadWrite.All',
    'Group.ReadBasic.All GroupMember.ReadBasic.All User.Read.All GroupMember.Read.All Group.Read.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'me-list-owned-objects': split(
    'User.Read User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'me-list-people': split('People.Read People.Read.All', 'People.Read.All'),
  'group-checkMemberGroups': both(
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'user-checkMemberGroups': split(
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Application.Read.All Device.Read.All Application.ReadWrite.All Device.ReadWrite.All',
  ),
  'directoryobject-checkMemberGroups': both(
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-checkMemberObjects': split(
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All User.Read User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'user-checkMemberObjects': split(
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Application.Read.All Device.Read.All Application.ReadWrite.All Device.ReadWrite.All',
  ),
  'directoryobject-checkMemberObjects': split(
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-getMemberGroups': both(
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'user-getMemberGroups': split(
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Application.Read.All Device.Read.All Application.ReadWrite.All Device.ReadWrite.All',
  ),
  'directoryobject-getMemberGroups': both(
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'group-getMemberObjects': split(
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All User.Read User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'GroupMember.ReadBasic.All Group.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'user-getMemberObjects': split(
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Application.Read.All Device.Read.All Application.ReadWrite.All Device.ReadWrite.All',
  ),
  'directoryobject-getMemberObjects': split(
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Group.ReadBasic.All GroupMember.ReadBasic.All GroupMember.Read.All User.Read.All Group.Read.All User.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'device-list': both('Device.Read.All Directory.Read.All Directory.ReadWrite.All'),
  'serviceprincipal-list': both(
    'Application.Read.All Application.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'directoryobject-get-by-ids': both('Directory.Read.All'),
  'deleteditems-list-groups': both('Group.Read.All Group.ReadWrite.All Directory.Read.All'),
  'deleteditems-get': both('Group.Read.All Group.ReadWrite.All Directory.Read.All'),
  'deleteditems-restore': both('Group.ReadWrite.All'),
  'deleteditems-permanent-delete': split('Group.ReadWrite.All', ''),
  'deleteditems-user-owned': both('Group.Read.All Group.ReadWrite.All'),
  'grouplifecyclepolicy-create': both('Directory.ReadWrite.All'),
  'grouplifecyclepolicy-get': both('Directory.Read.All Directory.ReadWrite.All'),
  'grouplifecyclepolicy-update': both('Directory.ReadWrite.All'),
  'grouplifecyclepolicy-delete': both('Directory.ReadWrite.All'),
  'grouplifecyclepolicy-add-group': both('Directory.ReadWrite.All'),
  'grouplifecyclepolicy-remove-group': both('Directory.ReadWrite.All'),
  'groupsetting-list': both(readsSettings),
  'groupsetting-create': both('GroupSettings.ReadWrite.All Directory.ReadWrite.All'),
  'groupsetting-get': both(readsSettings),
  'groupsetting-update': both('GroupSettings.ReadWrite.All Directory.ReadWrite.All'),
  'groupsetting-delete': both('GroupSettings.ReadWrite.All Directory.ReadWrite.All'),
  'groupsettingtemplate-list': both(readsTemplates),
  'groupsettingtemplate-get': both(readsTemplates),
  'user-list-manager': both('User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All'),
  'user-list-direct-reports': split(
    'User.ReadBasic.All User.Read User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'grouplifecyclepolicy-list': both('Directory.Read.All Directory.ReadWrite.All'),
  'group-list-lifecycle-policies': both('Directory.Read.All Directory.ReadWrite.All'),
  'group-get-photo': both('ProfilePhoto.Read.All Group.Read.All ProfilePhoto.ReadWrite.All'),
  'group-get-photo-value': both('ProfilePhoto.Read.All Group.Read.All ProfilePhoto.ReadWrite.All'),
  'user-get-photo': split(
    'User.ReadBasic.All User.Read ProfilePhoto.Read.All ProfilePhoto.ReadWrite.All',
    'User.ReadBasic.All ProfilePhoto.Read.All User.Read.All ProfilePhoto.ReadWrite.All User.ReadWrite.CrossCloud',
  ),
  'user-get-photo-value': split(
    'User.ReadBasic.All User.Read ProfilePhoto.Read.All ProfilePhoto.ReadWrite.All',
    'User.ReadBasic.All ProfilePhoto.Read.All User.Read.All ProfilePhoto.ReadWrite.All User.ReadWrite.CrossCloud',
  ),
  'team-create-from-group': both('Group.ReadWrite.All Directory.ReadWrite.All'),
  'team-get': split(
    'Team.ReadBasic.All TeamSettings.Read.All Group.Read.All TeamSettings.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Team.ReadBasic.All TeamSettings.Read.Group TeamSettings.Read.All Group.Read.All TeamSettings.ReadWrite.Group TeamSettings.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'team-update': split(
    'TeamSettings.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All',
    'TeamSettings.ReadWrite.Group TeamSettings.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All',
  ),
  'team-archive': split(
    'TeamSettings.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All',
    'TeamSettings.ReadWrite.Group TeamSettings.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All',
  ),
  'team-unarchive': split(
    'TeamSettings.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All',
    'TeamSettings.ReadWrite.Group TeamSettings.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All',
  ),
  'team-list-channels': split(
    'Channel.ReadBasic.All ChannelSettings.Read.All Group.Read.All ChannelSettings.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Channel.ReadBasic.All ChannelSettings.Read.Group ChannelSettings.Read.All Group.Read.All ChannelSettings.ReadWrite.All ChannelSettings.ReadWrite.Group Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'team-get-primary-channel': split(
    'Channel.ReadBasic.All ChannelSettings.Read.All ChannelSettings.ReadWrite.All',
    'Channel.ReadBasic.All ChannelSettings.Read.Group ChannelSettings.Read.All ChannelSettings.ReadWrite.All ChannelSettings.ReadWrite.Group',
  ),
  'channel-get': split(
    'Channel.ReadBasic.All ChannelSettings.Read.All Group.Read.All ChannelSettings.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Channel.ReadBasic.All ChannelSettings.Read.Group ChannelSettings.Read.All Group.Read.All ChannelSettings.ReadWrite.Group ChannelSettings.ReadWrite.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
  ),
  'channel-create': split(
    'Channel.Create Group.ReadWrite.All Directory.ReadWrite.All',
    'Channel.Create.Group Channel.Create Teamwork.Migrate.All Group.ReadWrite.All Directory.ReadWrite.All',
  ),
  'team-list-members': split(
    'TeamMember.Read.All TeamMember.ReadWrite.All',
    'TeamMember.Read.Group TeamMember.Read.All TeamMember.ReadWrite.All',
  ),
  'team-add-member': both('TeamMember.ReadWriteNonOwnerRole.All TeamMember.ReadWrite.All'),
  'team-remove-member': both('TeamMember.ReadWriteNonOwnerRole.All TeamMember.ReadWrite.All'),
  'user-list-associated-teams': both('Team.ReadBasic.All TeamSettings.Read.All TeamSettings.ReadWrite.All'),
  'user-list-joined-teams': split(
    'Team.ReadBasic.All TeamSettings.Read.All User.Read.All TeamSettings.ReadWrite.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All',
    'Team.ReadBasic.All TeamSettings.Read.All TeamSettings.ReadWrite.All',
  ),
  'group-list-conversations': both(
    'Group-Conversation.Read.All Group.Read.All Group-Conversation.ReadWrite.All Group.ReadWrite.All',
  ),
  'group-create-conversation': split('Group-Conversation.ReadWrite.All Group.ReadWrite.All', ''),
  'group-get-conversation': both(
    'Group-Conversation.Read.All Group.Read.All Group-Conversation.ReadWrite.All Group.ReadWrite.All',
  ),
  'group-delete-conversation': both('Group-Conversation.ReadWrite.All Group.ReadWrite.All'),
  'conversation-list-threads': both(
    'Group-Conversation.Read.All Group.Read.All Group-Conversation.ReadWrite.All Group.ReadWrite.All',
  ),
  'conversation-create-thread': split('Group-Conversation.ReadWrite.All Group.ReadWrite.All', ''),
  'group-list-threads': both(
    'Group-Conversation.Read.All Group.Read.All Group-Conversation.ReadWrite.All Group.ReadWrite.All',
  ),
  'group-create-thread': split('Group-Conversation.ReadWrite.All Group.ReadWrite.All', ''),
  'group-get-thread': both(
    'Group-Conversation.Read.All Group.Read.All Group-Conversation.ReadWrite.All Group.ReadWrite.All',
  ),
  'group-update-thread': both('Group-Conversation.ReadWrite.All Group.ReadWrite.All'),
  'group-delete-thread': both('Group-Conversation.ReadWrite.All Group.ReadWrite.All'),
  'thread-reply': split('Group-Conversation.ReadWrite.All Group.ReadWrite.All', ''),
  'thread-list-posts': both(
    'Group-Conversation.Read.All Group.Read.All Group-Conversation.ReadWrite.All Group.ReadWrite.All',
  ),
  'post-get': both('Group-Conversation.Read.All Group.Read.All Group-Conversation.ReadWrite.All Group.ReadWrite.All'),
  'post-reply': both('Group-Conversation.ReadWrite.All Group.ReadWrite.All'),
  'post-forward': both('Group-Conversation.ReadWrite.All Group.ReadWrite.All'),
  'group-list-accepted-senders': split('Group.Read.All Group.ReadWrite.All', ''),
  'group-add-accepted-sender': split('Group.ReadWrite.All', ''),
  'group-remove-accepted-sender': split('Group.ReadWrite.All', ''),
  'group-list-rejected-senders': split('Group.Read.All Group.ReadWrite.All', ''),
  'group-add-rejected-sender': split('Group.ReadWrite.All', ''),
  'group-remove-rejected-sender': split('Group.ReadWrite.All', ''),
  'group-list-events': split('Group.Read.All Group.ReadWrite.All', ''),
  'group-create-event': split('Group.ReadWrite.All', ''),
  'group-get-event': split(
    'Calendars.ReadBasic Calendars.Read Group.Read.All Group.ReadWrite.All',
    'Calendars.ReadBasic Calendars.Read',
  ),
  'group-update-event': split('Calendars.ReadWrite Group.ReadWrite.All', 'Calendars.ReadWrite'),
  'group-delete-event': split('Calendars.ReadWrite Group.ReadWrite.All', 'Calendars.ReadWrite'),
  'group-list-calendar-view': split(
    'Calendars.ReadBasic Group.Read.All Calendars.Read Calendars.ReadWrite Group.ReadWrite.All',
    'Calendars.ReadBasic Calendars.Read Calendars.ReadWrite',
  ),
  'group-list-photos': both('ProfilePhoto.Read.All Group.Read.All ProfilePhoto.ReadWrite.All'),
  'group-update-photo': both('ProfilePhoto.ReadWrite.All Group.ReadWrite.All'),
  'user-update-photo': split('User.ReadWrite ProfilePhoto.ReadWrite.All', ''),
  ...workPermissions,
} satisfies Record<string, Permission>;

/** An operation that is built, by the id that the operations list gives it. */
export type OperationId = keyof typeof table;

export const permissions: Readonly<Record<OperationId, Permission>> = table;
