import { AppError } from '../domain/errors.ts';
import { planning } from './planner-words.ts';
import type { Words } from './refusals.ts';

/** @throws AppError `plan.not-found` when the id is none; it is never put into a URL then */
export function planPath(planId: string): string {
  return `/planner/plans/${plannerId(planId, planning.plan)}`;
}

/** An id of Planner's: letters and digits, told apart by upper and lower case. @throws AppError when it is none */
export function plannerId(id: string, { notFound }: { notFound: Words }): string {
  if (/^[\w-]{1,64}$/.test(id)) return id;
  throw new AppError('notFound', notFound);
}

/** Hints are compared letter by letter, as Planner does. */
export function byHint(a: string | null | undefined, b: string | null | undefined): number {
  const [first, second] = [a ?? '', b ?? ''];
  return first < second ? -1 : Number(first > second);
}
