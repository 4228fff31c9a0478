import type { StoredConversation, StoredMessage } from '../../src/sandbox/teams/chats.ts';
import type { UserRecord } from '../../src/sandbox/tenant/records.ts';
import type { Muster } from '../../test/support/muster.ts';
import type { Book } from './book.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** One kind of thing that people are told of, with what has to be told worked out anew, past the code of the bot. */
export interface Strand {
  /** Of which series of expectations a message is, as it reads when it has just come; none where it is about something else. */
  seriesIn(message: Message, chat: StoredConversation): string[];
  /** After the clock was moved: what has to be told from now on. */
  note?(now: number): void;
  /** What people do before the next day passes. @param day counted from 0 */
  act?(day: number, now: number): Promise<void>;
}

/** A message of the bot, with everything that can be read on it. */
export interface Message extends StoredMessage {
  words: string;
}

export interface Stage {
  muster: Muster;
  book: Book;
  random: () => number;
  /** Employees who are no administrators. */
  people: readonly Pick<UserRecord, 'id' | 'displayName'>[];
  adminId: string;
  startedAt: number;
}

/** Whose chat it is, or that it is a channel. */
export function recipientOf({ kind, memberIds }: StoredConversation): string {
  return kind === 'channel' ? 'channel' : (memberIds[0] ?? '');
}

/** The group of a kind that a message names, such as `Patient 12`. */
export function groupNamed(kind: string, words: string): string | undefined {
  return new RegExp(`\\b${kind} \\d+\\b`, 'u').exec(words)?.[0];
}
