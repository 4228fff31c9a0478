import { fixedId, roles, tenantDomain } from './cast.ts';
import type { LifecyclePolicyRecord, RoleRecord } from './records.ts';

/** The directory roles of the organisation. */
export const roleRecords: readonly RoleRecord[] = [
  {
    type: 'directoryRole',
    id: fixedId('role', 'global'),
    sequence: -2,
    displayName: 'Global Administrator',
    description: 'Can manage all aspects of the directory and of the services that use it.',
    roleTemplateId: roles.globalAdministrator,
  },
  {
    type: 'directoryRole',
    id: fixedId('role', 'groups'),
    sequence: -1,
    displayName: 'Groups Administrator',
    description: 'Can manage all groups and their settings, such as naming and expiration policies.',
    roleTemplateId: roles.groupsAdministrator,
  },
];

/** How long a renewal lasts, in days. */
export const groupLifetimeInDays = 180;

/** The organisation's one lifecycle policy. It covers selected groups: those that have an expiration date. */
export const lifecyclePolicies: readonly LifecyclePolicyRecord[] = [
  {
    id: fixedId('policy', 'lifecycle'),
    groupLifetimeInDays,
    managedGroupTypes: 'Selected',
    alternateNotificationEmails: `groups@${tenantDomain}`,
  },
];
