import { trailOperations } from '../domain/audit.ts';
import { detailsOf, erasuresIn, fitsCommitments, genesis, hashOf, sealAfter } from './audit-format.ts';
import type { AuditEventRow, Database } from './schema.ts';

/** Why a chain is not whole; `sequence` is the first entry that does not fit, or that should be there. */
export interface Break {
  sequence: number;
  why: 'altered' | 'missing' | 'inserted' | 'cutAtStart' | 'cutAtEnd' | 'erasedUnrecorded';
}

/** Where a chain begins: at its first entry, or where older entries were cut off. */
export interface ChainStart {
  sequence: number;
  hash: string;
  /** Over the entries of format 1 so far. */
  sealDigest: string;
  /** Erased fields in what was cut, without those whose erasure was cut too. */
  erasedBefore: number;
}

/** The fields in which entries of the trail about itself keep what they say. */
export const trailFields = {
  upTo: 'upTo',
  hash: 'hash',
  sealDigest: 'sealDigest',
  erasedBefore: 'erasedBefore',
  entries: 'entries',
  erased: 'erased',
  brokenAt: 'brokenAt',
} as const;

const beginning: ChainStart = { sequence: 0, hash: genesis, sealDigest: genesis, erasedBefore: 0 };

/**
 * @param first the oldest entry that is there
 * @param anchors entries that say where older ones were cut off
 * @returns undefined when older entries are missing and nothing says that they were cut
 */
export function startOf(
  first: Pick<AuditEventRow, 'sequence'> | undefined,
  anchors: readonly AuditEventRow[],
): ChainStart | undefined {
  if (!first || first.sequence === 1) return beginning;
  const sequence = first.sequence - 1;
  const anchor = anchors.findLast((row) => valueIn(row, trailFields.upTo) === String(sequence));
  if (!anchor) return undefined;
  return {
    sequence,
    hash: valueIn(anchor, trailFields.hash),
    sealDigest: valueIn(anchor, trailFields.sealDigest),
    erasedBefore: Number(valueIn(anchor, trailFields.erasedBefore)),
  };
}

/** The first entry that should be there: it follows what was last cut off on record. */
export function firstMissing(anchors: readonly AuditEventRow[]): number {
  return Math.max(0, ...anchors.map((row) => Number(valueIn(row, trailFields.upTo)))) + 1;
}

/** Goes along a chain, entry by entry, and keeps what the next ones are held against. */
export class ChainWalk {
  #last: ChainStart;
  #isSealOpen = false;
  #isPastFirstFormat = false;
  #found = new Map<string, { fields: number; firstIn: number }>();
  #recorded = new Map<string, { fields: number; by: number }>();

  constructor(start: ChainStart) {
    this.#last = start;
  }

  /** Where the chain would begin if everything so far were cut off. */
  get place(): ChainStart {
    const unrecorded = fieldsIn(this.#found) - fieldsIn(this.#recorded);
    return { ...this.#last, erasedBefore: this.#last.erasedBefore + unrecorded };
  }

  /** @returns what is wrong with this entry, or with the link to it */
  take(row: AuditEventRow): Break | undefined {
    const { sequence } = row;
    if (sequence !== this.#last.sequence + 1) return { sequence: this.#last.sequence + 1, why: 'missing' };
    if (row.previous_hash !== this.#last.hash) return { sequence, why: 'inserted' };
    if (!isSound(row) || !this.#seals(row)) return { sequence, why: 'altered' };
    this.#noteErasures(row);
    this.#last = { ...this.#last, sequence, hash: row.hash };
    const brokenAt = row.operation === trailOperations.seal ? valueIn(row, trailFields.brokenAt) : '';
    return brokenAt === '' ? undefined : { sequence: Number(brokenAt), why: 'altered' };
  }

  /** @returns what is wrong when no further entry comes */
  end(head: Pick<Database['audit_head'], 'sequence' | 'hash'> | undefined): Break | undefined {
    const { sequence, hash } = this.#last;
    if (!head) return sequence === 0 ? undefined : { sequence: sequence + 1, why: 'cutAtEnd' };
    if (head.sequence > sequence) return { sequence: sequence + 1, why: 'cutAtEnd' };
    if (head.sequence < sequence) return { sequence: head.sequence + 1, why: 'inserted' };
    if (head.hash !== hash && sequence > 0) return { sequence, why: 'altered' };
    if (this.#isSealOpen) return { sequence: sequence + 1, why: 'missing' };
    return this.#unrecorded();
  }

  /** Format 1 comes first and ends with the entry that seals it. */
  #seals(row: AuditEventRow): boolean {
    const { sealDigest, sequence } = this.#last;
    if (row.format === 1) {
      if (this.#isPastFirstFormat) return false;
      this.#isSealOpen = true;
      this.#last = { ...this.#last, sealDigest: sealAfter(sealDigest, row) };
      return true;
    }
    this.#isPastFirstFormat = true;
    if (row.operation !== trailOperations.seal) return !this.#isSealOpen;
    this.#isSealOpen = false;
    return valueIn(row, trailFields.upTo) === String(sequence) && valueIn(row, trailFields.sealDigest) === sealDigest;
  }

  #noteErasures(row: AuditEventRow): void {
    for (const id of erasuresIn(row)) {
      const known = this.#found.get(id);
      this.#found.set(id, { fields: (known?.fields ?? 0) + 1, firstIn: known?.firstIn ?? row.sequence });
    }
    if (row.operation !== trailOperations.erase || row.outcome !== 'done') return;
    const fields = Number(valueIn(row, trailFields.erased));
    const known = this.#recorded.get(row.correlation_id)?.fields ?? 0;
    this.#recorded.set(row.correlation_id, { fields: known + fields, by: row.sequence });
  }

  /** Every field that is gone is one that an erasure has on record. */
  #unrecorded(): Break | undefined {
    for (const [id, { fields, firstIn }] of this.#found)
      if (fields > (this.#recorded.get(id)?.fields ?? 0)) return { sequence: firstIn, why: 'erasedUnrecorded' };
    if (this.place.erasedBefore === 0) return undefined;
    const by = Math.max(0, ...[...this.#recorded.values()].map((one) => one.by));
    return { sequence: by, why: 'erasedUnrecorded' };
  }
}

function fieldsIn(counts: ReadonlyMap<string, { fields: number }>): number {
  return [...counts.values()].reduce((sum, { fields }) => sum + fields, 0);
}

/** Its hash is that of its content, and what is in clear is what was committed to. */
function isSound(row: AuditEventRow): boolean {
  try {
    if (row.format !== 1 && row.format !== 2) return false;
    const hash = hashOf(row);
    return (hash === undefined || hash === row.hash) && fitsCommitments(row);
  } catch {
    // Its JSON is none any more.
    return false;
  }
}

function valueIn(row: AuditEventRow, field: string): string {
  return detailsOf(row).find((change) => change.field === field)?.to ?? '';
}
