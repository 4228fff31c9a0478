import type { GroupList } from '../domain/people-lists.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { listSample } from './list-words.ts';

export interface ManyProgress {
  list: GroupList;
  /** Rows of which it is known what became of them. */
  done: number;
}

/** How far a long list is. */
export const manyProgressCard = defineCard<ManyProgress>('done', {
  samples: {
    begun: { list: listSample, done: 0 },
    under: { list: { ...listSample, kind: 'remove' }, done: 60 },
  },
  text: ({ list, done }) => `${titleOf(list, plain)}: ${String(done)} of ${String(list.size)}`,
  view: ({ list, done }) => ({
    title: titleOf(list, escapeText),
    sentence: `${String(done)} of ${String(list.size)} so far. This card shows when it is done.`,
    detail: 'You can go on with other things. Should it come to a halt, you are told what is done and what is not.',
    hasDetail: true,
    actions: [openAction('How is it now?', 'member.list-rows', { list: list.id })],
  }),
});

function titleOf({ kind, group }: GroupList, show: (text: string, maxLength: number) => string): string {
  const name = show(group.displayName, 120);
  return kind === 'add' ? `Adding people to ${name}` : `Taking people out of ${name}`;
}
