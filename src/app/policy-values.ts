import { z } from 'zod';

/** A whole number within limits that are both allowed. */
export function whole(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
}

export const text = (most: number) => z.string().min(1).max(most);

/** Object id of a group, in small letters. */
export const groupId = z.guid('a group id, such as 3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01').toLowerCase();

/** Sign-in names. */
export const peopleList = z
  .array(z.string().regex(/^[^\s@]+@[^\s@]+$/, 'a sign-in name'))
  .min(1)
  .max(20);
