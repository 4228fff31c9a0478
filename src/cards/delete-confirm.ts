import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';
import { memberWord } from './words.ts';

export interface DeleteConfirm {
  group: Group;
  memberCount?: number;
}

export const deleteConfirmCard = defineCard<DeleteConfirm>('confirm', {
  samples: { delete: { group: guild, memberCount: 12 }, deleteSecurity: { group: oddGroup } },
  asks: () => true,
  text: ({ group }) => `Delete ${plain(group.displayName)}?`,
  view: ({ group, memberCount }) =>
    confirmView({
      title: `Delete ${escapeText(group.displayName)}?`,
      sentence: `${lostWith(group)} ${wayBack(group)}`,
      facts: memberCount === undefined ? [] : [{ title: 'In it', value: memberWord(memberCount) }],
      yes: { title: 'Delete', verb: 'group.delete', data: { group: group.id } },
      no: { title: 'Keep it', verb: 'group.show', data: { group: group.id } },
    }),
});

function lostWith({ kind, hasTeam }: Group): string {
  if (kind !== 'microsoft365') return 'Its members lose whatever it gives access to.';
  return `${hasTeam ? 'Its team with all channels, its' : 'Its'} conversations, files, calendar, plans and notebook go with it.`;
}

function wayBack({ kind }: Group): string {
  return kind === 'microsoft365'
    ? 'For 30 days it can be brought back whole.'
    : 'Whether a security group can be brought back depends on your organisation: treat this as final.';
}
