import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityAnswer, ActivityStore } from '../../ports/store.ts';

const leaseSeconds = 20;
const longestWaitMs = 10_000;
const pollMs = 200;

/** What became of one delivery of an activity. */
export type Delivery =
  | { state: 'answered'; answer: ActivityAnswer }
  /** Another instance has it and has not answered yet: the sender should come again. */
  | { state: 'elsewhere' };

/** What a turn came to. `keep`: the same activity, delivered again, gets the same answer and no second effect. */
export interface TurnResult {
  answer: ActivityAnswer;
  keep: boolean;
}

/**
 * Makes one turn of all deliveries of an activity: Teams repeats what takes it too long. Those that come while the
 * first is at work wait for its answer; those that come later, also after a restart or to another instance, get the
 * recorded one.
 */
export class Deliveries {
  readonly #activities: ActivityStore;
  readonly #onUnrecorded: (error: unknown) => void;
  readonly #running = new Map<string, Promise<Delivery>>();

  /** @param onUnrecorded hears when an answer that was given could not be recorded: it may be given twice */
  constructor(activities: ActivityStore, onUnrecorded: (error: unknown) => void) {
    this.#activities = activities;
    this.#onUnrecorded = onUnrecorded;
  }

  /** Resolves when no turn is at work. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.values());
  }

  /**
   * @param key names the activity
   * @param turn is run at most once for a key, unless its answer was not to be kept
   */
  once(key: string, turn: () => Promise<TurnResult>): Promise<Delivery> {
    const running = this.#running.get(key);
    if (running) return running;
    const first = this.#handle(key, turn).finally(() => this.#running.delete(key));
    this.#running.set(key, first);
    return first;
  }

  async #handle(key: string, turn: () => Promise<TurnResult>): Promise<Delivery> {
    const until = Date.now() + longestWaitMs;
    for (;;) {
      const begun = await this.#activities.begin(key, { now: new Date(), leaseSeconds });
      if (begun.state === 'done') return { state: 'answered', answer: begun.answer };
      if (begun.state === 'new') break;
      if (Date.now() >= until) return { state: 'elsewhere' };
      await sleep(pollMs);
    }
    const { answer, keep } = await turn();
    // What was asked is done: the answer is given whether or not it can be kept.
    if (keep) await this.#activities.finish(key, answer, new Date()).catch(this.#onUnrecorded);
    return { state: 'answered', answer };
  }
}
