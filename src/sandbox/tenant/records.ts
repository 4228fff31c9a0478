/** What the directory keeps. Names and values are Graph's own, so that showing a record needs no translation. */

export interface UserRecord {
  type: 'user';
  id: string;
  /** Order of lists that ask for none; grows with every object. */
  sequence: number;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  userPrincipalName: string;
  mail: string | null;
  mailNickname: string;
  jobTitle: string | null;
  department: string | null;
  officeLocation: string | null;
  mobilePhone: string | null;
  businessPhones: string[];
  preferredLanguage: string | null;
  city: string | null;
  country: string | null;
  companyName: string | null;
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  createdDateTime: string;
  managerId: string | null;
  /** Ids of directory roles. */
  roleIds: string[];
}

export interface GroupRecord {
  type: 'group';
  id: string;
  sequence: number;
  /** Grows with every change of the group or its links. */
  revision: number;
  displayName: string;
  description: string | null;
  mail: string | null;
  mailNickname: string;
  mailEnabled: boolean;
  securityEnabled: boolean;
  groupTypes: string[];
  visibility: 'Public' | 'Private' | 'HiddenMembership' | null;
  classification: string | null;
  preferredLanguage: string | null;
  theme: string | null;
  uniqueName: string | null;
  membershipRule: string | null;
  /** Mastered on premises. */
  synced: boolean;
  hasTeam: boolean;
  createdDateTime: string;
  renewedDateTime: string;
  expirationDateTime: string | null;
  deletedDateTime: string | null;
  allowExternalSenders: boolean;
  autoSubscribeNewMembers: boolean;
  hideFromAddressLists: boolean;
  hideFromOutlookClients: boolean;
  /** Graph refuses that people add themselves although the group is public. */
  refusesSelfJoin: boolean;
}

/** A directory role, such as Groups Administrator. There are few, and they never change. */
export interface RoleRecord {
  type: 'directoryRole';
  id: string;
  sequence: number;
  displayName: string;
  description: string;
  roleTemplateId: string;
}

export type ObjectRecord = UserRecord | GroupRecord | RoleRecord;

/** How an object, or for the last two a person, stands to a group. */
export const linkKinds = ['member', 'owner', 'favorite', 'subscriber'] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface LifecyclePolicyRecord {
  id: string;
  groupLifetimeInDays: number;
  managedGroupTypes: 'All' | 'Selected' | 'None';
  alternateNotificationEmails: string;
}

/** What changed, for those who watch the directory. `at` is the sandbox's time. */
export type TenantChange =
  | { kind: 'created' | 'updated' | 'deleted' | 'restored' | 'purged'; groupId: string; at: number }
  | { kind: 'linked' | 'unlinked'; groupId: string; link: LinkKind; objectId: string; at: number }
  | { kind: 'reset'; at: number };
