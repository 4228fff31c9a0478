import { z } from 'zod';
import { termCard } from '../../cards/term-card.ts';
import { isOver, noSuchTerm } from '../../domain/terms.ts';
import { defineOperation } from '../define-operation.ts';
import { noOwners } from '../../domain/group-errors.ts';
import { termId, termNow } from './show-term.ts';
import { announceTerm, occasionOf, termCardJob } from './term-jobs.ts';

/**
 * Tells the owners that somebody would like to stay longer than was set: once before each end.
 * @throws AppError `term.not-found`, `group.no-owners`, `group.not-found`
 */
export const askMore = defineOperation({
  name: 'term.more',
  phrases: [],
  summary: 'Ask the owners for more time in a group',
  example: '',
  input: z.object({ termId }),
  scopes: ['GroupMember.Read.All'],

  async run({ termId: id }, services) {
    const { store, caller, clock, directory } = services;
    const term = await termNow(id, services);
    if (term.person.id !== caller.userId) throw noSuchTerm();
    if (term.state !== 'running') return { term };
    const [group, owners] = await Promise.all([directory.group(term.group.id), directory.ownersOf(term.group.id)]);
    const others = owners.filter((owner) => owner.id !== caller.userId);
    if (others.length === 0) throw noOwners(group);
    await store.atomically(async (inside) => {
      if (!(await inside.terms.askMore(term, clock.now()))) return;
      await announceTerm(inside, term.tenantId, id);
      // At the end they are asked anyway.
      const occasion = occasionOf(term, isOver(term, clock.now()) ? 'end' : 'more');
      await inside.jobs.enqueue(others.map((owner) => termCardJob(term, owner.id, occasion)));
    });
    return { term: await termNow(id, services) };
  },
  changes: () => undefined,
  card: ({ term }, reader) => termCard({ term, isMember: true }, reader),
});
