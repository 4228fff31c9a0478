import type { Group } from '../domain/groups.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

export interface PhotoSet {
  /** Absent: the caller's own. */
  group?: Group;
  /** Whether there was another before, where that is known. */
  hadOne?: boolean;
}

/** Who or what has a new picture. */
export const photoSetCard = defineCard<PhotoSet>('done', {
  samples: {
    group: { group: guild, hadOne: true },
    first: { group: guild, hadOne: false },
    own: {},
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: `${data.hadOne ? 'The one before is gone. ' : ''}Teams and Outlook can take a day to show it everywhere.`,
    detail: '',
    hasDetail: false,
    actions: data.group
      ? [
          openAction('Show the picture', 'group.photo', { group: data.group.id }),
          openAction('Show the group', 'group.show', { group: data.group.id }),
        ]
      : [openAction('Show the picture', 'me.photo', {})],
  }),
});

function titleOf({ group, hadOne }: PhotoSet, show: (text: string, max: number) => string): string {
  const what = hadOne === false ? 'a picture now' : 'a new picture';
  return group ? `${show(group.displayName, 120)} has ${what}` : `You have ${what}`;
}
