import type { Group } from '../domain/groups.ts';
import { defineCard } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';
import { avatarOf, traitsOf } from './words.ts';

/** A group as it is put into a conversation: nothing that depends on who looks, because everybody there does. */
export const groupSharedCard = defineCard<Group>('group-shared', {
  samples: { plain: guild, odd: oddGroup },
  text: (group) => `${plain(group.displayName)}: ${traitsOf(group)}`,
  view: (group) => ({
    ...avatarOf(group),
    id: group.id,
    name: escapeText(group.displayName),
    badges: traitsOf(group),
    description: escapeParagraphs(group.description ?? '', 300),
    hasDescription: (group.description ?? '') !== '',
  }),
});
