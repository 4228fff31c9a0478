import { z } from 'zod';
import { termCard } from '../../cards/term-card.ts';
import { noSuchTerm, type MembershipTerm } from '../../domain/terms.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';

/** Only cards carry it. */
export const termId = z.guid({ error: 'This button is broken. Ask again for “memberships for a time”.' });

/** @throws AppError `term.not-found` */
export async function termNow(id: string, { store, caller }: Services): Promise<MembershipTerm> {
  const term = await store.terms.get(caller.tenantId, id);
  if (!term) throw noSuchTerm();
  return term;
}

/**
 * Draws a card about a membership for a time anew, for those who have one. They are told of every change anyway, so nobody
 * has to be signed in for it.
 * @throws AppError `term.not-found`, to everybody else too
 */
export const showTerm = defineOperation({
  name: 'term.show',
  phrases: [],
  summary: 'Bring a card about a membership for a time up to date',
  example: '',
  input: z.object({ termId }),
  scopes: [],

  async run({ termId: id }, services) {
    const { store, caller } = services;
    const term = await termNow(id, services);
    const copies = await store.terms.copies(caller.tenantId, id);
    const isMember = term.person.id === caller.userId;
    if (!isMember && !copies.some(({ recipientId }) => recipientId === caller.userId)) throw noSuchTerm();
    return { term, isMember };
  },
  card: (shown, reader) => termCard(shown, reader),
});
