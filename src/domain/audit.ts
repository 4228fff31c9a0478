/** Who acts, in the audit trail, when time does. */
export const timedActor = 'muster';

/** Operations of the trail about itself. Their names are part of what the chain means, so they never change. */
export const trailOperations = { seal: 'audit.seal', cut: 'audit.cut', erase: 'audit.erase' } as const;

/**
 * What a field of a change holds, which says how it is shown and whether it is personal: `text` is what somebody wrote,
 * `word` one of ours or a number, `time` ISO 8601 in UTC, `person` and `group` directory ids.
 */
export type FieldKind = 'text' | 'word' | 'time' | 'person' | 'group';

/** One field before and after a change. Absent: there was, or is, nothing. Null: erased since. */
export interface FieldChange {
  /** In the words of `cards/audit-words.ts`, where it has any. */
  field: string;
  kind: FieldKind;
  from?: string | null;
  to?: string | null;
}

/** In characters: the trail keeps what changed, not whole documents. */
const longestValue = 500;

/** A field that was one value and is another; an empty text is no value. */
export function fieldChange(
  field: string,
  kind: FieldKind,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): FieldChange {
  return { field, kind, ...valueAt('from', from), ...valueAt('to', to) };
}

function valueAt(side: 'from' | 'to', value: string | undefined): Partial<FieldChange> {
  if (value === undefined || value === '') return {};
  return { [side]: value.length > longestValue ? `${value.slice(0, longestValue).toWellFormed()}…` : value };
}

/** Whether what such a field holds says something about a person, so that it can be erased. */
export function isPersonal(kind: FieldKind): boolean {
  return kind === 'text' || kind === 'person';
}
