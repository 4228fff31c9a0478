import { z } from 'zod';
import { day } from './dates.ts';
import { GraphError } from './errors.ts';
import type { Call } from './types.ts';

/** Where a delta query stands, and what it was asked for: a token carries all of it, later options are ignored. */
const shape = z.object({
  epoch: z.string(),
  /** The sandbox's time at which it was given out. */
  givenAt: z.int(),
  /** All groups, or those that changed. */
  mode: z.enum(['all', 'changes']),
  /** The moment from which on changes are news to the caller. */
  from: z.int().min(0),
  /** Of changes: the moment at which the round began. */
  to: z.int().min(0),
  /** What the page before ended with: a sequence, or a number of changes. */
  after: z.int().min(0),
  size: z.int().min(1).max(999),
  select: z.array(z.string()).optional(),
  ids: z.array(z.string()).optional(),
  minimal: z.boolean(),
});
export type DeltaState = z.infer<typeof shape>;

/** Tokens of directory objects are good for so long. */
const livesMs = 7 * day;

export function writeDeltaToken(state: DeltaState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

/**
 * @throws GraphError 410 for a token that this sandbox did not give, or not since it was started, that is more than seven
 *   days old, or that the fault says is forgotten
 */
export function readDeltaToken(call: Call, token: string): DeltaState {
  const parsed = shape.safeParse(parse(token));
  if (!parsed.success || parsed.data.epoch !== call.deltaLog.epoch) throw syncStateGone(call);
  if (call.now() - parsed.data.givenAt > livesMs || call.deltaLog.forgets()) throw syncStateGone(call);
  return parsed.data;
}

function parse(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** The caller has to begin again at the address in `Location`. */
export function syncStateGone(call: Call): GraphError {
  return new GraphError(
    410,
    'syncStateNotFound',
    'The sync state generation is not found. A full synchronization is required.',
    { Location: `${call.origin}/v1.0/groups/delta?$deltatoken=` },
  );
}
