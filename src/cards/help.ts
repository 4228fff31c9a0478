import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText } from './escape.ts';

export interface HelpEntry {
  phrase: string;
  summary: string;
  example: string;
  area: string;
}

export interface Help {
  /** The entries of this page. */
  entries: readonly HelpEntry[];
  /** What was looked for; empty for everything. */
  words: string;
  total: number;
  /** Position of the next page. */
  next?: number;
}

const sample: HelpEntry = {
  phrase: 'find groups',
  summary: 'Find groups by name',
  example: 'find groups design',
  area: 'Groups',
};

export const helpCard = defineCard<Help>('help', {
  samples: {
    first: {
      entries: [sample, { ...sample, phrase: 'my groups', example: 'my groups' }],
      words: '',
      total: 9,
      next: 2,
    },
    sought: { entries: [sample], words: 'find', total: 1 },
    last: { entries: [sample], words: '', total: 7 },
    nothing: { entries: [], words: 'weather', total: 0 },
  },
  text: ({ entries }) => `What you can say: ${entries.map(({ phrase }) => phrase).join(', ') || 'help'}`,
  view: ({ entries, words, total, next }) => ({
    title: words === '' ? 'What Muster can do' : `What Muster can do about ${escapeText(words, 60)}`,
    intro:
      total === 0
        ? 'Nothing fits these words. Try one word, such as “members”, or look at everything.'
        : 'Write one of these, in your own words if you like. Most answers bring buttons for what comes next.',
    entries: entries.map((entry, index) => ({
      ...entry,
      example: escapeText(entry.example),
      startsArea: entry.area !== entries[index - 1]?.area,
    })),
    actions: [
      ...(next === undefined ? [] : [executeAction(`More (${total - next})`, 'help', { words, next })]),
      ...((next ?? total) > entries.length ? [executeAction('From the start', 'help', { words })] : []),
      ...(total === 0 ? [executeAction('Show everything', 'help', {})] : []),
      openAction('My groups', 'group.mine', {}),
    ],
  }),
});
