import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';

export interface LeaveConfirm {
  group: Group;
  isOwner: boolean;
}

export const leaveConfirmCard = defineCard<LeaveConfirm>('confirm', {
  samples: { member: { group: guild, isOwner: false }, owner: { group: oddGroup, isOwner: true } },
  asks: () => true,
  text: ({ group }) => `Leave ${plain(group.displayName)}?`,
  view: ({ group, isOwner }) =>
    confirmView({
      title: `Leave ${escapeText(group.displayName)}?`,
      sentence: `${lost(group)} ${wayBack(group)}${isOwner ? ' You stay one of its owners.' : ''}`,
      yes: { title: 'Leave', verb: 'group.leave', data: { group: group.id } },
      no: { title: 'Stay', verb: 'group.show', data: { group: group.id } },
    }),
});

function lost(group: Group): string {
  return group.kind === 'microsoft365'
    ? 'You lose its conversations, files and calendar.'
    : 'You lose whatever this group gives access to.';
}

function wayBack(group: Group): string {
  return group.visibility === 'public' && group.kind === 'microsoft365'
    ? 'You can join again at any time.'
    : 'To come back, an owner has to let you in.';
}
