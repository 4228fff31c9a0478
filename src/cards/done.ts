import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

export interface Done {
  what: 'joined' | 'alreadyMember' | 'left' | 'leftAsOwner' | 'favorited' | 'unfavorited';
  group: Pick<Group, 'id' | 'displayName'>;
}

/** What was done to a group, and what can be done next. */
export const doneCard = defineCard<Done>('done', {
  samples: {
    joined: { what: 'joined', group: guild },
    alreadyMember: { what: 'alreadyMember', group: guild },
    left: { what: 'left', group: guild },
    leftAsOwner: { what: 'leftAsOwner', group: guild },
    favorited: { what: 'favorited', group: guild },
    unfavorited: { what: 'unfavorited', group: guild },
  },
  text: ({ what, group }) => titleOf(what, plain(group.displayName, 120)),
  view: ({ what, group }) => ({
    title: titleOf(what, escapeText(group.displayName, 120)),
    sentence: sentenceOf(what),
    detail: '',
    hasDetail: false,
    actions: actionsOf(what, { group: group.id }),
  }),
});

function titleOf(what: Done['what'], name: string): string {
  switch (what) {
    case 'joined':
      return `You have joined ${name}`;
    case 'alreadyMember':
      return `You are in ${name} already`;
    case 'left':
    case 'leftAsOwner':
      return `You have left ${name}`;
    case 'favorited':
      return `${name} is a favourite`;
    case 'unfavorited':
      return `${name} is no longer a favourite`;
  }
}

function sentenceOf(what: Done['what']): string {
  switch (what) {
    case 'joined':
      return 'You are a member now. Teams and Outlook can take a while to show it.';
    case 'alreadyMember':
      return 'There is nothing to do.';
    case 'left':
      return 'You are not a member any more. Teams and Outlook can take a while to show it.';
    case 'leftAsOwner':
      return 'You are not a member any more, but still one of its owners.';
    case 'favorited':
      return '“My groups” shows it first, and Outlook keeps it at the top.';
    case 'unfavorited':
      return 'Only the mark is gone; nothing else has changed.';
  }
}

function actionsOf(what: Done['what'], data: { group: string }): Record<string, unknown>[] {
  const show = executeAction('Show the group', 'group.show', data);
  switch (what) {
    case 'joined':
      return [show, executeAction('Favourite', 'group.favorite', data)];
    case 'alreadyMember':
      return [show, executeAction('Leave', 'group.leave', data)];
    case 'left':
    case 'leftAsOwner':
      return [executeAction('Join again', 'group.join', data), executeAction('My groups', 'group.mine', {})];
    case 'favorited':
      return [executeAction('My groups', 'group.mine', {}), executeAction('Unfavourite', 'group.unfavorite', data)];
    case 'unfavorited':
      return [show, executeAction('Favourite', 'group.favorite', data)];
  }
}
