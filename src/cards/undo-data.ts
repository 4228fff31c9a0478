import type { UndoableChange } from './change-undone.ts';

/** What the button that takes a change back carries: whom it really changed, and when. */
export function undoData(
  what: UndoableChange,
  groupId: string,
  { people, at }: { people: readonly string[]; at: Date },
): Record<string, string> {
  return { what, group: groupId, people: people.join(';'), at: at.toISOString() };
}
