import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { decided, decidedCard, termToDecide } from './own-term.ts';
import { termId } from './show-term.ts';
import { announceTerm } from './term-jobs.ts';

/**
 * Takes the end of a membership away: the person stays for good.
 * @throws AppError `term.not-found`, `group.not-owner`
 */
export const keepTerm = defineOperation({
  name: 'term.keep',
  phrases: [],
  summary: 'Let somebody stay in a group for good',
  example: '',
  input: z.object({ termId }),
  scopes: ['GroupMember.Read.All'],

  async run({ termId: id }, services) {
    const { store, caller } = services;
    const term = await termToDecide(id, services);
    const who = { id: caller.userId, displayName: caller.displayName };
    const isKept = await store.atomically(async (inside) => {
      if (!(await inside.terms.close(term, 'kept', who))) return false;
      await announceTerm(inside, term.tenantId, id);
      return true;
    });
    return decided(term, isKept, services);
  },
  changes: ({ change }) => change,
  card: decidedCard,
});
