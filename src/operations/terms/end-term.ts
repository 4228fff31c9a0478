import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { MembershipTerm } from '../../domain/terms.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { decided, decidedCard, termToDecide } from './own-term.ts';
import { termId } from './show-term.ts';
import { announceTerm, termCardJob } from './term-jobs.ts';

/**
 * Takes somebody out whose time in a group is over, or is to be, with the right of the owner who pressed. The button says
 * what it does, and the person can be added again, so it does not ask once more.
 * @throws AppError `term.not-found`, `group.not-owner`, and what Graph refuses
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export const endTerm = defineOperation({
  name: 'term.end',
  phrases: [],
  summary: 'End a membership for a time',
  example: '',
  input: z.object({ termId }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All'],

  async run({ termId: id }, services) {
    const { store, caller } = services;
    const term = await termToDecide(id, services);
    if (term.state !== 'running') return decided(term, false, services);
    const state = await takeOut(term, services);
    const who = { id: caller.userId, displayName: caller.displayName };
    const isEnded = await store.atomically(async (inside) => {
      if (!(await inside.terms.close(term, state, who))) return false;
      await announceTerm(inside, term.tenantId, id);
      await inside.jobs.enqueue([termCardJob(term, term.person.id, 'ended')]);
      return true;
    });
    return decided(term, isEnded, services);
  },
  changes: ({ change }) => change,
  card: decidedCard,
});

/** Gone is gone: they may have left by themselves. */
async function takeOut({ group, person }: MembershipTerm, { directory }: Services): Promise<'ended' | 'left'> {
  try {
    await directory.removeMember(group.id, person.id);
    return 'ended';
  } catch (error) {
    if (error instanceof AppError && error.code === 'member.not-present') return 'left';
    throw error;
  }
}
