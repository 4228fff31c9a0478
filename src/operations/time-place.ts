import { z } from 'zod';

const lostPage = 'This page cannot be found any more. Ask again.';

/** Where a list in the order of a time goes on: time and id of the last one on a page. */
export interface TimePlace {
  at: Date;
  id: string;
}

/** The same as a card carries it. */
export const timePlace = z
  .string({ error: lostPage })
  .transform((text) => text.split(' '))
  .pipe(z.tuple([z.iso.datetime({ error: lostPage }), z.guid({ error: lostPage })], { error: lostPage }))
  .transform(([time, id]): TimePlace => ({ at: new Date(time), id }))
  .optional();

export function placeText({ at, id }: TimePlace): string {
  return `${at.toISOString()} ${id}`;
}

/** @param found one more than a page, where there are so many: that is how it is known whether there is another */
export function pageUpTo<T>(
  size: number,
  found: readonly T[],
  placeOf: (last: T) => TimePlace,
): { shown: T[]; next?: string } {
  const shown = found.slice(0, size);
  const last = found.length > size ? shown.at(-1) : undefined;
  return { shown, ...(last !== undefined && { next: placeText(placeOf(last)) }) };
}
