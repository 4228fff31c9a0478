import { newOwnerCard } from '../cards/owner-told.ts';
import { ownerQuestionCard, ownerSearchCard } from '../cards/owner-search.ts';
import type { OwnerSearch } from '../domain/owner-search.ts';
import { readerFor } from '../operations/ownerless/search-jobs.ts';
import type { CardMessage } from '../ports/messenger.ts';
import type { HandlerParts } from './handler-parts.ts';
import { readerOfRecipient } from './reader-of-recipient.ts';

/** A search as one person sees it in a message that nobody asked for just now; undefined for who has no part in it. */
export async function drawSearch(
  search: OwnerSearch,
  { recipientId, occasion }: { recipientId: string; occasion: string },
  parts: Pick<HandlerParts, 'store' | 'clock' | 'policy'>,
): Promise<CardMessage | undefined> {
  const { tenantId, id, group, confirmedBy } = search;
  const reader = await readerOfRecipient({ tenantId, userId: recipientId }, parts);
  const role = readerFor(occasion);
  if (role === 'owner') return newOwnerCard({ group, ...(confirmedBy && { by: confirmedBy }) }, reader);
  const candidates = await parts.store.ownerSearches.candidates(tenantId, id);
  const isInstead = occasion.startsWith('confirm-instead@');
  const { confirm, minimumOwners } = parts.policy().ownerless;
  const shown = { search, candidates, confirm, minimumOwners, isInstead };
  if (role === 'admin') return ownerSearchCard(shown, reader);
  const candidate = candidates.find(({ person }) => person.id === recipientId);
  return candidate && ownerQuestionCard({ ...shown, candidate }, reader);
}
