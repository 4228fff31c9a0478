import { z } from 'zod';
import { extended, extensions, type Extension } from '../../domain/terms.ts';
import { defineOperation } from '../define-operation.ts';
import { decided, decidedCard, termToDecide } from './own-term.ts';
import { termId } from './show-term.ts';
import { announceTerm, jobsForTerm } from './term-jobs.ts';

/**
 * Lets a membership run longer, for an owner of the group. The button carries the end that it was drawn for, so that two
 * presses extend once.
 * @throws AppError `term.not-found`, `group.not-owner`
 */
export const extendTerm = defineOperation({
  name: 'term.extend',
  phrases: [],
  summary: 'Let a membership for a time run longer',
  example: '',
  input: z.object({
    termId,
    by: z.enum(Object.keys(extensions) as [Extension, ...Extension[]], { error: 'This button is broken.' }),
    until: z.coerce.number({ error: 'This button is broken.' }).int(),
  }),
  scopes: ['GroupMember.Read.All'],

  async run({ termId: id, by, until }, services) {
    const { store, caller, clock } = services;
    const term = await termToDecide(id, services);
    const to = extended(term, by, clock.now());
    const who = { id: caller.userId, displayName: caller.displayName };
    const isMoved = await store.atomically(async (inside) => {
      if (!(await inside.terms.move({ ...term, endsAt: new Date(until) }, to, who))) return false;
      await inside.jobs.enqueue(jobsForTerm({ ...term, endsAt: to }, clock.now()));
      await announceTerm(inside, term.tenantId, id);
      return true;
    });
    return decided({ ...term, endsAt: new Date(until) }, isMoved, services, to);
  },
  changes: ({ change }) => change,
  card: decidedCard,
});
