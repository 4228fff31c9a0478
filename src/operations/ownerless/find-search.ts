import { z } from 'zod';
import type { SearchShown } from '../../cards/owner-search.ts';
import { noSuchSearch, type Candidate, type OwnerSearch } from '../../domain/owner-search.ts';
import { isAdministrator } from '../administrators.ts';
import type { Services } from '../operation.ts';

/** Only cards carry it. */
export const searchId = z.guid({ error: 'This button is broken. Ask again for “groups without owners”.' });

/** @throws AppError `ownerless.not-found` */
export async function searchNow(id: string, { store, caller }: Services): Promise<OwnerSearch> {
  const search = await store.ownerSearches.get(caller.tenantId, id);
  if (!search) throw noSuchSearch();
  return search;
}

/** How it stands, with everybody who is asked. */
export async function searchShown(search: OwnerSearch, { store, policy }: Services): Promise<SearchShown> {
  const candidates = await store.ownerSearches.candidates(search.tenantId, search.id);
  const { confirm, minimumOwners } = policy.ownerless;
  return { search, candidates, confirm, minimumOwners };
}

/** The question of a search to the caller. To who was not asked it does not exist. @throws AppError `ownerless.not-found` */
export async function ownQuestion(
  id: string,
  services: Services,
): Promise<{ search: OwnerSearch; candidate: Candidate }> {
  const search = await searchNow(id, services);
  const { store, caller } = services;
  const candidate = await store.ownerSearches.candidate(caller.tenantId, id, caller.userId);
  if (!candidate || candidate.state === 'waiting' || candidate.state === 'unreachable') throw noSuchSearch();
  return { search, candidate };
}

/** A search for who looks after all groups. To everybody else it does not exist. @throws AppError `ownerless.not-found` */
export async function searchToDecide(id: string, services: Services): Promise<OwnerSearch> {
  const search = await searchNow(id, services);
  if (!(await isAdministrator(services))) throw noSuchSearch();
  return search;
}
