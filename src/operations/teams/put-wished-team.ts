import { readerOf } from '../../cards/reader.ts';
import { AppError } from '../../domain/errors.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import type { Services } from '../operation.ts';
import { shownToCaller } from '../requests/show-request-card.ts';
import { nextTryWords, putTeam } from './put-team.ts';

/**
 * Puts the team of a request on its group. While Teams does not know the group, the card of the request says so; the job
 * that settles the request makes that card true again should this process die.
 * @returns the code of what went wrong, or undefined when the team is there
 */
export async function putWishedTeam(
  request: GroupRequest,
  services: Services,
  triesBefore = 0,
): Promise<string | undefined> {
  const { caller, progress } = services;
  try {
    await putTeam(request.group.id, services, {
      before: triesBefore,
      tell: (next) =>
        progress.tell(shownToCaller({ request, notice: nextTryWords(next) }, caller.userId, readerOf(services))),
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    return error.code;
  }
}
