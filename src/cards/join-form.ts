import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, grace, guild } from './samples.ts';

export interface JoinForm {
  group: Group;
  /** Who will be asked. */
  owners: readonly PersonRef[];
}

export const joinFormCard = defineCard<JoinForm>('join-form', {
  samples: { one: { group: guild, owners: [ada] }, two: { group: guild, owners: [ada, grace] } },
  asks: () => true,
  text: ({ group }) => `Ask to join ${plain(group.displayName)}`,
  view: ({ group, owners }) => ({
    id: group.id,
    name: escapeText(group.displayName),
    explanation: `An owner has to let you in. ${whoDecides(owners)} You hear here as soon as it is decided.`,
  }),
});

/** Who is asked, in a sentence. */
export function whoDecides(owners: readonly PersonRef[]): string {
  const names = owners.slice(0, 3).map((owner) => escapeText(owner.displayName, 60));
  if (owners.length > names.length) names.push(`${owners.length - names.length} more`);
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
  return owners.length === 1 ? `${list} will be asked.` : `${list} will be asked; one of them decides.`;
}
