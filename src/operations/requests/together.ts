import { z } from 'zod';
import { readerOf } from '../../cards/reader.ts';
import { togetherDoneCard, type TogetherDone } from '../../cards/together-done.ts';
import { waitingListCard, type WaitingList } from '../../cards/waiting-list.ts';
import { approveCreation } from '../creation/approve-creation.ts';
import { defineOperation } from '../define-operation.ts';
import { reason } from '../inputs.ts';
import type { Operation, Services } from '../operation.ts';
import { approveTeam } from '../teams/approve-team.ts';
import { agreeRequest } from './agree-request.ts';
import { approveChange } from './approve-change.ts';
import { approveRequest } from './approve-request.ts';
import { decideTogether, yesVerb, type Chosen, type Deciding } from './decide-together.ts';
import { timePlace } from '../time-place.ts';
import { requestsPerPage } from './list-requests.ts';
import { rejectRequest } from './reject-request.ts';
import { retryRequest } from './retry-request.ts';
import { waitingPage } from './waiting-requests.ts';

const broken = 'This button is broken. Ask again for “waiting for me”.';
const choice = z
  .string({ error: broken })
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:(?:1?\d|20)$/iu, broken)
  .transform((text): Chosen => ({ id: text.slice(0, 36), stage: Number(text.slice(37)) }));
const pick = z.union([z.enum(['no', 'false', '']), choice], { error: broken }).default('no');
/** A box for each row of a page. */
const picks = z.object({
  pick0: pick,
  pick1: pick,
  pick2: pick,
  pick3: pick,
  pick4: pick,
  pick5: pick,
  pick6: pick,
  pick7: pick,
});
const ticked = picks.extend({ next: timePlace });
type Ticked = z.output<typeof ticked>;

/** Each once. */
function chosenOf(input: z.output<typeof picks>): Chosen[] {
  const chosen = Object.keys(picks.shape).flatMap((key) => {
    const value = input[key as keyof typeof picks.shape];
    return typeof value === 'string' ? [] : [value];
  });
  return different(chosen);
}

function different(chosen: readonly Chosen[]): Chosen[] {
  return [...new Map(chosen.map((one) => [one.id.toLowerCase(), one])).values()];
}

/** The page once more, with what is wrong and what was ticked; or what came of it. */
type Together = { list: WaitingList } | TogetherDone;

const approving: Readonly<Record<string, Operation>> = Object.fromEntries(
  [agreeRequest, approveRequest, approveChange, approveCreation, approveTeam, retryRequest].map((one) => [
    one.name,
    one,
  ]),
);

/** By the button that the request has by itself. */
const approves: Deciding['by'] = (request) => {
  const operation = approving[yesVerb(request) ?? ''];
  return operation && { operation, raw: {} };
};

/**
 * Approves several requests together. It takes the right to look, and for each of them the rights of its own button, as far
 * as the person has agreed to these before: for the others they are asked by a button of theirs.
 */
export const approveTogether = defineOperation({
  name: 'request.approve-together',
  phrases: [],
  summary: 'Approve several requests together',
  example: '',
  input: ticked,
  scopes: [...agreeRequest.scopes],

  async run(input, services): Promise<Together> {
    const chosen = chosenOf(input);
    if (chosen.length === 0) return again('Tick what you want to approve first.', input, services);
    return decided('approved', chosen, { scopes: agreeRequest.scopes, by: approves }, services);
  },
  card: shownTogether,
});

/** The same of those that let people in, after the person was asked for the right to do so. */
export const approveTogetherJoins = defineOperation({
  name: 'request.approve-together-joins',
  phrases: [],
  summary: 'Approve several requests to join together',
  example: '',
  input: z.object({
    chosen: z
      .string({ error: broken })
      .max(400, broken)
      .transform((text) => text.split(',').slice(0, requestsPerPage))
      .pipe(z.array(choice)),
  }),
  scopes: [...approveRequest.scopes],

  run: ({ chosen }, services): Promise<Together> =>
    decided('approved', different(chosen), { scopes: approveRequest.scopes, by: approves }, services),
  card: shownTogether,
});

/** Rejects several requests together, with one reason that each of those who asked reads. */
export const rejectTogether = defineOperation({
  name: 'request.reject-together',
  phrases: [],
  isDestructive: true,
  summary: 'Reject several requests together, with a reason',
  example: '',
  input: ticked.extend({ reason }),
  scopes: [...rejectRequest.scopes],

  async run({ reason: why, ...input }, services): Promise<Together> {
    const chosen = chosenOf(input);
    if (chosen.length === 0) return again('Tick what you want to reject first.', input, services);
    if (why === '') return again('Please say why, so that those who asked know what to do.', input, services);
    const rejects: Deciding['by'] = ({ status }) =>
      status === 'pending' ? { operation: rejectRequest, raw: { reason: why } } : undefined;
    return decided('rejected', chosen, { scopes: rejectRequest.scopes, by: rejects }, services);
  },
  card: shownTogether,
});

async function decided(
  outcome: TogetherDone['outcome'],
  chosen: readonly Chosen[],
  deciding: Deciding,
  services: Services,
): Promise<TogetherDone> {
  const reader = readerOf(services);
  const rows = await decideTogether(chosen, deciding, services, (soFar) =>
    services.progress.tell(togetherDoneCard({ outcome, rows: soFar, of: chosen.length }, reader)),
  );
  return { outcome, rows };
}

async function again(notice: string, input: Omit<Ticked, 'reason'>, services: Services): Promise<Together> {
  const list = await waitingPage(input.next, services);
  return { list: { ...list, notice, chosen: chosenOf(input).map(({ id }) => id) } };
}

function shownTogether(together: Together, reader: ReturnType<typeof readerOf>) {
  return 'list' in together ? waitingListCard(together.list, reader) : togetherDoneCard(together, reader);
}
