import { fieldChange, type FieldChange, type FieldKind } from '../../domain/audit.ts';
import type { Seen } from './seen.ts';

type Method = (...input: never[]) => Promise<unknown>;

/**
 * What a change is told as, from what was read before it. Where only the answer says what was done, or a later reading,
 * it is a function of these.
 */
export type Told<Change> = Change extends Method
  ? (
      seen: Seen,
      ...input: Parameters<Change>
    ) => readonly FieldChange[] | ((answer: Awaited<ReturnType<Change>>) => readonly FieldChange[])
  : never;

/** How the changes of a port are told. */
export type ToldPort<Port> = { [Name in keyof Port]?: Told<Port[Name]> };

/** Values before and after, by name; only what differs is told. */
export function differences(
  kinds: Readonly<Record<string, FieldKind>>,
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): FieldChange[] {
  return Object.entries(to).flatMap(([name, value]) => {
    const sides = { from: worded(from[name]), to: worded(value) };
    if (sides.from === sides.to) return [];
    return [fieldChange(name === 'displayName' ? 'name' : name, kinds[name] ?? 'word', sides)];
  });
}

function worded(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((part) => String(part)).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Something is there now. */
export function added(field: string, kind: FieldKind, to: string): FieldChange[] {
  return [fieldChange(field, kind, { to })];
}

/** Something is there no more. */
export function taken(field: string, kind: FieldKind, from: string | undefined): FieldChange[] {
  return [fieldChange(field, kind, { from })];
}

/** It was one of our words and is another. */
export function turned(field: string, from: string | undefined, to: string): FieldChange[] {
  return [fieldChange(field, 'word', { from, to })];
}
