import { z } from 'zod';
import { ownerQuestionCard, ownerSearchCard, type OwnerQuestion, type SearchShown } from '../../cards/owner-search.ts';
import type { Reader } from '../../cards/reader.ts';
import { noSuchSearch } from '../../domain/owner-search.ts';
import { administratorScopes } from '../administrators.ts';
import { defineOperation } from '../define-operation.ts';
import type { Outcome } from '../operation.ts';
import { readerFor } from './search-jobs.ts';
import { searchId, searchNow, searchShown, searchToDecide } from './find-search.ts';

/**
 * Draws a card about a search for an owner anew, for those who have one. They are told of every change anyway, so nobody has
 * to be signed in for it.
 * @throws AppError `ownerless.not-found`, to everybody else too
 */
export const showSearch = defineOperation({
  name: 'ownerless.show',
  phrases: [],
  summary: 'Bring a card about a group without owners up to date',
  example: '',
  input: z.object({ searchId }),
  scopes: [],

  async run({ searchId: id }, services): Promise<{ asked: OwnerQuestion } | { overview: SearchShown }> {
    const { store, caller } = services;
    const search = await searchNow(id, services);
    const copies = await store.ownerSearches.copies(caller.tenantId, id);
    const roles = copies
      .filter(({ recipientId }) => recipientId === caller.userId)
      .map(({ occasion }) => readerFor(occasion));
    const shown = await searchShown(search, services);
    const candidate = shown.candidates.find(({ person }) => person.id === caller.userId);
    if (candidate && roles.includes('candidate')) return { asked: { ...shown, candidate } };
    if (roles.includes('admin')) return { overview: shown };
    throw noSuchSearch();
  },
  card: (shown, reader) => drawn(shown, reader),
});

function drawn(shown: { asked: OwnerQuestion } | { overview: SearchShown }, reader: Reader): Outcome {
  return 'asked' in shown ? ownerQuestionCard(shown.asked, reader) : ownerSearchCard(shown.overview, reader);
}

/**
 * Shows administrators how the search for an owner goes, with what they can do.
 * @throws AppError `ownerless.not-found`
 */
export const openSearch = defineOperation({
  name: 'ownerless.open',
  phrases: [],
  summary: 'Show how the search for an owner of a group goes',
  example: '',
  input: z.object({ searchId }),
  scopes: administratorScopes,

  run: async ({ searchId: id }, services) => searchShown(await searchToDecide(id, services), services),
  card: (shown, reader) => ownerSearchCard(shown, reader),
});
