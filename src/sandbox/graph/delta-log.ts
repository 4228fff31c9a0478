import { randomUUID } from 'node:crypto';
import type { LinkKind, TenantChange } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { GraphFaults } from './exchange.ts';

const mostEntries = 50_000;

/** What happened to one group since some moment, taken together. */
export interface GroupChange {
  groupId: string;
  /** Made or brought back: everything about it is news. */
  isNew: boolean;
  isPurged: boolean;
  properties: Set<string>;
  /** Who came (true) or went (false), by `member` and `owner`; the last word counts. */
  links: Record<'member' | 'owner', Map<string, boolean>>;
}

/**
 * Remembers changes of groups for delta queries, since this start of the sandbox. Tokens of another start, of before a
 * reset, or older than the last 50,000 changes are of no use.
 */
export class DeltaLog {
  #epoch = randomUUID();
  #entries: TenantChange[] = [];
  #dropped = 0;
  readonly #faults: () => GraphFaults;

  constructor(tenant: Tenant, faults: () => GraphFaults) {
    this.#faults = faults;
    tenant.onChange((change) => {
      if (change.kind === 'reset') this.#startOver();
      else this.#entries.push(change);
      if (this.#entries.length > 2 * mostEntries) {
        this.#dropped += this.#entries.length - mostEntries;
        this.#entries = this.#entries.slice(-mostEntries);
      }
    });
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** The moment after the last change. */
  get position(): number {
    return this.#dropped + this.#entries.length;
  }

  /** @returns whether the token of this call is said to be forgotten, counted down */
  forgets(): boolean {
    const faults = this.#faults();
    if (!faults.deltaForgotten) return false;
    faults.deltaForgotten -= 1;
    return true;
  }

  /** @returns groups that changed between two moments, the first change first; undefined when that is not known any more */
  between(from: number, to: number): GroupChange[] | undefined {
    if (from < this.#dropped || from > to || to > this.position) return undefined;
    const changes = new Map<string, GroupChange>();
    for (const entry of this.#entries.slice(from - this.#dropped, to - this.#dropped)) {
      if (entry.kind === 'reset') continue;
      const change = changes.get(entry.groupId) ?? unchanged(entry.groupId);
      if (apply(change, entry)) changes.set(entry.groupId, change);
    }
    return [...changes.values()];
  }

  #startOver(): void {
    this.#epoch = randomUUID();
    this.#entries = [];
    this.#dropped = 0;
  }
}

function unchanged(groupId: string): GroupChange {
  return {
    groupId,
    isNew: false,
    isPurged: false,
    properties: new Set(),
    links: { member: new Map(), owner: new Map() },
  };
}

/** @returns whether it is news: what people keep for themselves is not */
function apply(change: GroupChange, entry: Exclude<TenantChange, { kind: 'reset' }>): boolean {
  switch (entry.kind) {
    case 'created':
    case 'restored':
      change.isNew = true;
      return true;
    case 'deleted':
      return true;
    case 'purged':
      change.isPurged = true;
      return true;
    case 'updated':
      for (const property of entry.properties) change.properties.add(property);
      return true;
    case 'linked':
    case 'unlinked':
      if (!isTracked(entry.link)) return false;
      change.links[entry.link].set(entry.objectId, entry.kind === 'linked');
      return true;
  }
}

function isTracked(link: LinkKind): link is 'member' | 'owner' {
  return link === 'member' || link === 'owner';
}
