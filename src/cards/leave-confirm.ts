import type { Group } from '../domain/groups.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';

export interface LeaveConfirm {
  group: Group;
  isOwner: boolean;
}

export const leaveConfirmCard = defineCard<LeaveConfirm>('leave-confirm', {
  samples: { member: { group: guild, isOwner: false }, owner: { group: oddGroup, isOwner: true } },
  text: ({ group }) => `Leave ${plain(group.displayName)}?`,
  view: ({ group, isOwner }) => ({
    id: group.id,
    title: `Leave ${escapeText(group.displayName)}?`,
    consequence: `${lost(group)} ${wayBack(group)}${isOwner ? ' You stay one of its owners.' : ''}`,
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
