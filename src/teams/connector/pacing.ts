import { LRUCache } from 'lru-cache';
import {
  emptyLane,
  forgetOld,
  insert,
  nextForReply,
  takeForQueue,
  tenantLane,
  type MessageLimits,
  type PaceAnswer,
  type PaceLane,
} from '../../domain/pacing.ts';
import type { PaceStore } from '../../ports/paces.ts';

/** Where a message goes. Threads of a channel share its limit. */
export interface PaceTarget {
  tenantId: string | undefined;
  conversationId: string;
}

/** Moments given out are changed as what they are: all lanes of a tenant, with the time that all instances share. */
type Change = (lanes: ReadonlyMap<string, PaceLane>, now: number) => void;

/** How long a message of the queue may hold a worker before it goes back into the queue. */
const patienceMs = 1_000;
/** When so many conversations of a tenant were refused within so long, it is the tenant that sends too much. */
const refusals = { conversations: 3, withinMs: 10_000 };
const rememberedPlaces = 20_000;

/**
 * Keeps what is sent below the published limits, by giving every message its moment. What speaks first asks the store, which
 * all instances share, and waits or goes back into the queue. An answer waits for other answers of this process only; it
 * is written down for the others without waiting for the store, and those who speak first make way.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 */
export class Pacing {
  readonly #paces: PaceStore;
  readonly #limits: MessageLimits;
  readonly #replies = new LRUCache<string, number[]>({ max: rememberedPlaces });
  readonly #refused = new LRUCache<string, Map<string, number>>({ max: 1_000 });
  readonly #desks = new Map<string, Desk>();

  constructor(paces: PaceStore, limits: MessageLimits) {
    this.#paces = paces;
    this.#limits = limits;
  }

  /**
   * A moment for a message that nobody waits for.
   * @returns how long to wait for it, or how long to stay away when that is more than a second
   * @throws AppError `store.unreachable`
   */
  async take(target: PaceTarget): Promise<{ waitMs: number } | Extract<PaceAnswer, { awayMs: number }>> {
    const conversation = laneOf(target);
    return this.#deskOf(target).ask([conversation], (lanes, now) => {
      const answer = takeForQueue(
        { tenant: this.#fresh(lanes, tenantLane, now), conversation: this.#fresh(lanes, conversation, now) },
        this.#limits,
        { now, patienceMs },
      );
      return 'at' in answer ? { waitMs: answer.at - now } : answer;
    });
  }

  /** @returns how long an answer has to wait, in milliseconds; longer than `longestWaitMs` when nothing was taken */
  reply(target: PaceTarget, longestWaitMs: number): number {
    const now = Date.now();
    const places = [
      { key: `${target.tenantId} ${laneOf(target)}`, limits: this.#limits.conversation },
      { key: `${target.tenantId} ${tenantLane}`, limits: this.#limits.tenant },
    ].map(({ key, limits }) => ({ times: this.#repliesIn(key), limits }));
    const at = Math.max(now, ...places.map(({ times, limits }) => nextForReply(times, limits)));
    if (at - now > longestWaitMs) return at - now;
    for (const { times, limits } of places) {
      forgetOld(times, limits, now);
      insert(times, at);
    }
    this.#note(target, at - now);
    return at - now;
  }

  /** Teams refused a message: nothing that can wait goes there for so long, and to nobody of the tenant if it refuses several. */
  refused(target: PaceTarget, retryAfterSeconds: number): void {
    const conversation = laneOf(target);
    const isTenant = this.#isTenants(target, conversation);
    const silence: Change = (lanes, now) => {
      for (const name of [conversation, ...(isTenant ? [tenantLane] : [])]) {
        const lane = lanes.get(name);
        if (lane) lane.silentUntil = Math.max(lane.silentUntil, now + retryAfterSeconds * 1000);
      }
    };
    this.#tell(target, conversation, silence);
  }

  #note(target: PaceTarget, inMs: number): void {
    const conversation = laneOf(target);
    this.#tell(target, conversation, (lanes, now) => {
      for (const name of [conversation, tenantLane]) insert(this.#fresh(lanes, name, now).replies, now + inMs);
    });
  }

  /** Without waiting: if it cannot be written down, Teams refuses what is too much. */
  #tell(target: PaceTarget, conversation: string, change: Change): void {
    void this.#deskOf(target)
      .ask([conversation], change)
      .catch(() => undefined);
  }

  #isTenants({ tenantId }: PaceTarget, conversation: string): boolean {
    const now = Date.now();
    const known = this.#refused.get(tenantId ?? '') ?? new Map<string, number>();
    const recent = new Map([...known].filter(([, at]) => at > now - refusals.withinMs)).set(conversation, now);
    this.#refused.set(tenantId ?? '', recent);
    return recent.size >= refusals.conversations;
  }

  #repliesIn(key: string): number[] {
    const known = this.#replies.get(key);
    if (known) return known;
    const times: number[] = [];
    this.#replies.set(key, times);
    return times;
  }

  #fresh(lanes: ReadonlyMap<string, PaceLane>, name: string, now: number): PaceLane {
    const lane = lanes.get(name) ?? emptyLane();
    const limits = name === tenantLane ? this.#limits.tenant : this.#limits.conversation;
    forgetOld(lane.queued, limits, now);
    forgetOld(lane.replies, limits, now);
    return lane;
  }

  #deskOf({ tenantId = '' }: PaceTarget): Desk {
    const known = this.#desks.get(tenantId);
    if (known) return known;
    const desk = new Desk((names, change) => this.#paces.change(tenantId, [tenantLane, ...names], change));
    this.#desks.set(tenantId, desk);
    return desk;
  }
}

interface Asked {
  lanes: readonly string[];
  change: Change;
  reject: (error: unknown) => void;
}

/** Where a process asks for the moments of one tenant: what comes while an answer is under way is asked together. */
class Desk {
  readonly #change: (lanes: readonly string[], change: Change) => Promise<void>;
  #asked: Asked[] = [];
  #isBusy = false;

  constructor(change: (lanes: readonly string[], change: Change) => Promise<void>) {
    this.#change = change;
  }

  async ask<T>(lanes: readonly string[], change: (lanes: ReadonlyMap<string, PaceLane>, now: number) => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#asked.push({ lanes, change: (all, now) => resolve(change(all, now)), reject });
    void this.#serve();
    return promise;
  }

  /** Never rejects. */
  async #serve(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#asked.length > 0) {
      const batch = this.#asked.splice(0);
      try {
        const lanes = [...new Set(batch.flatMap((one) => one.lanes))];
        await this.#change(lanes, (all, now) => batch.forEach(({ change }) => change(all, now)));
      } catch (error) {
        batch.forEach(({ reject }) => reject(error));
      }
    }
    this.#isBusy = false;
  }
}

function laneOf({ conversationId }: PaceTarget): string {
  return `conversation ${conversationId.replace(/;messageid=.*$/, '')}`;
}
