import { z } from 'zod';

/** What stands beside a value's shape in the schema. Where nothing holds without it, an example says how it may look. */
export interface About {
  description: string;
  examples?: unknown[];
}

/** A part of the file: its keys, or nothing, which is the same as leaving all of them out. */
export function section<Shape extends z.ZodRawShape>(description: string, shape: Shape) {
  const keys = z.strictObject(shape);
  return keys
    .nullish()
    .transform((given) => given ?? keys.parse({}))
    .meta({ description });
}

/** A key that has no default. Nothing is the same as leaving it out. */
export function absent<Given extends z.ZodType>(shape: Given, about: About) {
  return shape
    .nullish()
    .transform((given) => given ?? undefined)
    .meta({ ...about });
}

/** A whole number within limits that are both allowed. */
export function whole(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
}

export const text = (most: number) => z.string().min(1).max(most);

export const differ = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** A list in which nothing comes twice. */
export function listOf<Item extends z.ZodType>(item: Item, { least = 0, most }: { least?: number; most: number }) {
  return z.array(item).min(least).max(most).refine(differ, 'different values').meta({ uniqueItems: true });
}

const timeWords = 'a time from 00:00 to 23:59';
/** Of a clock on the wall. */
export const time = z.string(timeWords).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, timeWords);

/** Object id of a group, in small letters. */
export const groupId = z.guid('a group id, such as 3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01').toLowerCase();

/** Sign-in names. */
export const peopleList = z
  .array(z.string().regex(/^[^\s@]+@[^\s@]+$/, 'a sign-in name'))
  .min(1)
  .max(20);
