import { z } from 'zod';
import { untilDay } from '../../cards/ask-again.ts';
import { readerOf } from '../../cards/reader.ts';
import { AppError } from '../../domain/errors.ts';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { isAboutMembership } from '../../domain/request-kinds.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, requestId, stagePressed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { endIfMeant } from '../terms/period.ts';
import { amendAndApprove, amendedChange, amendingCard, type Amended } from './amend.ts';
import { broughtUpToDate } from './bring-up-to-date.ts';
import { requestNow } from './decide.ts';

/** Longer than any field may be: what is too long is said beside it. */
const until = z.string({ error: 'Say until when, such as “until 15 March”.' }).trim().max(2000).default('');

/**
 * Lets somebody in for another time than was asked: until a day, or for good.
 * @throws AppError as `request.approve` does
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export const amendMembership = defineOperation({
  name: 'request.amend-membership',
  phrases: [],
  summary: 'Approve a membership for another time than was asked',
  example: '',
  input: z.object({ requestId, stage: stagePressed, until, confirmed }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],
  allow: requestDecider,

  dialog: { title: 'Change and approve' },

  async run({ requestId: id, stage, until: words, confirmed: answer }, services) {
    const request = await broughtUpToDate(await requestNow(id, services), services);
    if (!isAboutMembership(request)) throw noSuchRequest();
    return amendAndApprove(request, stage, services, () =>
      Promise.resolve(looked(request, answer === 'yes' ? words : undefined, services)),
    );
  },
  changes: amendedChange,
  card: amendingCard,
});

/** @param words what was filled in; undefined: the form is drawn first */
function looked(request: GroupRequest, words: string | undefined, services: Services): Amended {
  const { wish } = request;
  const asked = wish?.what === 'until' ? untilDay(wish.at, readerOf(services)) : '';
  const form = (until: string, problems = {}) => ({
    form: { request, values: { what: 'until' as const, until }, problems },
  });
  if (words === undefined) return form(asked);
  if (words === asked) return {};
  try {
    if (words.length > 100) return form(words.slice(0, 100), { until: 'Say it shorter, such as “until 15 March”.' });
    const endsAt = endIfMeant(words, services);
    return { amendment: { wish: endsAt ? { what: 'until', at: endsAt.getTime() } : null } };
  } catch (error) {
    if (error instanceof AppError && error.kind === 'input') return form(words, { until: error.advice });
    throw error;
  }
}
