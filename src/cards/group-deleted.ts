import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

export interface GroupDeleted {
  what: 'deleted' | 'restored' | 'purged';
  group: { id: string; displayName: string };
}

/** What became of a group, and the way back as long as there is one. */
export const groupDeletedCard = defineCard<GroupDeleted>('done', {
  samples: {
    deleted: { what: 'deleted', group: guild },
    restored: { what: 'restored', group: guild },
    purged: { what: 'purged', group: guild },
  },
  text: ({ what, group }) => titleOf(what, plain(group.displayName, 120)),
  view: ({ what, group }) => ({
    title: titleOf(what, escapeText(group.displayName, 120)),
    sentence: sentences[what],
    detail: '',
    hasDetail: false,
    actions: actionsOf(what, { group: group.id }),
  }),
});

const sentences: Record<GroupDeleted['what'], string> = {
  deleted: 'It can be brought back for 30 days. Teams and Outlook can take a while to show that it is gone.',
  restored: 'It is as it was, with its members and what is in it. That can take some hours to show everywhere.',
  purged: 'Nobody can bring it back.',
};

function titleOf(what: GroupDeleted['what'], name: string): string {
  switch (what) {
    case 'deleted':
      return `${name} is deleted`;
    case 'restored':
      return `${name} is back`;
    case 'purged':
      return `${name} is gone for ever`;
  }
}

function actionsOf(what: GroupDeleted['what'], data: { group: string }): Record<string, unknown>[] {
  switch (what) {
    case 'deleted':
      return [executeAction('Bring it back', 'group.restore', data), openAction('Deleted groups', 'group.deleted', {})];
    case 'restored':
      return [openAction('Show the group', 'group.show', data)];
    case 'purged':
      return [openAction('Deleted groups', 'group.deleted', {})];
  }
}
