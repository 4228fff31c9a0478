/** Somebody in the directory of one tenant. */
export interface Person {
  /** Directory object id, a GUID. */
  id: string;
  displayName: string;
  /** Sign-in name (`userPrincipalName`). */
  principalName: string;
  isGuest: boolean;
  /** Where known; for guests the address at home. */
  mail?: string;
}

/** Who or what is in a group: security groups hold groups and devices too. */
export interface Member extends Person {
  type: 'person' | 'group' | 'other';
  /** Whether the account may sign in; absent where that was not asked, or is not to be known. */
  isEnabled?: boolean;
}

/** What is kept about a person who acts or is named, so that a card can say who it was without asking the directory. */
export interface PersonRef {
  id: string;
  displayName: string;
}

/**
 * The person whom the channel names as sender of the present activity, in the tenant of the conversation.
 * Everything that is asked for is asked as this person.
 */
export interface Caller {
  tenantId: string;
  /** Directory object id (`from.aadObjectId`), a GUID. */
  userId: string;
  /** The `29:…` id, which is unique per bot and person: only for addressing, never a key. */
  teamsUserId: string;
  displayName: string;
  /** BCP 47 tag, such as `en-US`. */
  locale: string;
  /** IANA zone, such as `Europe/Berlin`. */
  timeZone: string;
}
