import { AppError } from '../../domain/errors.ts';
import type { Services } from '../operation.ts';

/** As Graph's page asks: the directory needs time to tell Teams about a group. */
export const mostTries = 3;
export const secondsBetweenTries = 10;

/** A try that is about to follow. */
export interface NextTry {
  number: number;
}

/**
 * Puts a team on a group, and waits for Teams to know the group where it must.
 * @param tries.before how many there have been; the work then begins with waiting
 * @param tell shows the person that there will be another one
 * @throws AppError `team.not-ready` after the last one, and all that `Teams.enable` throws
 * @see https://learn.microsoft.com/graph/api/team-put-teams
 */
export async function putTeam(
  groupId: string,
  { teams, progress }: Pick<Services, 'teams' | 'progress'>,
  tries: { before: number; tell: (next: NextTry) => Promise<void> },
): Promise<void> {
  let refusal: AppError | undefined;
  for (let number = tries.before + 1; number <= mostTries; number++) {
    if (number > 1) {
      await tries.tell({ number });
      if (!(await progress.pause(secondsBetweenTries * 1000))) break;
    }
    try {
      await teams.enable(groupId);
      return;
    } catch (error) {
      if (!isNotReady(error)) throw error;
      refusal = error;
    }
  }
  throw refusal ?? new AppError('upstream', { code: 'team.not-ready', advice: 'Teams does not know this group yet.' });
}

export function isNotReady(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'team.not-ready';
}

/** For a card that is shown meanwhile. */
export function nextTryWords({ number }: NextTry): string {
  return `Teams does not know the group yet. Try ${number} of ${mostTries} follows in ${secondsBetweenTries} seconds.`;
}
