import type { NearPerson } from '../domain/memberships.ts';
import { defineCard, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { pageActions, rowsView } from './rows.ts';
import { ada, grace, longNamed } from './samples.ts';
import { avatarOf } from './words.ts';

export interface NearPeople {
  people: readonly NearPerson[];
  next?: string;
  isContinued: boolean;
}

export const nearPeopleCard = defineCard<NearPeople>('rows', {
  samples: {
    some: {
      people: [
        { ...ada, jobTitle: 'Illustrator', department: 'Design', mail: 'ada@contoso.com' },
        { ...grace, ...longNamed },
      ],
      next: 'opaque',
      isContinued: true,
    },
    nobody: { people: [], isContinued: false },
  },
  text: ({ people }) =>
    people.length === 0
      ? 'Nobody near you was found'
      : `People near you: ${people.map(({ displayName }) => plain(displayName, 60)).join(', ')}`,
  view: (data) =>
    rowsView({
      title: 'People near you',
      sentence:
        data.people.length === 0
          ? 'Nobody was found with whom you work. “Who is …” looks somebody up.'
          : 'With whom you work most, the nearest first.',
      rows: data.people.map(({ id, displayName, jobTitle, department, mail }) => ({
        name: displayName,
        avatar: avatarOf({ displayName }),
        meta: [jobTitle, department, mail].map((part) => escapeText(part ?? '', 80)),
        actions: [
          {
            ...openDialog('Add…', 'member.add', { people: id }),
            tooltip: `Add ${plain(displayName, 80)} to a group`,
          },
        ],
      })),
      actions: [...pageActions('person.near', {}, data), openAction('Who am I', 'me.show', {})],
    }),
});
