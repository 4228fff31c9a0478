import { LRUCache } from 'lru-cache';

interface Limit {
  count: number;
  withinMs: number;
}

/** @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const perConversation: readonly Limit[] = [
  { count: 7, withinMs: 1_000 },
  { count: 60, withinMs: 30_000 },
];
const perTenant: readonly Limit[] = [{ count: 50, withinMs: 1_000 }];
const rememberedKeys = 20_000;

/**
 * Keeps what is sent below the published limits by giving every message its time: 7 in a second and 60 in 30 seconds
 * for a conversation, 50 in a second for a tenant. Counts what this process sends; what several instances send
 * together beyond that, the channel refuses with 429 and it is sent again.
 */
export class Pacing {
  readonly #sent = new LRUCache<string, number[]>({ max: rememberedKeys, ttl: 60_000, updateAgeOnGet: true });

  /**
   * Takes the next free moment, unless it is too far away.
   * @param longestWaitMs nothing is taken when the wait would be longer
   * @returns how long to wait in milliseconds; larger than `longestWaitMs` when nothing was taken
   */
  reserve(target: { tenantId: string | undefined; conversationId: string }, longestWaitMs: number): number {
    const now = Date.now();
    const lanes = [
      this.#lane(`conversation ${target.conversationId}`, perConversation),
      ...(target.tenantId ? [this.#lane(`tenant ${target.tenantId}`, perTenant)] : []),
    ];
    const at = Math.max(now, ...lanes.map(({ times, limits }) => nextFree(times, limits)));
    if (at - now > longestWaitMs) return at - now;

    for (const { times, limits } of lanes) {
      insert(times, at);
      const most = Math.max(...limits.map(({ count }) => count));
      if (times.length > most) times.splice(0, times.length - most);
    }
    return at - now;
  }

  #lane(key: string, limits: readonly Limit[]): { times: number[]; limits: readonly Limit[] } {
    let times = this.#sent.get(key);
    if (!times) {
      times = [];
      this.#sent.set(key, times);
    }
    return { times, limits };
  }
}

/** The first moment at which one more message keeps every limit; `times` are those already given out, in order. */
function nextFree(times: readonly number[], limits: readonly Limit[]): number {
  return Math.max(
    0,
    ...limits.map(({ count, withinMs }) => {
      const oldest = times[times.length - count];
      return oldest === undefined ? 0 : oldest + withinMs;
    }),
  );
}

/** Another conversation of the tenant may have been given a later moment already. */
function insert(times: number[], at: number): void {
  const behind = times.findLastIndex((time) => time <= at);
  times.splice(behind + 1, 0, at);
}
