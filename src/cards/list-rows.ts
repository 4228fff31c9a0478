import { countOf, toDo, type GroupList, type ListRow, type RowCounts } from '../domain/people-lists.ts';
import type { Person } from '../domain/people.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { goOnAction } from './list-report.ts';
import { endWords, listSample } from './list-words.ts';
import { rowsView, type Row } from './rows.ts';
import { ada, gus } from './samples.ts';
import { avatarOf } from './words.ts';

export interface ListRows {
  list: GroupList;
  counts: RowCounts;
  rows: readonly ListRow[];
  /** Who may be meant by rows that fit nobody, or several, by the number of the row. */
  near: Readonly<Record<number, readonly Person[]>>;
  only: 'all' | 'mend';
  /** Present when there are more. */
  after?: number;
  isContinued: boolean;
  /** Present when it has come to a halt: which operation goes on with it. */
  goOn?: string;
}

const samples: Record<string, ListRows> = {
  mixed: {
    list: listSample,
    counts: { added: 200, unknown: 40 },
    rows: [
      { number: 1, wanted: 'ada@contoso.com', what: 'added', person: ada },
      { number: 2, wanted: 'ada@contoso.com', what: 'repeated', person: ada, sameAs: 1 },
      { number: 3, wanted: 'Gus [guest]', what: 'unknown' },
      { number: 4, wanted: 'A. Nobody', what: 'unknown' },
      { number: 5, wanted: 'Alan', role: 'owner', what: 'ambiguous' },
    ],
    near: { 3: [gus], 5: [ada, gus] },
    only: 'all',
    after: 5,
    isContinued: true,
  },
  halted: {
    list: { ...listSample, state: 'stopped' },
    counts: { added: 1, open: 239 },
    rows: [{ number: 1, wanted: 'ada@contoso.com', what: 'added', person: ada }],
    near: {},
    only: 'all',
    isContinued: false,
    goOn: 'member.list-run',
  },
  underWay: {
    list: { ...listSample, state: 'running' },
    counts: { added: 20, open: 220 },
    rows: [{ number: 1, wanted: 'ada@contoso.com', what: 'added', person: ada }],
    near: {},
    only: 'all',
    isContinued: false,
  },
  nothing: { list: listSample, counts: { added: 240 }, rows: [], near: {}, only: 'mend', isContinued: false },
};

/** The rows of a list, one page of them, each with what became of it. */
export const listRowsCard = defineCard<ListRows>('rows', {
  samples,
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { list, counts, rows, only, after, isContinued, goOn } = data;
    const again = { list: list.id, only };
    return rowsView({
      title: titleOf(data, escapeText),
      sentence: rows.length === 0 ? 'There is no such row.' : standing(list, counts, only),
      rows: rows.map((row) => rowOf(row, data)),
      actions: [
        ...(goOn === undefined ? [] : [goOnAction(goOn, list.id)]),
        ...(after === undefined ? [] : [executeAction('More', 'member.list-rows', { ...again, after: String(after) })]),
        ...(isContinued ? [executeAction('From the start', 'member.list-rows', again)] : []),
        ...(list.state === 'running' ? [executeAction('How is it now?', 'member.list-rows', again)] : []),
        only === 'all'
          ? executeAction('Rows to mend', 'member.list-rows', { ...again, only: 'mend' })
          : executeAction('All rows', 'member.list-rows', { ...again, only: 'all' }),
        openAction('As text', 'member.list-mend', { list: list.id }),
      ],
    });
  },
});

function titleOf({ list, only }: ListRows, show: (text: string, maxLength: number) => string): string {
  const what = only === 'mend' ? 'Rows to mend' : 'Rows';
  return `${what} of the list for ${show(list.group.displayName, 120)}`;
}

function standing(list: GroupList, counts: RowCounts, only: ListRows['only']): string {
  const left = countOf(counts, toDo);
  const done = `${String(list.size - left)} of ${String(list.size)} rows are done`;
  if (left > 0) return `${done}${list.state === 'running' ? ', and it goes on.' : '.'}`;
  return only === 'mend' ? 'None of these was done. Choose who is meant, or send them again as text.' : `${done}.`;
}

function rowOf({ number, wanted, what, person, role, sameAs }: ListRow, { near, list }: ListRows): Row {
  const candidates = near[number] ?? [];
  const [nearest] = candidates;
  const which = sameAs === undefined ? endWords(what) : `The same as row ${String(sameAs)}`;
  const hint =
    what === 'unknown' && nearest ? `Nearest: ${candidates.map(({ displayName }) => displayName).join(', ')}` : '';
  return {
    name: person?.displayName ?? wanted,
    ...(person && { avatar: avatarOf(person) }),
    meta: [`Row ${String(number)}`, role === 'owner' ? 'As an owner' : '', which],
    text: person && person.displayName !== wanted ? wanted : hint,
    actions: nearest
      ? [
          {
            ...openAction('Choose', 'member.list-choose', { list: list.id, row: String(number) }),
            tooltip: `Choose who is meant by ${plain(wanted, 80)}`,
          },
        ]
      : [],
  };
}
