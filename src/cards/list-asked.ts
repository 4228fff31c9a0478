import type { GroupList } from '../domain/people-lists.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { doneWord, listSample, openListSample, rowWord } from './list-words.ts';
import { runVerb } from './list-preview.ts';
import { ada, alan, grace } from './samples.ts';

/** What an owner is asked by somebody who does not own the group. */
export interface ListAsked {
  list: GroupList;
  /** The first rows, as they stand in the list. */
  first: readonly string[];
  owners: number;
}

const first = ['ada@contoso.com', 'Grace Hopper', '[alan](x)'];
const open: GroupList = { ...openListSample, state: 'asked' };

export const listAskedCard = defineCard<ListAsked>('list-asked', {
  samples: {
    open: { list: open, first, owners: 0 },
    remove: { list: { ...open, kind: 'remove' }, first, owners: 1 },
    underWay: { list: { ...listSample, state: 'running' }, first, owners: 0 },
    halted: { list: { ...listSample, state: 'stopped' }, first, owners: 0 },
    done: { list: listSample, first, owners: 0 },
    declined: { list: { ...listSample, state: 'declined' }, first, owners: 0 },
    lapsed: { list: { ...open, state: 'lapsed' }, first, owners: 0 },
  },
  asks: ({ list }) => list.state === 'asked',
  text: ({ list }) => titleOf(list, plain),
  view: ({ list, first: named, owners }) => {
    const rest = list.size - named.length;
    const names = named.map((one) => escapeText(one, 60)).join(', ');
    return {
      list: list.id,
      title: titleOf(list, escapeText),
      status: statusOf(list),
      statusColor: list.state === 'asked' ? 'Accent' : list.state === 'declined' ? 'Attention' : 'Good',
      sentence: `${names}${rest > 0 ? ` and ${String(rest)} more` : ''}`,
      actions: actionsOf(list, owners),
    };
  },
});

function titleOf({ kind, sender, size, group }: GroupList, show: (text: string, maxLength: number) => string): string {
  const [who, name] = [show(sender.displayName, 80), show(group.displayName, 120)];
  return kind === 'add'
    ? `${who} asks you to add ${rowWord(size)} to ${name}`
    : `${who} asks you to take ${rowWord(size)} out of ${name}`;
}

function statusOf({ state, actor }: GroupList): string {
  const who = actor ? escapeText(actor.displayName, 80) : 'Somebody';
  switch (state) {
    case 'draft':
    case 'asked':
      return 'Waits for an owner';
    case 'running':
      return `${who} has said yes; it is under way`;
    case 'stopped':
      return `${who} has said yes; it came to a halt`;
    case 'done':
      return `${who} has said yes; it is done`;
    case 'declined':
      return `${who} has said no`;
    case 'lapsed':
      return 'No owner has answered in time';
  }
}

function actionsOf({ id: list, kind, state, group }: GroupList, owners: number): Record<string, unknown>[] {
  const rows = openAction('All rows', 'member.list-rows', { list });
  if (state !== 'asked') return [rows, openAction('Members', 'member.list', { group: group.id })];
  const run = executeAction(kind === 'add' ? 'Add them' : 'Take them out', runVerb(owners > 0 || kind === 'remove'), {
    list,
  });
  return [
    kind === 'add' ? primary(run) : { ...run, style: 'destructive' },
    executeAction('Say no', 'member.list-decline', { list }),
    rows,
  ];
}

/** Offered to whoever may not change the group: its owners get the list as one card. */
export const listOfferCard = defineCard<{ list: GroupList; owners: readonly PersonRef[] }>('form', {
  samples: {
    owners: { list: open, owners: [ada, grace, alan] },
    remove: { list: { ...open, kind: 'remove' }, owners: [ada] },
  },
  text: ({ list }) => `Only owners can change who is in ${plain(list.group.displayName, 120)}`,
  view: ({ list, owners }) => {
    const names = owners.slice(0, 3).map(({ displayName }) => escapeText(displayName, 80));
    if (owners.length > names.length) names.push(`${String(owners.length - names.length)} more`);
    return formView({
      title: `Only owners can change who is in ${escapeText(list.group.displayName, 120)}`,
      sentence: `You do not own it. ${new Intl.ListFormat('en').format(names)} can: each gets your list of ${rowWord(list.size)} as one card, and the first to press decides on all of it. You hear what comes of it.`,
      fields: [],
      send: { title: 'Send the list to the owners', verb: 'member.list-ask', data: { list: list.id } },
      others: [executeAction('Not now', 'group.show', { group: list.group.id })],
    });
  },
});

export type ListTold = {
  list: GroupList;
  /** How many were added or taken out. */
  count: number;
  what: 'sent' | 'sentAlready' | 'done' | 'declined' | 'lapsed' | 'halted';
};

/** What came of a list that was sent to the owners, or that came to a halt by itself. */
export const listToldCard = defineCard<ListTold & { goOn?: string }>('done', {
  samples: {
    sent: { list: open, count: 0, what: 'sent' },
    sentAlready: { list: open, count: 0, what: 'sentAlready' },
    done: { list: listSample, count: 236, what: 'done' },
    declined: { list: { ...listSample, state: 'declined' }, count: 0, what: 'declined' },
    lapsed: { list: { ...open, state: 'lapsed' }, count: 0, what: 'lapsed' },
    halted: { list: { ...listSample, state: 'stopped' }, count: 40, what: 'halted', goOn: 'member.list-run' },
  },
  text: (data) => toldTitle(data, plain),
  view: (data) => ({
    title: toldTitle(data, escapeText),
    sentence: toldSentence(data),
    detail: '',
    hasDetail: false,
    actions: [
      ...(data.goOn === undefined ? [] : [primary(executeAction('Go on', data.goOn, { list: data.list.id }))]),
      openAction('All rows', 'member.list-rows', { list: data.list.id }),
      openAction('Show the group', 'group.show', { group: data.list.group.id }),
    ],
  }),
});

function toldTitle({ list, count, what }: ListTold, show: (text: string, maxLength: number) => string): string {
  const name = show(list.group.displayName, 120);
  switch (what) {
    case 'sent':
    case 'sentAlready':
      return `Your list is with the owners of ${name}`;
    case 'done':
      return `${rowWord(count)} of your list ${doneWord(list.kind, count)} ${name}`;
    case 'declined':
      return `${show(list.actor?.displayName ?? 'An owner', 80)} said no to your list for ${name}`;
    case 'lapsed':
      return `Nobody answered to your list for ${name}`;
    case 'halted':
      return `The list for ${name} came to a halt`;
  }
}

function toldSentence({ list, count, what }: ListTold): string {
  const who = escapeText(list.actor?.displayName ?? 'An owner', 80);
  switch (what) {
    case 'sent':
      return 'You hear as soon as one of them has decided.';
    case 'sentAlready':
      return 'You have sent it before.';
    case 'done':
      return `${who} said yes. Of ${String(list.size)} rows ${String(count)} came of it; “All rows” says what became of each.`;
    case 'declined':
      return 'Nothing was changed.';
    case 'lapsed':
      return 'Nothing was changed. Ask one of the owners, or an administrator.';
    case 'halted':
      return `The bot had to stop: ${String(count)} of ${String(list.size)} ${doneWord(list.kind, count).split(' ').slice(0, 2).join(' ')}. What was done stays; “Go on” does the rest.`;
  }
}
