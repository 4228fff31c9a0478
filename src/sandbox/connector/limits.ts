import { ConnectorError } from './errors.ts';

/** So many calls in so many milliseconds. */
type Limit = readonly [calls: number, windowMs: number];

/** Published for one bot in one conversation. @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const sending: readonly Limit[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1800, 3_600_000],
];
const reading: readonly Limit[] = [
  [14, 1_000],
  [16, 2_000],
  [120, 30_000],
  [3600, 3_600_000],
];
/** For one app in one tenant, over everything. */
const overall: readonly Limit[] = [[50, 1_000]];

export interface Limits {
  /**
   * Counts a call.
   * @throws ConnectorError 429 with the seconds to wait; such a call is not counted
   */
  count(kind: 'send' | 'read', conversationId: string): void;
}

/**
 * @param factor how many times what is published may be sent and read
 * @param now the machine's time in milliseconds
 */
export function createLimits(factor = 1, now: () => number = Date.now): Limits {
  const times = (limits: readonly Limit[]): Limit[] =>
    limits.map(([allowed, windowMs]) => [allowed * factor, windowMs]);
  const calls = new Map<string, number[]>();
  const checks = (kind: 'send' | 'read', id: string): [string, readonly Limit[]][] => [
    [`${kind}/${id}`, times(kind === 'send' ? sending : reading)],
    ['', times(overall)],
  ];
  return {
    count: (kind, id) => {
      const at = now();
      for (const [key, limits] of checks(kind, id)) {
        const waitMs = wait(calls.get(key) ?? [], limits, at);
        if (waitMs > 0) {
          throw new ConnectorError(429, 'Throttled', 'Too many requests.', Math.max(1, Math.ceil(waitMs / 1000)));
        }
      }
      for (const [key, limits] of checks(kind, id)) {
        const longest = limits.at(-1)?.[1] ?? 0;
        calls.set(key, [...(calls.get(key) ?? []).filter((time) => time > at - longest), at]);
      }
    },
  };
}

/** @returns how long until one more call fits; 0 when it fits now */
function wait(times: readonly number[], limits: readonly Limit[], at: number): number {
  const waits = limits.map(([allowed, windowMs]) => {
    const oldestThatCounts = times.at(-allowed);
    return oldestThatCounts === undefined ? 0 : oldestThatCounts + windowMs - at;
  });
  return Math.max(0, ...waits);
}
