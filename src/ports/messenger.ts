/** What a person sees: an Adaptive Card and the plain text that stands for it in notifications and old clients. */
export interface CardMessage {
  /** Adaptive Card JSON, version 1.5. */
  card: Record<string, unknown>;
  text: string;
}

export type Recipient =
  | { conversationId: string; tenantId: string }
  /** The person's own chat with the bot: the stored conversation, else one is opened. */
  | { userId: string; tenantId: string };

export interface SentMessage {
  conversationId: string;
  activityId: string;
}

/** What became of noting a message: `double` when another message is the one that is kept. */
export type Recorded = 'recorded' | 'known' | 'double';

/**
 * Speaks first. Only jobs use it: what must not be lost is a row before it is sent.
 * @throws AppError `message.unreachable` (denied) when the person has not installed or has blocked the bot; `throttled`; `upstream`.
 */
export interface Messenger {
  send(to: Recipient, message: CardMessage): Promise<SentMessage>;
  /** Replaces a message that the bot sent. Succeeds silently when the message is gone. */
  update(sent: SentMessage & { tenantId: string }, message: CardMessage): Promise<void>;
  /** Deletes a message that the bot sent. Succeeds silently when the message is gone. */
  remove(sent: SentMessage & { tenantId: string }): Promise<void>;
}
