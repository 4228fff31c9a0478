/** What people talk about in a group. Times are instants; ids are Exchange's, opaque and long. */
export interface Conversation {
  id: string;
  topic: string;
  preview: string;
  /** Display names of those who wrote. */
  senders: readonly string[];
  lastPostAt: Date;
}

/** A line of talk in a conversation: most conversations have one. */
export interface Thread extends Conversation {
  /** Takes no further answers. */
  isLocked: boolean;
}

/** What somebody wrote. */
export interface Post {
  id: string;
  from: string;
  at: Date;
  /** Plain text, lines as they were. */
  text: string;
  hasAttachments: boolean;
}

/** Lengths that Exchange takes, in characters. */
export const talkLimits = { topic: 255, post: 10_000, comment: 1_000 } as const;
