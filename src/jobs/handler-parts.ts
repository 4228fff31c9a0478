import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { ClaimedJob } from '../ports/jobs.ts';
import type { Store } from '../ports/store.ts';

/** What handlers work with. None of them acts as a person. */
export interface HandlerParts {
  store: Store;
  messenger: Messenger;
  clock: Clock;
  /** What the organisation wants now: asked in each job anew. */
  policy: () => Policy;
}

/** The same shape as the runner's. */
export type Handler = (job: ClaimedJob, signal: AbortSignal) => Promise<void>;
