import type { Reader } from './batch.ts';
import type { Writer } from './members.ts';

/** What every port over Graph works with, for one caller and one turn: one token, one budget of waits, shared batches. */
export interface Link {
  reader: Reader;
  writer: Writer;
  /** Directory object id of whoever asks. */
  callerId: string;
}
