import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityAnswer, ActivityStore } from '../../ports/activities.ts';

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
  readonly #onUnheld: (error: unknown) => void;
  readonly #running = new Map<string, Promise<Delivery>>();

  /**
   * @param hears.unrecorded an answer that was given could not be recorded: it may be given twice
   * @param hears.unheld the lease of a turn at work could not be renewed: another instance may begin it too
   */
  constructor(
    activities: ActivityStore,
    hears: { unrecorded: (error: unknown) => void; unheld: (error: unknown) => void },
  ) {
    this.#activities = activities;
    this.#onUnrecorded = hears.unrecorded;
    this.#onUnheld = hears.unheld;
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
    const { answer, keep } = await this.#holding(key, turn);
    // What was asked is done: the answer is given whether or not it can be kept.
    if (keep) await this.#activities.finish(key, answer, new Date()).catch(this.#onUnrecorded);
    else await this.#hold(key, 0);
    return { state: 'answered', answer };
  }

  /** A turn that outlives its lease must not be begun a second time by another instance. */
  async #holding(key: string, turn: () => Promise<TurnResult>): Promise<TurnResult> {
    const renewing = setInterval(() => void this.#hold(key, leaseSeconds), (leaseSeconds * 1000) / 3);
    try {
      return await turn();
    } catch (error) {
      await this.#hold(key, 0);
      throw error;
    } finally {
      clearInterval(renewing);
    }
  }

  /** Best effort: a store that is away for a moment must not end the turn. */
  async #hold(key: string, seconds: number): Promise<void> {
    await this.#activities.hold(key, new Date(Date.now() + seconds * 1000)).catch(this.#onUnheld);
  }
}
