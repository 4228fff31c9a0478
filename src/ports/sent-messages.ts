import type { CardMessage, Recorded, SentMessage } from './messenger.ts';

/** The one message of a job, from the moment when it is about to be sent. */
export interface OutgoingMessage {
  tenantId: string;
  /** Key of the job. */
  key: string;
  /** What the message says of itself when somebody looks at it. */
  id: string;
  recipientId: string;
  /** When it was last about to be sent. */
  sendingAt: Date;
  /** What it says; absent where its card can be drawn anew. */
  shown?: CardMessage;
  /** Absent while nobody knows whether it arrived. */
  sent?: SentMessage;
}

/**
 * Messages of jobs, written down before they are sent: a process that dies in between leaves one that is in doubt, not one
 * that is sent again at once.
 */
export interface SentMessageStore {
  /** @returns undefined when it is new; else how it stands, unchanged */
  begin(message: Omit<OutgoingMessage, 'sent'>): Promise<OutgoingMessage | undefined>;
  /** Takes one that did not arrive, to be sent again. @returns false when somebody else has taken it, or it has arrived */
  again(before: OutgoingMessage, now: Pick<OutgoingMessage, 'sendingAt' | 'shown'>): Promise<boolean>;
  /** It arrived as this message: the sender says so, or the message itself, when somebody looks at it. */
  record(tenantId: string, id: string, sent: SentMessage): Promise<Recorded>;
  /** It certainly did not arrive. Nothing happens when it has. */
  drop(tenantId: string, id: string): Promise<void>;
  get(tenantId: string, id: string): Promise<OutgoingMessage | undefined>;
  /** Forgets those that were last about to be sent before then. */
  forgetBefore(time: Date): Promise<void>;
}
