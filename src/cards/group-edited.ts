import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

/** What can be changed about a group, as people call it. */
export type EditedPart =
  'name' | 'description' | 'visibility' | 'classification' | 'language' | 'theme' | 'mail settings' | 'team settings';

export interface GroupEdited {
  /** As it is now. */
  group: Pick<Group, 'id' | 'displayName'>;
  /** Nothing where it was so already. */
  changed: readonly EditedPart[];
  /** What it was called. */
  was?: string;
  /** What the button sends that takes it back. */
  undo?: { verb: string; data: Record<string, unknown> };
}

/** How a group was changed, and the way back. */
export const groupEditedCard = defineCard<GroupEdited>('done', {
  samples: {
    renamed: {
      group: guild,
      changed: ['name'],
      was: 'Design Circle',
      undo: { verb: 'group.rename', data: { group: guild.id, displayName: 'Design Circle' } },
    },
    several: { group: guild, changed: ['description', 'language'] },
    nothing: { group: guild, changed: [] },
  },
  text: (data) => titleOf(data, plain(data.group.displayName, 120)),
  view: (data) => ({
    title: titleOf(data, escapeText(data.group.displayName, 120)),
    sentence: sentenceOf(data),
    detail: '',
    hasDetail: false,
    actions: [
      openAction('Show the group', 'group.show', { group: data.group.id }),
      ...(data.undo && data.changed.length > 0 ? [executeAction('Undo', data.undo.verb, data.undo.data)] : []),
    ],
  }),
});

function titleOf({ changed }: GroupEdited, name: string): string {
  return changed.length === 0 ? `${name} stays as it is` : `${name} is changed`;
}

function sentenceOf({ changed, was }: GroupEdited): string {
  if (changed.length === 0) return 'It was so already.';
  if (was !== undefined && changed[0] === 'name')
    return `It was called ${escapeText(was, 120)}. Teams and Outlook can take a while to show the new name.`;
  const parts = new Intl.ListFormat('en', { type: 'conjunction' }).format(changed);
  return `New: ${parts}. Teams and Outlook can take a while to show it.`;
}
