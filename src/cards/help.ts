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
  /** They are the heading of an area, of which alone this tells. */
  isArea?: boolean;
  total: number;
  /** On the first page of everything: how much there is of what. */
  areas: readonly { area: string; count: number }[];
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
      areas: [
        { area: 'Groups', count: 7 },
        { area: 'You', count: 2 },
      ],
      next: 2,
    },
    sought: { entries: [sample], words: 'find', total: 1, areas: [] },
    last: { entries: [sample], words: '', total: 7, areas: [] },
    nothing: { entries: [], words: 'weather', total: 0, areas: [] },
  },
  text: ({ entries }) => `What you can say: ${entries.map(({ phrase }) => phrase).join(', ') || 'help'}`,
  view: ({ entries, words, isArea = false, total, areas, next }) => {
    const only = isArea ? { isArea: 'yes' } : {};
    return {
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
      areas: inRows(areas).map((row) => ({
        buttons: row.map(({ area, count }) =>
          executeAction(`${area} (${count})`, 'help', { words: area, isArea: 'yes' }),
        ),
      })),
      actions: [
        ...(next === undefined ? [] : [executeAction(`More (${total - next})`, 'help', { words, ...only, next })]),
        ...((next ?? total) > entries.length ? [executeAction('From the start', 'help', { words, ...only })] : []),
        ...(total === 0 ? [executeAction('Show everything', 'help', {})] : []),
        openAction('My groups', 'group.mine', {}),
      ],
    };
  },
});

/** Teams shows six buttons side by side at most; four fit on a phone in two lines. */
function inRows<T>(items: readonly T[]): T[][] {
  const perRow = 4;
  return Array.from({ length: Math.ceil(items.length / perRow) }, (_, row) =>
    items.slice(row * perRow, (row + 1) * perRow),
  );
}
