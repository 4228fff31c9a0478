import type { Person } from '../domain/people.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, guild, gus } from './samples.ts';

export interface ChoosePerson {
  /** As it was said. */
  wanted: string;
  /** What each button sends: the same command with the answer in it. */
  choices: readonly { person: Person; data: Record<string, string> }[];
  /** What to send to go on without this one, where others were named too. */
  without?: Record<string, string>;
  operation: { name: string; summary: string };
}

const data = { group: guild.id, people: ada.id };
const operation = { name: 'member.add', summary: 'Add people to a group, or ask its owners to' };

/** Asks who is meant when a name fits several people, or nobody exactly. */
export const choosePersonCard = defineCard<ChoosePerson>('choose-group', {
  samples: {
    two: {
      wanted: 'a',
      choices: [
        { person: ada, data },
        { person: gus, data },
      ],
      without: data,
      operation,
    },
    one: { wanted: 'Ad', choices: [{ person: ada, data }], operation },
  },
  asks: () => true,
  text: ({ wanted, choices: [first, ...others] }) =>
    others.length > 0
      ? `Who do you mean by ${plain(wanted, 60)}?`
      : `Do you mean ${plain(first?.person.displayName ?? '', 60)}?`,
  view: ({ wanted, choices, without, operation: { name, summary } }) => ({
    title: choices.length > 1 ? `Which ${escapeText(wanted, 60)} do you mean?` : `Is this ${escapeText(wanted, 60)}?`,
    summary,
    rows: [
      ...choices.map(({ person, data: answer }) => ({
        name: escapeText(person.displayName, 120),
        hint: [person.isGuest ? 'Guest' : '', escapeText(person.mail ?? person.principalName, 120)]
          .filter((part) => part !== '')
          .join(' · '),
        actions: [executeAction('This one', name, answer)],
      })),
      ...(without
        ? [{ name: 'None of them', hint: 'Go on with the others', actions: [executeAction('Skip', name, without)] }]
        : []),
    ],
  }),
});
