import { z } from 'zod';
import { termCard } from '../../cards/term-card.ts';
import { defineOperation } from '../define-operation.ts';
import { termToDecide } from './own-term.ts';
import { termId, termNow } from './show-term.ts';

/**
 * Shows a membership for a time with what can be done about it: to its member, and to the owners of the group.
 * @throws AppError `term.not-found`, `group.not-owner`
 */
export const openTerm = defineOperation({
  name: 'term.open',
  phrases: [],
  summary: 'Show a membership for a time',
  example: '',
  input: z.object({ termId }),
  scopes: ['GroupMember.Read.All'],

  async run({ termId: id }, services) {
    const term = await termNow(id, services);
    const isMember = term.person.id === services.caller.userId;
    if (!isMember) await termToDecide(id, services);
    return { term, isMember };
  },
  card: (shown, reader) => termCard(shown, reader),
});
