import { z } from 'zod';
import { ownerlessListCard, type OwnerlessList } from '../../cards/ownerless-list.ts';
import { ownerlessDenied, willing } from '../../domain/owner-search.ts';
import { administratorScopes, isAdministrator } from '../administrators.ts';
import { defineOperation } from '../define-operation.ts';
import { pageUpTo, timePlace } from '../time-place.ts';

const pageSize = 8;

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
  input: z.object({ next: timePlace }),
  scopes: administratorScopes,

  async run({ next }, services): Promise<OwnerlessList> {
    if (!(await isAdministrator(services))) throw ownerlessDenied();
    const { store, caller } = services;
    const { ownerSearches } = store;
    const [found, counts] = await Promise.all([
      ownerSearches.open(caller.tenantId, {
        limit: pageSize + 1,
        ...(next && { after: { since: next.at, id: next.id } }),
      }),
      ownerSearches.countOpen(caller.tenantId),
    ]);
    const { shown, ...rest } = pageUpTo(pageSize, found, ({ since: at, id }) => ({ at, id }));
    const searches = await Promise.all(
      shown.map(async (search) => {
        const candidates = await ownerSearches.candidates(caller.tenantId, search.id);
        return { search, willing: willing(candidates).map(({ person }) => person) };
      }),
    );
    return {
      searches,
      counts,
      ...rest,
      isContinued: next !== undefined,
    };
  },
  card: ownerlessListCard,
});
