import { AppError, type AmbiguousGroup } from '../domain/errors.ts';
import type { CardMessage } from '../ports/messenger.ts';
import { defineCard, executeAction, openAction, type DrawnCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { anyReader } from './reader.ts';

interface ErrorShown {
  title: string;
  advice: string;
  /** Only when the fault is ours or a service's. */
  correlationId?: string;
  /** Where to go from here, besides help. */
  wayOn?: 'findGroups' | 'myGroups';
}

// None of these shows a time, so they need no reader.
const nobody = anyReader(new Date(0));

export const errorShown = defineCard<ErrorShown>('error', {
  samples: {
    theirs: { title: 'That did not work', advice: 'There is no group called “Desing”. Did you mean “Design Guild”?' },
    ours: { title: 'Something went wrong', advice: 'Please try again.', correlationId: 'c0ffee' },
    missing: { title: 'Not found', advice: 'There is no group called “Desing”.', wayOn: 'findGroups' },
    guest: { title: 'That is not possible', advice: 'You may not search.', wayOn: 'myGroups' },
  },
  text: ({ title, advice }) => `${title}. ${plain(advice, 400)}`,
  view: ({ title, advice, correlationId = '', wayOn }) => ({
    title,
    advice: escapeText(advice, 700),
    correlation: `If it goes on, give your administrator this number: ${escapeText(correlationId, 80)}`,
    hasCorrelation: correlationId !== '',
    actions: [
      ...(wayOn === 'findGroups' ? [openAction('Find groups', 'group.find', { words: '' })] : []),
      ...(wayOn === 'myGroups' ? [openAction('My groups', 'group.mine', {})] : []),
      executeAction('Help', 'help', {}),
    ],
  }),
});

/**
 * What a person sees instead of an answer. Knows nothing of the thrown thing but its kind and advice; anything that is
 * not an `AppError` is our fault and is told as such.
 * @param correlationId shown only when somebody has to look into our logs
 */
export function errorCard(error: unknown, correlationId: string): CardMessage {
  return errorShown(shownAs(error, correlationId), nobody);
}

function shownAs(error: unknown, correlationId: string): ErrorShown {
  if (!(error instanceof AppError)) {
    return {
      title: 'Something went wrong',
      advice: 'This is our fault, not yours. Please try again in a moment.',
      correlationId,
    };
  }
  const { advice } = error;
  switch (error.kind) {
    case 'input':
      return { title: 'Something is missing', advice };
    case 'signIn':
      return { title: 'Please sign in', advice };
    case 'denied':
      return {
        title: 'That is not possible',
        advice,
        ...(error.code === 'directory.search-denied' && { wayOn: 'myGroups' }),
      };
    case 'notFound':
      return { title: 'Not found', advice, ...(error.code === 'group.not-found' && { wayOn: 'findGroups' }) };
    case 'conflict':
      return { title: 'It stands differently now', advice };
    case 'throttled':
      return { title: 'Too much at once', advice };
    case 'upstream':
      return { title: 'A service did not answer', advice, correlationId };
  }
}

interface ChooseGroup {
  wanted: string;
  candidates: AmbiguousGroup['candidates'];
  operation: { name: string; summary: string };
  /** What else the command said; goes along with the choice. */
  rest: Record<string, unknown>;
}

export const chooseGroup = defineCard<ChooseGroup>('choose-group', {
  samples: {
    two: {
      wanted: 'Design',
      candidates: [
        {
          id: '11111111-0000-4000-8000-000000000001',
          displayName: 'Design',
          hint: 'Public · design@contoso.com · 12 members',
        },
        { id: '11111111-0000-4000-8000-000000000002', displayName: 'Design', hint: 'Private' },
      ],
      operation: { name: 'group.show', summary: 'Show a group' },
      rest: {},
    },
  },
  asks: () => true,
  text: ({ wanted }) => `Which group do you mean by ${plain(wanted, 60)}?`,
  view: ({ wanted, candidates, operation, rest }) => ({
    title: `Which ${escapeText(wanted, 60)} do you mean?`,
    summary: operation.summary,
    rows: candidates.map(({ id, displayName, hint }) => ({
      name: escapeText(displayName, 120),
      hint: escapeText(hint),
      actions: [
        {
          ...executeAction('This one', operation.name, { ...rest, group: id }),
          tooltip: plain(`${displayName}: ${hint}`, 200),
        },
      ],
    })),
  }),
});

/**
 * Asks which group is meant. Each choice runs the same operation with the same input but for the group.
 * @param raw the input of the operation, as it came from a card or from words
 */
export function chooseGroupCard(
  error: Pick<AmbiguousGroup, 'wanted' | 'candidates'>,
  operation: { name: string; summary: string },
  raw: Record<string, unknown>,
): DrawnCard {
  const { wanted, candidates } = error;
  return chooseGroup({ wanted, candidates, operation, rest: carriedOn(raw) }, nobody);
}

/** Short texts only: this is what our inputs are, and a card that somebody forged must not grow. */
function carriedOn(raw: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(raw).filter(
    (entry): entry is [string, string] =>
      !['verb', 'msteams', 'group'].includes(entry[0]) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries.slice(0, 10).filter(([key, value]) => key.length <= 40 && value.length <= 1000));
}
