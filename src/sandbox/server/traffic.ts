import type { TrafficEntry } from '../page/api.ts';

type Party = TrafficEntry['from'];

/** A call as it begins. Its status is 0 until it ends; readers ask again for what was under way. */
export interface TrafficStart {
  from: Party;
  to: Party;
  method: string;
  path: string;
  summary: string;
  claims?: Record<string, unknown>;
}

/** How a call ended. */
export interface TrafficEnd {
  status: number;
  summary?: string;
  claims?: Record<string, unknown>;
  operations?: readonly string[];
  /** Of a call to Graph: the requests that carried these out, those of a batch each by itself. */
  carriedOut?: readonly { request: string; operations: readonly string[] }[];
  /** Of a call to Graph: what it says which of the caller's turns it belongs to, and what it cost. */
  turn?: string;
  units?: number;
}

/** The last 500 calls between the parties. */
export interface Traffic {
  /** Lists a call that begins and returns what notes its end. */
  begin(start: TrafficStart): (end: TrafficEnd) => void;
  /** Calls that began after the one with this number, oldest first. */
  after(sequence: number): TrafficEntry[];
  clear(): void;
}

const kept = 500;

/** @param changed called after each entry */
export function createTraffic(changed: () => void): Traffic {
  let sequence = 0;
  let entries: TrafficEntry[] = [];
  return {
    begin: (start) => {
      const startedAt = performance.now();
      const at = new Date().toISOString();
      const entry: TrafficEntry = { ...start, sequence: ++sequence, at, status: 0, milliseconds: 0 };
      entries = [...entries.slice(1 - kept), entry];
      changed();
      return (end) => {
        Object.assign(entry, end, { milliseconds: Math.round((performance.now() - startedAt) * 10) / 10 });
        changed();
      };
    },
    after: (known) => entries.filter((entry) => entry.sequence > known),
    clear: () => {
      entries = [];
      changed();
    },
  };
}
