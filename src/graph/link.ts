import type { Reader } from './batch.ts';
import type { Writer } from './members.ts';

/** What every port over Graph works with, for one caller and one turn: one token, one budget of waits, shared batches. */
export interface Link {
  reader: Reader;
  /**
   * Reads what takes the right to read whole profiles, with a token of its own: few operations need it, and those only
   * where the policy asks a manager.
   */
  profileReader: () => Reader;
  writer: Writer;
  /** Directory object id of whoever asks. */
  callerId: string;
}
