import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, grace, guild } from './samples.ts';
import { undoData } from './undo-data.ts';

/** What was done to one person's part in a group. */
export interface PersonChanged {
  what: 'removed' | 'goneAlready' | 'madeOwner' | 'droppedOwner' | 'steppedDown';
  group: Group;
  person: PersonRef;
  /** Whether the person is a member now; undefined where it is not known. */
  isMember?: boolean;
  /** Whether the person owns the group now. */
  isOwner: boolean;
  /** When it was done, where it can be taken back for a while; and when the membership was to end that was taken away. */
  undo?: { at: Date; until?: Date };
}

type Show = (text: string, maxLength: number) => string;

const undo = { at: new Date('2026-01-06T08:15:00Z') };

export const personChangedCard = defineCard<PersonChanged>('done', {
  samples: {
    removed: { what: 'removed', group: guild, person: ada, isMember: false, isOwner: false, undo },
    removedOwner: { what: 'removed', group: guild, person: ada, isMember: false, isOwner: true },
    goneAlready: { what: 'goneAlready', group: guild, person: ada, isMember: false, isOwner: false },
    madeOwner: { what: 'madeOwner', group: guild, person: grace, isMember: true, isOwner: true, undo },
    madeOwnerOutside: { what: 'madeOwner', group: guild, person: grace, isMember: false, isOwner: true },
    droppedOwner: { what: 'droppedOwner', group: guild, person: grace, isMember: false, isOwner: false, undo },
    steppedDown: { what: 'steppedDown', group: { ...guild, hasTeam: false }, person: grace, isOwner: false },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data),
    detail: '',
    hasDetail: false,
    actions: [...actionsOf(data), ...undoOf(data)],
  }),
});

function titleOf({ what, person, group }: PersonChanged, show: Show): string {
  const [who, where] = [show(person.displayName, 80), show(group.displayName, 120)];
  switch (what) {
    case 'removed':
      return `${who} is no longer in ${where}`;
    case 'goneAlready':
      return `${who} was not in ${where} any more`;
    case 'madeOwner':
      return `${who} owns ${where} now`;
    case 'droppedOwner':
      return `${who} is no longer an owner of ${where}`;
    case 'steppedDown':
      return `You are no longer an owner of ${where}`;
  }
}

function sentenceOf({ what, group, isMember, isOwner }: PersonChanged): string {
  switch (what) {
    case 'removed':
    case 'goneAlready':
      return isOwner
        ? 'Still one of its owners, though, and so may come back at any time. Drop them as an owner too if that is meant.'
        : 'Teams and Outlook can take a while to show it.';
    case 'madeOwner':
      return isMember === false
        ? 'Not a member, though: to take part in what the group does, somebody has to be both.'
        : 'Teams can take up to two hours to show it.';
    case 'droppedOwner':
    case 'steppedDown':
      return group.hasTeam
        ? 'With that any membership of the team has ended too.'
        : 'A membership of the group stays as it was.';
  }
}

function undoOf({ what, group, person, undo: done }: PersonChanged): Record<string, unknown>[] {
  if (!done || what === 'goneAlready' || what === 'steppedDown') return [];
  const data = undoData(what, group.id, { people: [person.id], at: done.at });
  const until = done.until ? { until: done.until.toISOString() } : {};
  return [executeAction('Undo', what === 'removed' ? 'member.undo' : 'owner.undo', { ...data, ...until })];
}

function actionsOf({ what, group, person, isMember, isOwner }: PersonChanged): Record<string, unknown>[] {
  const data = { group: group.id };
  const show = openAction('Show the group', 'group.show', data);
  switch (what) {
    case 'removed':
    case 'goneAlready':
      return isOwner
        ? [executeAction('Drop as owner', 'owner.remove', { ...data, person: person.id }), show]
        : [executeAction('Add again', 'member.add', { ...data, people: person.id }), show];
    case 'madeOwner':
      return isMember === false
        ? [executeAction('Add as a member', 'member.add', { ...data, people: person.id }), show]
        : [openAction('Owners', 'owner.list', data), show];
    case 'droppedOwner':
      return group.hasTeam
        ? [executeAction('Add as a member', 'member.add', { ...data, people: person.id }), show]
        : [openAction('Owners', 'owner.list', data), show];
    case 'steppedDown':
      return [show];
  }
}
