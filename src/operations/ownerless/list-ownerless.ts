import { z } from 'zod';
import { ownerlessListCard, type OwnerlessList } from '../../cards/ownerless-list.ts';
import { ownerlessDenied, willing } from '../../domain/owner-search.ts';
import { administratorScopes, isAdministrator } from '../administrators.ts';
import { defineOperation } from '../define-operation.ts';

const pageSize = 8;
const lostPage = 'This page cannot be found any more. Ask again.';

/** Where the list goes on, as a card carries it: time and id of the last one on the page. */
const nextSearch = z
  .string({ error: lostPage })
  .transform((text) => text.split(' '))
  .pipe(z.tuple([z.iso.datetime(), z.guid()], { error: lostPage }))
  .transform(([time, id]) => ({ since: new Date(time), id }))
  .optional();

/**
 * Groups that nobody owns, and how the search for an owner goes: for administrators. The right is checked with the directory
 * each time.
 * @throws AppError `ownerless.denied`
 */
export const listOwnerless = defineOperation({
  name: 'ownerless.list',
  phrases: [
    'groups without owners',
    'ownerless groups',
    'groups without an owner',
    'orphaned groups',
    'groups that nobody owns',
    'which groups have no owner',
    'which groups have no owners',
    'show ownerless groups',
  ],
  sayings: ['which groups|teams have no owner|owners', 'which groups|teams need|lack an? owner|owners'],
  summary: 'See which groups nobody owns, and how the search for an owner goes',
  example: 'groups without owners',
  input: z.object({ next: nextSearch }),
  scopes: administratorScopes,

  async run({ next }, services): Promise<OwnerlessList> {
    if (!(await isAdministrator(services))) throw ownerlessDenied();
    const { store, caller } = services;
    const { ownerSearches } = store;
    const [found, counts] = await Promise.all([
      ownerSearches.open(caller.tenantId, { limit: pageSize + 1, ...(next && { after: next }) }),
      ownerSearches.countOpen(caller.tenantId),
    ]);
    const shown = found.slice(0, pageSize);
    const last = found.length > pageSize ? shown.at(-1) : undefined;
    const searches = await Promise.all(
      shown.map(async (search) => {
        const candidates = await ownerSearches.candidates(caller.tenantId, search.id);
        return { search, willing: willing(candidates).map(({ person }) => person) };
      }),
    );
    return {
      searches,
      counts,
      ...(last && { next: `${last.since.toISOString()} ${last.id}` }),
      isContinued: next !== undefined,
    };
  },
  card: ownerlessListCard,
});
