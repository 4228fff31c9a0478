import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { namesOf } from './around-words.ts';
import type { Show } from './deed-words.ts';
import { escapeText, plain } from './escape.ts';
import { ada, alan, grace, guild } from './samples.ts';

/** What had been done to people, and is taken back. */
export const undoableChanges = ['added', 'removed', 'madeOwner', 'droppedOwner'] as const;
export type UndoableChange = (typeof undoableChanges)[number];

export interface ChangeUndone {
  what: UndoableChange;
  group: { id: string; displayName: string };
  /** For whom it was taken back now. */
  people: readonly PersonRef[];
  /** For whom it was so already: somebody else did it, or the same press on another device. */
  already: readonly PersonRef[];
  /** For whom it could not be taken back, with the words for why. */
  refused?: { people: readonly PersonRef[]; why: string };
}

export const changeUndoneCard = defineCard<ChangeUndone>('done', {
  samples: {
    added: { what: 'added', group: guild, people: [ada, grace], already: [] },
    removed: { what: 'removed', group: guild, people: [ada], already: [] },
    madeOwner: { what: 'madeOwner', group: guild, people: [ada], already: [] },
    droppedOwner: { what: 'droppedOwner', group: guild, people: [ada], already: [] },
    soAlready: { what: 'added', group: guild, people: [], already: [ada] },
    partly: {
      what: 'added',
      group: guild,
      people: [ada],
      already: [grace],
      refused: { people: [alan], why: 'Microsoft 365 did not answer as it should.' },
    },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data),
    detail: '',
    hasDetail: false,
    actions: [
      ...(data.refused ? [executeAction('Members', 'member.list', { group: data.group.id })] : []),
      openAction('Show the group', 'group.show', { group: data.group.id }),
    ],
  }),
});

function titleOf({ what, group, people, already, refused }: ChangeUndone, show: Show): string {
  const about = [people, already, refused?.people ?? []].find((list) => list.length > 0) ?? [];
  const who = namesOf(about, show);
  const name = show(group.displayName, 120);
  if (people.length > 0)
    return `Undone: ${who} ${stateOf(what, about.length > 1)} ${name} ${isBack(what) ? 'again' : 'any more'}`;
  if (already.length > 0) return `It is so already: ${who} ${stateOf(what, about.length > 1)} ${name}`;
  return `Not undone: ${who} in ${name}`;
}

function isBack(what: UndoableChange): boolean {
  return what === 'removed' || what === 'droppedOwner';
}

function stateOf(what: UndoableChange, areSeveral: boolean): string {
  const verb = areSeveral ? 'are' : 'is';
  switch (what) {
    case 'added':
      return `${verb} not in`;
    case 'removed':
      return `${verb} in`;
    case 'madeOwner':
      return areSeveral ? 'do not own' : 'does not own';
    case 'droppedOwner':
      return areSeveral ? 'own' : 'owns';
  }
}

function sentenceOf({ people, already, refused }: ChangeUndone): string {
  return [
    ...(people.length > 0 && already.length > 0 ? [`For ${namesOf(already)} it was so already.`] : []),
    ...(refused ? [`For ${namesOf(refused.people)} it could not be undone: ${escapeText(refused.why, 300)}`] : []),
    ...(people.length > 0 ? ['Teams and Outlook can take a while to show it.'] : []),
    ...(people.length === 0 && already.length > 0 ? ['Somebody was faster; there was nothing left to undo.'] : []),
  ].join(' ');
}
