import { createHash, randomBytes } from 'node:crypto';
import { isPersonal, timedActor, type FieldChange } from '../domain/audit.ts';
import { parseOwn } from './rows.ts';
import type { AuditEventRow } from './schema.ts';

/** An entry before its own hash. */
export type Entry = Omit<AuditEventRow, 'hash'>;
/** Name of a personal field (`actor`, `details.0.to`) → what is kept about it. */
type Slots = Record<string, string>;

/** The format in which entries are written. */
export const presentFormat = 2;
/** What the first entry follows. */
export const genesis = '0'.repeat(64);

const erasedMark = 'erased:';

/** The personal fields that an entry holds in clear, by name. Erased ones are not among them. */
export function personalFields(entry: Omit<Entry, 'commitments' | 'salts'>): [slot: string, value: string][] {
  const ids: [string, string | null][] = [
    ['actor', entry.actor_id === timedActor ? null : entry.actor_id],
    ['onBehalfOf', entry.on_behalf_of_id],
    ['subject', entry.subject_kind === 'person' ? entry.subject_id : null],
    ['decidedBy', entry.decided_by_id],
  ];
  const details = detailsOf(entry).flatMap(({ kind, from, to }, index) =>
    isPersonal(kind)
      ? [[`details.${index}.from`, from ?? null] as const, [`details.${index}.to`, to ?? null] as const]
      : [],
  );
  return [...ids, ...details].flatMap(([slot, value]) => (value === null || value === '' ? [] : [[slot, value]]));
}

/** The entry with a commitment to each personal field: a digest of the field and a random salt of its own. */
export function committed(entry: Omit<Entry, 'commitments' | 'salts'>): Entry {
  const salts: Slots = {};
  const commitments: Slots = {};
  for (const [slot, value] of personalFields(entry)) {
    const salt = randomBytes(16).toString('hex');
    salts[slot] = salt;
    commitments[slot] = commitmentTo(slot, salt, value);
  }
  return { ...entry, commitments: JSON.stringify(commitments), salts: JSON.stringify(salts) };
}

/** The salt keeps an id that is known from being found by trying; gone with the field, nothing leads back to it. */
function commitmentTo(slot: string, salt: string, value: string): string {
  return sha256(JSON.stringify([slot, salt, value]));
}

/** Whether the fields that are in clear are those that were committed to, and nothing else is. */
export function fitsCommitments(entry: Entry): boolean {
  const commitments = commitmentsOf(entry);
  const salts = saltsOf(entry);
  const inClear = new Map(personalFields(entry));
  if ([...inClear.keys()].some((slot) => !(slot in commitments))) return false;
  if (Object.keys(salts).some((slot) => !(slot in commitments))) return false;
  return Object.entries(commitments).every(([slot, commitment]) => {
    const salt = salts[slot];
    const value = inClear.get(slot);
    if (salt === undefined) return false;
    if (salt.startsWith(erasedMark)) return value === undefined;
    return value !== undefined && commitmentTo(slot, salt, value) === commitment;
  });
}

/** The erasures that took fields out of an entry, an id for each field. */
export function erasuresIn(entry: Pick<Entry, 'salts'>): string[] {
  return Object.values(saltsOf(entry)).flatMap((salt) =>
    salt.startsWith(erasedMark) ? [salt.slice(erasedMark.length)] : [],
  );
}

/** What is left of an entry when fields are erased: the columns that change. */
export function withoutFields(
  entry: Entry,
  slots: ReadonlySet<string>,
  erasureId: string,
): Pick<Entry, 'actor_id' | 'on_behalf_of_id' | 'subject_id' | 'decided_by_id' | 'details' | 'salts'> {
  const salts = saltsOf(entry);
  for (const slot of slots) salts[slot] = `${erasedMark}${erasureId}`;
  const details = detailsOf(entry).map((change, index) => ({
    ...change,
    ...(slots.has(`details.${index}.from`) && { from: null }),
    ...(slots.has(`details.${index}.to`) && { to: null }),
  }));
  return {
    actor_id: slots.has('actor') ? '' : entry.actor_id,
    on_behalf_of_id: slots.has('onBehalfOf') ? null : entry.on_behalf_of_id,
    subject_id: slots.has('subject') ? null : entry.subject_id,
    decided_by_id: slots.has('decidedBy') ? null : entry.decided_by_id,
    details: entry.details === null ? null : JSON.stringify(details),
    salts: JSON.stringify(salts),
  };
}

/** @returns the hash that an entry has to have; undefined where that cannot be told any more (format 1, with an erased field) */
export function hashOf(entry: Entry): string | undefined {
  const content = contentOf(entry);
  return content === undefined ? undefined : sha256(`${entry.previous_hash}\n${content}`);
}

/** The text that is hashed after the hash of the entry before. */
export function contentOf(entry: Entry): string | undefined {
  if (entry.format === presentFormat) return sealedContent(entry);
  return entry.format === 1 && erasuresIn(entry).length === 0 ? firstContent(entry) : undefined;
}

/** Goes on with the digest over entries of format 1, which holds their content where their own hash cannot any more. */
export function sealAfter(digest: string, entry: AuditEventRow): string {
  return sha256(`${digest}\n${entry.hash}\n${sealedContent(entry)}`);
}

/** JSON in a fixed order, with a commitment in the place of each personal field. */
export function sealedContent(entry: Entry): string {
  const commitments = commitmentsOf(entry);
  const sealed = (slot: string, plain: string | null) => (slot in commitments ? `sha256:${commitments[slot]}` : plain);
  const { subject_kind, decision_outcome, decision_at } = entry;
  const details = detailsOf(entry).map(({ field, kind, from, to }, index) => ({
    field,
    kind,
    ...(from !== undefined && { from: sealed(`details.${index}.from`, from) }),
    ...(to !== undefined && { to: sealed(`details.${index}.to`, to) }),
  }));
  return JSON.stringify({
    format: entry.format,
    tenant: entry.tenant_id,
    sequence: entry.sequence,
    at: entry.at,
    actor: sealed('actor', entry.actor_id),
    onBehalfOf: sealed('onBehalfOf', null),
    operation: entry.operation,
    outcome: entry.outcome,
    group: entry.group_id,
    subject: subject_kind === null ? null : { kind: subject_kind, id: sealed('subject', entry.subject_id) },
    request: entry.request_id,
    decision: decision_outcome && { outcome: decision_outcome, at: decision_at, by: sealed('decidedBy', null) },
    code: entry.code,
    correlation: entry.correlation_id,
    graphRequests: graphRequestIdsOf(entry),
    details,
  });
}

/**
 * Format 1: the fields themselves, names and nulls included. The subject came later and is there only where there is one,
 * so that entries from before it keep their hash.
 */
function firstContent(entry: Entry): string {
  const { tenant_id, sequence, at, actor_id, operation, outcome, group_id, request_id, code, correlation_id } = entry;
  const { subject_kind, subject_id } = entry;
  const subject = subject_kind === null && subject_id === null ? {} : { subject_kind, subject_id };
  const first = { actor_id, at, code, correlation_id, group_id, operation, outcome, request_id, sequence, tenant_id };
  return JSON.stringify({ ...first, ...subject });
}

export function detailsOf({ details }: Pick<Entry, 'details'>): FieldChange[] {
  return details === null ? [] : (parseOwn(details) as FieldChange[]);
}

export function graphRequestIdsOf({ graph_request_ids: ids }: Pick<Entry, 'graph_request_ids'>): string[] {
  return ids === null ? [] : (parseOwn(ids) as string[]);
}

function commitmentsOf({ commitments }: Pick<Entry, 'commitments'>): Slots {
  return parseOwn(commitments) as Slots;
}

function saltsOf({ salts }: Pick<Entry, 'salts'>): Slots {
  return parseOwn(salts) as Slots;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
