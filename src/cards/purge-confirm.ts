import type { DeletedGroup } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { deletedGuild } from './samples.ts';

export interface PurgeConfirm {
  group: DeletedGroup;
}

export const purgeConfirmCard = defineCard<PurgeConfirm>('confirm', {
  samples: { purge: { group: deletedGuild } },
  asks: () => true,
  text: ({ group }) => `Delete ${plain(group.displayName)} for ever?`,
  view: ({ group }) =>
    confirmView({
      title: `Delete ${escapeText(group.displayName)} for ever?`,
      sentence: 'Everything in it is lost, and nobody can bring it back, not even an administrator.',
      yes: { title: 'Delete for ever', verb: 'group.purge', data: { group: group.id } },
      no: { title: 'Keep it', verb: 'group.deleted', data: {} },
    }),
});
