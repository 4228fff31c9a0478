import { calendarViewRoutes } from './resources/calendar-view.ts';
import { channelRoutes } from './resources/channels.ts';
import { conversationRoutes } from './resources/conversations.ts';
import { deletedRoutes } from './resources/deleted.ts';
import { installedAppRoutes } from './resources/installed-apps.ts';
import { directoryRoutes } from './resources/directory.ts';
import { eventRoutes } from './resources/events.ts';
import { driveRoutes } from './resources/drives.ts';
import { extensionRoutes } from './resources/extensions.ts';
import { favoriteRoutes } from './resources/favorites.ts';
import { groupAppRoutes } from './resources/group-apps.ts';
import { groupCreateRoutes } from './resources/group-create.ts';
import { groupDeltaRoutes } from './resources/group-delta.ts';
import { groupUpdateRoutes } from './resources/group-update.ts';
import { groupUpsertRoutes } from './resources/group-upsert.ts';
import { groupRoutes } from './resources/groups.ts';
import { linkRoutes } from './resources/links.ts';
import { memberCheckRoutes } from './resources/member-checks.ts';
import { memberRoutes } from './resources/members.ts';
import { notebookRoutes } from './resources/notebooks.ts';
import { peopleRoutes } from './resources/people.ts';
import { photoRoutes } from './resources/photos.ts';
import { taskDetailsRoutes } from './resources/planner-details.ts';
import { planRoutes } from './resources/planner-plans.ts';
import { taskRoutes } from './resources/planner-tasks.ts';
import { policyRoutes } from './resources/policies.ts';
import { postRoutes } from './resources/posts.ts';
import { schemaRoutes } from './resources/schema-extensions.ts';
import { senderRoutes } from './resources/senders.ts';
import { settingRoutes } from './resources/settings.ts';
import { siteRoutes } from './resources/sites.ts';
import { teamCreateRoutes } from './resources/team-create.ts';
import { teamMemberRoutes } from './resources/team-members.ts';
import { teamRoutes } from './resources/teams.ts';
import { threadRoutes } from './resources/threads.ts';
import { userRoutes } from './resources/users.ts';
import { validateRoutes } from './resources/validate.ts';
import type { Route } from './types.ts';

/** What is kept in the mailboxes of groups. */
const mailboxRoutes: readonly Route[] = [
  ...favoriteRoutes,
  ...conversationRoutes,
  ...threadRoutes,
  ...postRoutes,
  ...senderRoutes,
  ...eventRoutes,
  ...calendarViewRoutes,
];

/** Everything that is built. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...peopleRoutes,
  ...groupRoutes,
  ...groupCreateRoutes,
  ...groupDeltaRoutes,
  ...groupUpsertRoutes,
  ...groupUpdateRoutes,
  ...validateRoutes,
  ...linkRoutes,
  ...memberRoutes,
  ...memberCheckRoutes,
  ...directoryRoutes,
  ...deletedRoutes,
  ...installedAppRoutes,
  ...policyRoutes,
  ...settingRoutes,
  ...teamRoutes,
  ...channelRoutes,
  ...teamMemberRoutes,
  ...photoRoutes,
  ...mailboxRoutes.map((route) => ({ ...route, inMailbox: true })),
  ...conversationRoutes,
  ...threadRoutes,
  ...postRoutes,
  ...senderRoutes,
  ...planRoutes,
  ...taskRoutes,
  ...taskDetailsRoutes,
  ...notebookRoutes,
  ...siteRoutes,
  ...driveRoutes,
  ...extensionRoutes,
  ...schemaRoutes,
  ...groupAppRoutes,
  ...teamCreateRoutes,
];
