import { membershipControl, type Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';
import { avatarOf, traitsOf } from './words.ts';

/** A group as it is put into a conversation: nothing that depends on who looks, because everybody there does. */
export const groupSharedCard = defineCard<Group>('group-shared', {
  samples: { plain: guild, odd: oddGroup, byRule: { ...guild, isDynamic: true } },
  text: (group) => `${plain(group.displayName)}: ${traitsOf(group)}`,
  view: (group) => ({
    ...avatarOf(group),
    name: escapeText(group.displayName),
    badges: traitsOf(group),
    description: escapeParagraphs(group.description ?? '', 300),
    hasDescription: (group.description ?? '') !== '',
    actions: [
      executeAction('Show', 'group.show', { group: group.id }),
      // A rule, Exchange or the directory of the organisation decides on the members of all others.
      ...(membershipControl(group) === 'byHand' ? [executeAction('Join', 'group.join', { group: group.id })] : []),
    ],
  }),
});
