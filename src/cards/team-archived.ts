import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

export interface TeamArchived {
  what: 'archived' | 'archiving' | 'archivedAlready' | 'back' | 'comingBack' | 'activeAlready';
  group: Pick<Group, 'id' | 'displayName'>;
}

/** How a team was archived or brought back, and the way back. */
export const teamArchivedCard = defineCard<TeamArchived>('done', {
  samples: {
    archived: { what: 'archived', group: guild },
    archiving: { what: 'archiving', group: guild },
    archivedAlready: { what: 'archivedAlready', group: guild },
    back: { what: 'back', group: guild },
    comingBack: { what: 'comingBack', group: guild },
    activeAlready: { what: 'activeAlready', group: guild },
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

function titleOf(what: TeamArchived['what'], name: string): string {
  switch (what) {
    case 'archived':
      return `The team ${name} is archived`;
    case 'archiving':
      return `Teams is archiving ${name}`;
    case 'archivedAlready':
      return `The team ${name} was archived already`;
    case 'back':
      return `The team ${name} is back`;
    case 'comingBack':
      return `Teams is bringing ${name} back`;
    case 'activeAlready':
      return `The team ${name} is not archived`;
  }
}

const soon = 'That can take some minutes. “Show the team” says how it stands.';
const sentences: Record<TeamArchived['what'], string> = {
  archived: 'Its channels can be read, and nobody can write in them. The group and its mail go on.',
  archiving: soon,
  archivedAlready: 'There is nothing to do.',
  back: 'People can write in its channels again.',
  comingBack: soon,
  activeAlready: 'There is nothing to do.',
};

function actionsOf(what: TeamArchived['what'], data: { group: string }): Record<string, unknown>[] {
  const show = openAction('Show the team', 'team.show', data);
  const isArchived = what === 'archived' || what === 'archivedAlready';
  return [show, ...(isArchived ? [executeAction('Bring the team back', 'team.unarchive', data)] : [])];
}
