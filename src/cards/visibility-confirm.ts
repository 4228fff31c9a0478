import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

export interface VisibilityConfirm {
  group: Group;
  /** What it is to be. */
  visibility: 'public' | 'private';
}

export const visibilityConfirmCard = defineCard<VisibilityConfirm>('confirm', {
  samples: { open: { group: guild, visibility: 'public' }, close: { group: guild, visibility: 'private' } },
  asks: () => true,
  text: ({ group, visibility }) => `Make ${plain(group.displayName)} ${visibility}?`,
  view: ({ group, visibility }) =>
    confirmView({
      title: `Make ${escapeText(group.displayName)} ${visibility}?`,
      sentence:
        visibility === 'public'
          ? 'Everybody in the organisation can then join it, and see its conversations and files.'
          : 'Only members then see its conversations and files, and its owners decide who joins. Nobody loses their membership.',
      yes: {
        title: `Make it ${visibility}`,
        verb: 'group.set-visibility',
        data: { group: group.id, visibility },
      },
      no: { title: 'Leave as it is', verb: 'group.show', data: { group: group.id } },
    }),
});
