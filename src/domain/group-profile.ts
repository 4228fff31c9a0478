import type { CreatedVisibility } from './group-plan.ts';

/** Colours of Outlook. */
export const groupThemes = ['Teal', 'Purple', 'Green', 'Blue', 'Pink', 'Orange', 'Red'] as const;

/** How a group presents itself, besides what every look at it shows. */
export interface GroupProfile {
  classification?: string;
  /** BCP 47 tag of the language of its automatic mail. */
  language?: string;
  theme?: (typeof groupThemes)[number];
}

/** What can be changed about a group; absent stays as it is, an empty text is cleared. */
export interface GroupChanges {
  displayName?: string;
  description?: string;
  visibility?: CreatedVisibility;
  classification?: string;
  language?: string;
  theme?: string;
}

/** What Exchange keeps about a group. */
export interface MailSettings {
  /** Whether mail from outside the organisation reaches the group. */
  allowExternalSenders: boolean;
  /** Whether who joins gets the group's mail without asking for it. */
  autoSubscribeNewMembers: boolean;
  hideFromAddressLists: boolean;
  hideFromOutlookClients: boolean;
}
