import { z } from 'zod';

const pageSize = 10;

/** Where a page of a list begins that is read whole each time. Only cards carry it. */
export const pageStart = z
  .string({ error: 'This page cannot be found any more. Ask again.' })
  .regex(/^\d{1,5}$/u, 'This page cannot be found any more. Ask again.')
  .optional();

/** A page of a list, with how long the whole is and where it goes on. */
export function pageFrom<T>(
  items: readonly T[],
  from: string | undefined,
): { rows: T[]; total: number; isContinued: boolean; next?: string } {
  const start = Number(from ?? 0);
  const end = start + pageSize;
  return {
    rows: items.slice(start, end),
    total: items.length,
    isContinued: start > 0,
    ...(end < items.length && { next: String(end) }),
  };
}
