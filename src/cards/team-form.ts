import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { whoDecides } from './join-form.ts';
import { ada, grace, guild } from './samples.ts';

export interface TeamForm {
  group: Group;
  /** Who will be asked. */
  owners: readonly PersonRef[];
}

export const teamFormCard = defineCard<TeamForm>('team-form', {
  samples: { one: { group: guild, owners: [ada] }, two: { group: guild, owners: [ada, grace] } },
  asks: () => true,
  text: ({ group }) => `Ask for a team on ${plain(group.displayName)}`,
  view: ({ group, owners }) => ({
    id: group.id,
    name: escapeText(group.displayName),
    explanation: `Its owners put a team on a group. ${whoDecides(owners)} You hear here as soon as it is decided.`,
  }),
});
