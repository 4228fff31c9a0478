/** What Exchange keeps of groups and people. Names and values are Graph's own. */

export interface Recipient {
  emailAddress: { name: string; address: string };
}

export interface ItemBody {
  contentType: 'text' | 'html';
  content: string;
}

export interface AttachmentRecord {
  id: string;
  name: string;
  contentType: string;
  isInline: boolean;
  /** The bytes in base64. */
  contentBytes: string;
  lastModifiedDateTime: string;
}

/** One message. A post never changes. */
export interface PostRecord {
  id: string;
  createdDateTime: string;
  body: ItemBody;
  /** Who wrote it. */
  from: Recipient;
  newParticipants: Recipient[];
  /** The post that it answers. */
  inReplyToId: string | null;
  attachments: AttachmentRecord[];
}

/** Messages on one topic that went to the same people. */
export interface ThreadRecord {
  id: string;
  groupId: string;
  conversationId: string;
  topic: string;
  isLocked: boolean;
  /** The oldest first; at least one. */
  posts: PostRecord[];
}

export interface ZonedTime {
  /** Wall-clock time, `2026-03-01T12:00:00`. */
  dateTime: string;
  /** Name of the zone as Windows or IANA has it. */
  timeZone: string;
}

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

export interface Recurrence {
  pattern: {
    type: 'daily' | 'weekly' | 'absoluteMonthly' | 'relativeMonthly' | 'absoluteYearly' | 'relativeYearly';
    interval: number;
    month: number;
    dayOfMonth: number;
    daysOfWeek: Weekday[];
    firstDayOfWeek: Weekday;
    index: 'first' | 'second' | 'third' | 'fourth' | 'last';
  };
  range: {
    type: 'endDate' | 'noEnd' | 'numbered';
    /** Dates, `2026-03-01`; `0001-01-01` for none. */
    startDate: string;
    endDate: string;
    recurrenceTimeZone: string;
    numberOfOccurrences: number;
  };
}

export interface Attendee extends Recipient {
  type: 'required' | 'optional' | 'resource';
}

/** What people set of an event; one occurrence of a series may differ in each. */
export interface EventFields {
  subject: string;
  body: ItemBody;
  start: ZonedTime;
  end: ZonedTime;
  isAllDay: boolean;
  location: Record<string, unknown>;
  attendees: Attendee[];
  importance: 'low' | 'normal' | 'high';
  sensitivity: 'normal' | 'personal' | 'private' | 'confidential';
  showAs: 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';
  isReminderOn: boolean;
  reminderMinutesBeforeStart: number;
  responseRequested: boolean;
  allowNewTimeProposals: boolean;
  hideAttendees: boolean;
  isOnlineMeeting: boolean;
  categories: string[];
}

export interface EventRecord extends EventFields {
  id: string;
  groupId: string;
  createdDateTime: string;
  lastModifiedDateTime: string;
  /** Given by a client so that a second try makes no second event. */
  transactionId: string | null;
  recurrence: Recurrence | null;
  /** Occurrences that differ from their series, by the date on which they would start. */
  exceptions: { date: string; changes: Partial<EventFields>; lastModifiedDateTime: string }[];
  /** Dates of occurrences that were deleted. */
  deletedDates: string[];
}

/** The picture of a person or group; the id is theirs. */
export interface PhotoRecord {
  id: string;
  contentType: string;
  width: number;
  height: number;
  /** The bytes in base64. */
  base64: string;
}

/** When a person looked into a group's conversations. The id is the group's and the person's, with a slash between. */
export interface VisitRecord {
  id: string;
  seenAt: string;
}

/** What the mailboxes are filled with at first. */
export interface MailSeed {
  thread: readonly ThreadRecord[];
  event: readonly EventRecord[];
  photo: readonly PhotoRecord[];
  visit: readonly VisitRecord[];
}
