import type { CardMessage } from '../ports/messenger.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { anyReader } from './reader.ts';

/** One thing that may have been meant. */
export interface MaybeMeant {
  operation: { name: string; phrases: readonly string[]; summary: string; example: string };
  /** What was said about it; nothing where only the command is near. */
  input: Record<string, unknown>;
}

interface UnclearCommand {
  why: 'unknown' | 'several' | 'unsure';
  choices: readonly MaybeMeant[];
}

const renew: MaybeMeant = {
  operation: { name: 'group.renew', phrases: ['renew'], summary: 'Renew a group', example: 'renew Design Guild' },
  input: { group: 'Energy Club' },
};
const favourite: MaybeMeant = {
  operation: { name: 'group.favorite', phrases: ['favourite'], summary: 'Mark a group as a favourite', example: '' },
  input: { group: 'Renew Energy Club' },
};
const remove: MaybeMeant = {
  operation: { name: 'member.remove', phrases: ['remove'], summary: 'Remove someone from a group', example: '' },
  input: { person: 'Mona', group: 'Design Guild' },
};

export const unclearCommand = defineCard<UnclearCommand>('unknown-command', {
  samples: {
    unknown: { why: 'unknown', choices: [{ ...renew, input: {} }] },
    several: { why: 'several', choices: [renew, favourite] },
    unsure: { why: 'unsure', choices: [remove] },
  },
  asks: () => true,
  text: ({ why, choices }) =>
    `${wordsFor[why].title}. Perhaps: ${choices.map((choice) => wordsOf(choice, plain)).join(', ')}, help`,
  view: ({ why, choices }) => ({
    ...wordsFor[why],
    rows: choices.map((choice) => ({ example: wordsOf(choice, escapeText), summary: choice.operation.summary })),
    actions: [
      ...choices.map((choice) => executeAction(buttonOf(choice), choice.operation.name, choice.input)),
      executeAction('Show everything I can do', 'help', {}),
    ],
  }),
});

const wordsFor = {
  unknown: { title: 'I did not understand that', intro: 'Perhaps you mean one of these:' },
  several: { title: 'Which of these do you mean?', intro: 'I heard more than one thing. Nothing was done yet.' },
  unsure: { title: 'Shall I?', intro: 'I was not sure that you ask for this, so nothing was done.' },
} as const;

function wordsOf({ operation, input }: MaybeMeant, show: (text: string, mostChars: number) => string): string {
  if (Object.keys(input).length === 0) return show(operation.example, 120);
  const said = [input['person'] ?? input['people'], input['group']].filter((value) => typeof value === 'string');
  // Who and what was pointed at came as an id, which nobody reads.
  const names = said.filter((name) => name !== '' && !id.test(name)).map((name) => `“${show(name, 80)}”`);
  return [operation.phrases[0] ?? '', names.join(' · ')].join(' ').trim();
}

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/iu;

/** Where only the command is near, the button says no more; it asks for the rest itself. */
function buttonOf(choice: MaybeMeant): string {
  const isBare = Object.keys(choice.input).length === 0;
  return capitalised(isBare ? (choice.operation.phrases[0] ?? '') : wordsOf(choice, plain));
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Asks what was meant. Each choice is a button, with what was said about it; nothing was done yet.
 * @param choices best first
 */
export function unclearCommandCard(unclear: UnclearCommand): CardMessage {
  return unclearCommand(unclear, anyReader(new Date(0)));
}
