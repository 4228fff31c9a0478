import { both, split } from './permission.ts';
import type { Permission } from './permission.ts';

const readsPlans = split(
  'Tasks.Read Group.Read.All Tasks.ReadWrite Group.ReadWrite.All',
  'Tasks.Read.All Tasks.ReadWrite.All',
);
const writesPlans = split('Tasks.ReadWrite Group.ReadWrite.All', 'Tasks.ReadWrite.All');
const readsSites = both('Sites.Read.All Sites.ReadWrite.All');
const readsFiles = split(
  'Files.Read Files.Read.All Sites.Read.All Files.ReadWrite Files.ReadWrite.All Sites.ReadWrite.All',
  'Files.Read.All Sites.Read.All Files.ReadWrite.All Sites.ReadWrite.All',
);
const grantsRoles = both('AppRoleAssignment.ReadWrite.All');
const writesGroups = both('Group.ReadWrite.All');

/** Permissions of what people work on: plans, files, notebooks, sites, extensions, licences and apps of groups. */
export const workPermissions = {
  'team-create': split(
    'Team.Create Group.ReadWrite.All Directory.ReadWrite.All',
    'Team.Create Teamwork.Migrate.All Group.ReadWrite.All Directory.ReadWrite.All',
  ),
  'group-list-plans': readsPlans,
  'planner-create-plan': writesPlans,
  'planner-get-plan': readsPlans,
  'planner-update-plan': writesPlans,
  'planner-delete-plan': writesPlans,
  'planner-list-plan-buckets': readsPlans,
  'planner-list-plan-tasks': readsPlans,
  'planner-create-bucket': writesPlans,
  'planner-get-bucket': readsPlans,
  'planner-create-task': writesPlans,
  'planner-get-task': readsPlans,
  'planner-update-task': writesPlans,
  'planner-delete-task': writesPlans,
  'group-list-notebooks': split(
    'Notes.Read Notes.Read.All Notes.Create Notes.ReadWrite Notes.ReadWrite.All',
    'Notes.Read.All Notes.ReadWrite.All',
  ),
  'group-create-notebook': split('Notes.Create Notes.ReadWrite Notes.ReadWrite.All', 'Notes.ReadWrite.All'),
  'group-get-root-site': readsSites,
  'site-list-lists': readsSites,
  'site-list-subsites': readsSites,
  'group-get-drive': readsFiles,
  'group-list-drives': readsFiles,
  'group-list-drive-root-children': readsFiles,
  'group-create-open-extension': writesGroups,
  'group-get-open-extension': both('Group.Read.All Group.ReadWrite.All'),
  'group-update-open-extension': writesGroups,
  'group-delete-open-extension': writesGroups,
  'schemaextension-create': split('Application.ReadWrite.All', 'Directory.ReadWrite.All Application.ReadWrite.All'),
  'schemaextension-list': split('User.Read Application.Read.All', 'Application.Read.All'),
  'group-add-schema-extension-values': both('Group.ReadWrite.All Directory.ReadWrite.All'),
  'subscribedsku-list': both(
    'LicenseAssignment.Read.All Organization.Read.All Directory.Read.All Organization.ReadWrite.All Directory.ReadWrite.All',
  ),
  'group-assign-license': both('LicenseAssignment.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All'),
  'group-list-permission-grants': both(
    'GroupMember.Read.All Group.Read.All GroupMember.ReadWrite.All Group.ReadWrite.All',
  ),
  'group-list-app-role-assignments': both('AppRoleAssignment.ReadWrite.All Directory.Read.All Directory.ReadWrite.All'),
  'userteamwork-post-installedapps': split(
    'TeamsAppInstallation.ReadWriteSelfForUser TeamsAppInstallation.ReadWriteForUser',
    'TeamsAppInstallation.ReadWriteSelfForUser.All TeamsAppInstallation.ReadWriteForUser.All',
  ),
  'group-add-app-role-assignment': grantsRoles,
  'group-remove-app-role-assignment': grantsRoles,
} satisfies Record<string, Permission>;
