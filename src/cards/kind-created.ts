import type { Group } from '../domain/groups.ts';
import { defineCard, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';

export interface KindCreated {
  group: Group;
  /** A rule decides who is in it. */
  isByRule: boolean;
}

/** A security group, or one with a rule, is there. */
export const kindCreatedCard = defineCard<KindCreated>('done', {
  samples: { security: { group: oddGroup, isByRule: false }, byRule: { group: guild, isByRule: true } },
  text: ({ group }) => `${plain(group.displayName, 120)} is there`,
  view: ({ group, isByRule }) => ({
    title: `${escapeText(group.displayName, 120)} is there`,
    sentence: isByRule
      ? 'You own it. Microsoft Entra puts people into it, which takes from some minutes to a day.'
      : 'You own it. Nobody is in it yet, not even you.',
    detail: '',
    hasDetail: false,
    actions: [
      openAction('Show the group', 'group.show', { group: group.id }),
      isByRule
        ? openAction('Members', 'member.list', { group: group.id })
        : openDialog('Add people…', 'member.add', { group: group.id }),
      isByRule
        ? openDialog('Another dynamic group…', 'group.new-dynamic', {})
        : openDialog('Another security group…', 'group.new-security', {}),
    ],
  }),
});
