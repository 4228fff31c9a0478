import { least } from './least.ts';
import type { Taken } from './cost-table.ts';

/** What is wrong with what operations took: more requests than the API makes them take, or nobody worked that out. */
export function costProblems(table: Readonly<Record<string, Taken>>): string[] {
  return Object.entries(table).flatMap(([operation, { requests }]) => {
    const allowed = least[operation]?.requests;
    if (allowed === undefined) return `${operation}: its least is not worked out`;
    return requests > allowed ? `${operation}: takes ${requests} requests where ${allowed} are enough` : [];
  });
}
