import { setTimeout as pause } from 'node:timers/promises';

const everyMs = 25;
const usualLimitMs = 15_000;

/**
 * Looks again and again until something is there.
 * @param what completes "It did not come about: ..."
 * @param look undefined and false mean: not yet
 * @throws Error that says what was waited for
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  limitMs = usualLimitMs,
): Promise<T> {
  const limit = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > limit) throw new Error(`It did not come about in ${limitMs / 1000} s: ${what}`);
    await pause(everyMs);
  }
}
