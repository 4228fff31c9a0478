import { z } from 'zod';
import { whyNoContent } from '../../domain/content.ts';
import type { Group } from '../../domain/groups.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';

/** How many lines were shown before. */
export const nextLine = z
  .string({ error: 'This page cannot be found any more. Ask again.' })
  .regex(/^\d{1,4}$/u, 'This page cannot be found any more. Ask again.')
  .optional();

const pageSize = 8;

/** @param what of which is spoken, such as `files`. @throws AppError `content.wrong-kind` */
export async function groupWith(what: string, wanted: string, { directory }: Services): Promise<Group> {
  const group = await resolveGroup(directory, wanted);
  const never = whyNoContent(group, what);
  if (never) throw never;
  return group;
}

/** A page of what was read whole. */
export function pageOf<T>(
  all: readonly T[],
  from: string | undefined,
): { items: T[]; next?: string; isContinued: boolean } {
  const start = Number(from ?? 0);
  const end = start + pageSize;
  return { items: all.slice(start, end), ...(end < all.length && { next: String(end) }), isContinued: start > 0 };
}
