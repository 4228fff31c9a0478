import { z } from 'zod';
import { changedMeanwhile, tooLateToUndo } from '../../domain/around-request-errors.ts';
import { undoWithinMs } from '../../domain/around-request.ts';
import { AppError } from '../../domain/errors.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { Services } from '../operation.ts';

const broken = 'This button is broken. Say what you want instead.';
const mostPeople = 20;

/** Ids of those with whom the press really changed something, as its card carries them. */
export const changedPeople = z
  .string({ error: broken })
  .max(2000, broken)
  .transform((text) => [...new Set(text.split(';').map((id) => id.toLowerCase()))])
  .pipe(z.array(z.guid({ error: broken })).max(mostPeople, broken));

/** When that was. Whoever could write another time here has the right to do it anyway. */
export const changedAt = z.iso.datetime({ error: broken }).transform((text) => new Date(text));

export const changedGroup = z.guid({ error: broken });

/** @throws AppError `undo.too-late`, saying what to do instead */
export function refuseIfLate(at: Date, instead: string, { clock }: Pick<Services, 'clock'>): void {
  const ageMs = clock.now().getTime() - at.getTime();
  if (ageMs >= undoWithinMs) throw tooLateToUndo(instead);
}

/** Those people by name; of whom the directory knows nothing any more, nothing can be taken back. */
export async function peopleOf(ids: readonly string[], { directory }: Services): Promise<PersonRef[]> {
  const found = await Promise.all(
    ids.map(async (id) => {
      try {
        const { displayName } = await directory.person(id);
        return { id, displayName };
      } catch (error) {
        if (error instanceof AppError && error.kind === 'notFound') return undefined;
        throw error;
      }
    }),
  );
  const people = found.filter((person) => person !== undefined);
  if (people.length === 0) throw changedMeanwhile('nobody of these is in the directory any more.');
  return people;
}
