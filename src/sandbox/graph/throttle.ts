import { throttled } from './errors.ts';
import type { GraphFaults } from './exchange.ts';

const windowMs = 10_000;
const writeWindowMs = 150_000;
const mostWrites = 3000;
const directoryHeaders: Record<string, string> = {
  'x-ms-throttle-scope': 'Tenant_Application/ReadWrite',
  'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
};
const mailboxWindowMs = 600_000;
const mostInMailbox = 10_000;

interface Window {
  startedAt: number;
  used: number;
}

/**
 * The directory's published limits, per app: resource units in 10 seconds, more in a larger organisation, and 3,000 writes
 * in 150 seconds. Measured by the machine's clock, for the sandbox's may be moved.
 */
export class Throttle {
  readonly #windows = new Map<string, Window>();
  readonly #unitsPerWindow: number;

  constructor(userCount: number) {
    this.#unitsPerWindow = userCount < 50 ? 3500 : userCount <= 500 ? 5000 : 8000;
  }

  /**
   * @returns headers that say how much of the limit is used, above four fifths of it
   * @throws GraphError 429 with the seconds until the window ends
   */
  spend(appId: string, units: number, isWrite: boolean): Record<string, string> {
    if (isWrite) this.#use(`writes ${appId}`, 1, mostWrites, writeWindowMs);
    const share = this.#use(`units ${appId}`, units, this.#unitsPerWindow, windowMs);
    return share >= 0.8 ? { 'x-ms-throttle-limit-percentage': share.toFixed(2) } : {};
  }

  /** A group's mailbox takes 10,000 requests of an app in ten minutes. @throws GraphError 429 */
  spendMailbox(appId: string, groupId: string): void {
    this.#use(`mailbox ${appId} ${groupId}`, 1, mostInMailbox, mailboxWindowMs, {});
  }

  #use(key: string, amount: number, limit: number, length: number, headers = directoryHeaders): number {
    const now = performance.now();
    const open = this.#windows.get(key);
    const window = open && now - open.startedAt < length ? open : { startedAt: now, used: 0 };
    this.#windows.set(key, window);
    if (window.used + amount > limit) {
      throw throttled(Math.ceil((window.startedAt + length - now) / 1000), headers);
    }
    window.used += amount;
    return window.used / limit;
  }
}

/** How long a caller is told to wait by the throttling that is switched on. */
export const faultRetryAfterSeconds = 2;

/** @returns which fault this call meets, counted down */
export function nextFault(faults: GraphFaults): 'throttle' | 'unavailable' | undefined {
  if (faults.graphThrottle > 0) {
    faults.graphThrottle -= 1;
    return 'throttle';
  }
  if (faults.graphUnavailable > 0) {
    faults.graphUnavailable -= 1;
    return 'unavailable';
  }
  return undefined;
}
