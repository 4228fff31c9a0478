import type { Group } from '../domain/groups.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

export interface ManyProgress {
  group: Group;
  /** People who have been looked after. */
  done: number;
  total: number;
}

/** How far a long list is. */
export const manyProgressCard = defineCard<ManyProgress>('done', {
  samples: { begun: { group: guild, done: 0, total: 120 }, under: { group: guild, done: 60, total: 120 } },
  text: ({ group, done, total }) =>
    `Adding people to ${plain(group.displayName, 120)}: ${String(done)} of ${String(total)}`,
  view: ({ group, done, total }) => ({
    title: `Adding people to ${escapeText(group.displayName, 120)}`,
    sentence: `${String(done)} of ${String(total)} so far. This card shows when it is done.`,
    detail: 'Should it stop, send the list again: whoever is in the group by then stays as they are.',
    hasDetail: true,
    actions: [openAction('Members', 'member.list', { group: group.id })],
  }),
});
