import { countOf, rowEnds, toDo, toMend, type GroupList, type RowCounts, type RowEnd } from '../domain/people-lists.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView, type Form } from './form.ts';
import { doneWord, endWords, listSample, rowWord, verbFor } from './list-words.ts';
import { ada, longNamed } from './samples.ts';

/** Why the work on a list has not come to its end. */
export type Halt = 'halted' | 'unreachable' | 'signIn';

export interface ListReport {
  list: GroupList;
  counts: RowCounts;
  /** The first of each end, by name or as they were written. */
  named: Partial<Record<RowEnd, readonly string[]>>;
  /** Rows that can be mended, as they were written; absent where they are too many for a field. */
  mend?: string;
  halt?: Halt;
  /** Which operation goes on with it. */
  goOn: string;
}

const everything: RowCounts = Object.fromEntries(rowEnds.map((what) => [what, 1]));
const common = { list: listSample, goOn: 'member.list-run' };

const samples: Record<string, ListReport> = {
  everything: {
    ...common,
    counts: everything,
    named: Object.fromEntries(rowEnds.map((what) => [what, [ada.displayName]])),
    mend: 'somebody@contoso.com',
  },
  allDone: { ...common, counts: { added: 240 }, named: { added: ['Ada', 'Grace'] } },
  nobodyFound: {
    ...common,
    list: { ...listSample, group: { ...listSample.group, ...longNamed } },
    counts: { unknown: 9_000 },
    named: { unknown: Array.from({ length: 20 }, (_, index) => `*somebody*.${String(index)}@contoso.com`) },
  },
  takenOut: {
    ...common,
    list: { ...listSample, kind: 'remove' },
    counts: { removed: 12, absent: 2, lastOwner: 1 },
    named: { removed: ['Ada'], absent: ['Alan'], lastOwner: ['Grace'] },
  },
  halted: {
    ...common,
    list: { ...listSample, state: 'stopped' },
    counts: { added: 40, open: 200 },
    named: { added: ['Ada'] },
    halt: 'halted',
  },
  unreachable: {
    ...common,
    list: { ...listSample, state: 'stopped' },
    counts: { open: 240 },
    named: {},
    halt: 'unreachable',
  },
  signedOut: {
    ...common,
    list: { ...listSample, state: 'stopped' },
    counts: { added: 40, open: 200 },
    named: {},
    halt: 'signIn',
  },
};

/** What became of a list: how many of each kind, with names; what failed is ready to be mended and sent again. */
export const listReportCard = defineCard<ListReport>('form', {
  samples,
  asks: () => false,
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { list, counts, mend } = data;
    const left = countOf(counts, toDo);
    const isWhole = left === 0;
    const group = list.group.id;
    return formView({
      title: titleOf(data, escapeText),
      sentence: [...haltLine(data), ...rowEnds.flatMap((what) => linesFor(what, data))].join('\n\n'),
      fields:
        mend === undefined || !isWhole
          ? []
          : [
              {
                kind: 'text',
                id: 'people',
                label: 'Mend these and send them again',
                isMultiline: true,
                value: mend,
                maxLength: 24_000,
              },
            ],
      ...sendOf(data),
      others: [
        ...(isWhole && mend === undefined
          ? [openDialog(list.kind === 'add' ? 'Add more…' : 'Take out more…', verbFor(list.kind), { group })]
          : []),
        openAction('All rows', 'member.list-rows', { list: list.id }),
        ...(countOf(counts, toMend) > 0
          ? [openAction('Rows to mend', 'member.list-rows', { list: list.id, only: 'mend' })]
          : []),
        ...(countOf(counts, toMend) > 0 && mend === undefined
          ? [openAction('As text', 'member.list-mend', { list: list.id })]
          : []),
        openAction('Members', 'member.list', { group }),
      ],
    });
  },
});

/** A button of a card whose list can be gone on with. */
export function goOnAction(verb: string, list: string): Record<string, unknown> {
  return { ...executeAction('Go on', verb, { list }), style: 'positive' };
}

function sendOf({ list, counts, mend, goOn }: ListReport): Pick<Form, 'send'> {
  if (countOf(counts, toDo) > 0) return { send: { title: 'Go on', verb: goOn, data: { list: list.id } } };
  const data = { group: list.group.id, confirmed: 'yes' };
  return mend === undefined ? {} : { send: { title: 'Send again', verb: verbFor(list.kind), data } };
}

function titleOf({ list, counts }: ListReport, show: (text: string, maxLength: number) => string): string {
  const count = (counts.added ?? 0) + (counts.removed ?? 0);
  const name = show(list.group.displayName, 120);
  if (count === 0) return list.kind === 'add' ? `Nobody was added to ${name}` : `Nobody was taken out of ${name}`;
  return `${rowWord(count)} ${doneWord(list.kind, count)} ${name}`;
}

function haltLine({ halt, counts }: ListReport): string[] {
  const left = countOf(counts, toDo);
  if (halt === undefined || left === 0) return [];
  return [`**${String(left)} of them are not done yet:** ${haltWords(halt)}`];
}

function haltWords(halt: Halt): string {
  switch (halt) {
    case 'halted':
      return 'it came to a halt, because the bot had to stop. “Go on” does the rest.';
    case 'unreachable':
      return 'Microsoft 365 did not answer for a while. “Go on” does the rest.';
    case 'signIn':
      return 'your sign-in was over. “Go on” asks for it and does the rest.';
  }
}

function linesFor(what: RowEnd, { counts, named }: ListReport): string[] {
  const count = counts[what] ?? 0;
  if (count === 0) return [];
  const names = (named[what] ?? []).map((name) => escapeText(name, 60));
  if (count > names.length && names.length > 0) names.push(`and ${String(count - names.length)} more`);
  return [`**${endWords(what)} (${String(count)})${names.length > 0 ? `:** ${names.join(', ')}` : '**'}`];
}
