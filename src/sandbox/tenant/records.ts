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
  /** Names to sign in with; the principal name alone when absent. */
  identities?: { signInType: string; issuer: string; issuerAssignedId: string }[];
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
  /** Whether the rule is worked out; null without a rule. */
  membershipRuleProcessingState: 'On' | 'Paused' | null;
  isAssignableToRole: boolean | null;
  resourceBehaviorOptions: string[];
  /** The person who made the group, for the quota; null for an app and for what was always there. */
  createdBy: string | null;
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

/** A device or an app's service principal, which security groups hold too. There are few, and they never change. */
export interface ThingRecord {
  type: 'device' | 'servicePrincipal';
  id: string;
  sequence: number;
  displayName: string;
}

export type ObjectRecord = UserRecord | GroupRecord | RoleRecord | ThingRecord;

/** How an object, or for favourites and subscriptions a person, stands to a group. */
export const linkKinds = ['member', 'owner', 'favorite', 'subscriber', 'acceptedSender', 'rejectedSender'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** A lifecycle policy. The groups under it are those that have an expiration date. */
export interface LifecyclePolicyRecord {
  id: string;
  groupLifetimeInDays: number;
  managedGroupTypes: 'All' | 'Selected' | 'None';
  alternateNotificationEmails: string;
}

/** Values of a settings template, for the organisation or for one group. */
export interface SettingRecord {
  id: string;
  templateId: string;
  /** The group that it is for; null for the whole organisation. */
  groupId: string | null;
  values: { name: string; value: string }[];
}

export interface ChannelRecord {
  id: string;
  displayName: string;
  description: string | null;
  membershipType: 'standard' | 'private' | 'shared';
  createdDateTime: string;
  /** Who is in a private or shared channel; in a standard one everybody of the team is. */
  memberIds: string[];
}

/** Switches of a team, as Graph names them: `memberSettings`, `guestSettings`, `messagingSettings`, `funSettings`. */
export type TeamSettings = Record<string, Record<string, boolean | string>>;

/** What Teams keeps of a team. Its id is the group's; name, description and people are the group's own. */
export interface TeamRecord {
  id: string;
  createdDateTime: string;
  isArchived: boolean;
  settings: TeamSettings;
  /** The primary channel first. */
  channels: ChannelRecord[];
  /** Work that was answered with 202, the latest last. */
  operations: { id: string; operationType: 'archiveTeam' | 'unarchiveTeam' | 'createTeam'; createdDateTime: string }[];
}

/** What changed, for those who watch the directory. `at` is the sandbox's time. */
export type TenantChange =
  | { kind: 'created' | 'deleted' | 'restored' | 'purged'; groupId: string; at: number }
  | { kind: 'updated'; groupId: string; properties: string[]; at: number }
  | { kind: 'linked' | 'unlinked'; groupId: string; link: LinkKind; objectId: string; at: number }
  | { kind: 'reset'; at: number };
