import type { FieldChange } from '../domain/audit.ts';
import type { Subject } from '../domain/memberships.ts';
import type { Decision } from '../domain/stages.ts';

export interface AuditEvent {
  tenantId: string;
  at: Date;
  /** Who did it; `timedActor` for timed work. Read back, empty for somebody who was erased; so are the other ids of people. */
  actorId: string;
  /** In whose place, where somebody had handed over to the actor. */
  onBehalfOfId?: string;
  /** Name of the operation. */
  operation: string;
  /**
   * `begun` comes before each change: what follows under the same correlation id says how it ended, and where nothing
   * follows, the process died and nobody knows.
   */
  outcome: 'begun' | 'done' | 'requested' | 'refused' | 'failed';
  groupId?: string;
  /** Whom or what it was about besides the group: who was added or removed, made an owner, kept from writing. */
  subject?: Subject;
  requestId?: string;
  /** What was decided about that request, on which this rests. */
  decision?: { outcome: Decision['outcome']; at: Date; byId: string };
  /** Code of the error, for `refused` and `failed`. */
  code?: string;
  correlationId: string;
  /** By which Microsoft finds the calls that changed something in Graph: `request-id` of its replies. */
  graphRequestIds?: readonly string[];
  /** What it was before and after. */
  details?: readonly FieldChange[];
}

/** An event with its place in the chain of its tenant: 1, 2, 3 … */
export interface AuditEntry extends AuditEvent {
  sequence: number;
}

/** Which entries of a trail are wanted; what is absent does not matter. */
export interface AuditFilter {
  /** Entries about any of these groups. Empty: none. */
  groupIds?: readonly string[];
  /** Who did it or whom it was about. */
  personId?: string;
  /** Whom it was about. */
  subjectId?: string;
  requestId?: string;
  /** Names of operations, any of which will do. */
  operations?: readonly string[];
  outcome?: AuditEvent['outcome'];
  from?: Date;
  /** The first moment that is not wanted any more. */
  until?: Date;
}

/** Somebody who is to be erased: the id, and names by which texts may call them. */
export interface ErasedPerson {
  id: string;
  names: readonly string[];
}

/** Append-only, chained by hash per tenant. */
export interface AuditTrail {
  append(event: AuditEvent): Promise<void>;
  /**
   * How changes ended, newest first. What began and has an end under the same correlation id is left out; what has none
   * is there as `begun`.
   * @param options.before the sequence number of the last entry of the page before
   */
  newest(tenantId: string, filter: AuditFilter, options: { limit: number; before?: number }): Promise<AuditEntry[]>;
  /** @returns the sequence number of the first entry whose hash does not fit, or undefined when the chain is whole. */
  firstBrokenLink(tenantId: string): Promise<number | undefined>;
  /** Those that have a trail. */
  tenants(): Promise<string[]>;
  /** How many entries say what a person did, in how many others somebody did something about them or wrote of them. */
  mentionsOf(tenantId: string, person: ErasedPerson): Promise<{ did: number; others: number }>;
  /**
   * Takes a person out of every entry: the ids, what the person wrote, and texts that name them. The chain stays whole.
   * In the same transaction an entry has to be appended that says how many fields went: see `erasureOf`.
   * @param erasureId correlation id of that entry
   * @returns how many fields were erased
   */
  erase(tenantId: string, person: ErasedPerson, erasureId: string): Promise<number>;
  /**
   * Cuts the oldest entries off, up to the first that is not older than `before`, and puts on record where it cut. Up to
   * 10,000 at a time: ask again while it cuts any.
   * @returns how many
   * @throws AppError `audit.broken` when what is to be cut was tampered with: it is kept then
   */
  cutBefore(tenantId: string, before: Date, now: Date): Promise<number>;
}
