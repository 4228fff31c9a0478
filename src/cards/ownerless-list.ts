import type { OpenState, OwnerSearch } from '../domain/owner-search.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText } from './escape.ts';
import { longDate, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, grace, longNamed } from './samples.ts';
import { search } from './samples-owner-search.ts';
import { avatarOf } from './words.ts';

/** Groups that nobody owns, the longest first: one page of them. */
export interface OwnerlessList {
  searches: readonly { search: OwnerSearch; willing: readonly PersonRef[] }[];
  counts: Record<OpenState, number>;
  next?: string;
  isContinued: boolean;
}

export const ownerlessListCard = defineCard<OwnerlessList>('rows', {
  samples: {
    some: {
      searches: [
        { search: { ...search, state: 'accepted' }, willing: [grace, ada] },
        { search, willing: [] },
        { search: { ...search, state: 'exhausted', group: longNamed }, willing: [] },
      ],
      counts: { asking: 1, accepted: 1, exhausted: 1 },
      next: 'x',
      isContinued: true,
    },
    none: { searches: [], counts: { asking: 0, accepted: 0, exhausted: 0 }, isContinued: false },
  },
  text: () => 'Groups without owners',
  view: (data, reader) =>
    rowsView({
      title: 'Groups without owners',
      sentence: sentenceOf(data),
      rows: data.searches.map((one) => rowOf(one, reader)),
      actions: pageActions('ownerless.list', {}, data),
    }),
});

function sentenceOf({ counts: { asking, accepted, exhausted } }: OwnerlessList): string {
  const total = asking + accepted + exhausted;
  if (total === 0) return 'Every group that Muster has looked at has an owner. It looks at each about once a week.';
  return `${total} in all. ${searchesWords({ asking, accepted, exhausted })}`;
}

/** Such as `2 ask their members, and 1 waits for an administrator.` */
export function searchesWords({ asking, accepted, exhausted }: Record<OpenState, number>): string {
  const parts = [
    ...(accepted > 0 ? [`${accepted} ${accepted === 1 ? 'waits' : 'wait'} for an administrator`] : []),
    ...(asking > 0 ? [`${asking} ${asking === 1 ? 'asks its' : 'ask their'} members`] : []),
    ...(exhausted > 0 ? [`${exhausted} found nobody`] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

function rowOf({ search, willing }: OwnerlessList['searches'][number], reader: Reader): Row {
  return {
    name: search.group.displayName,
    meta: [stateWords(search, willing), `since ${longDate(search.since, reader)}`],
    avatar: avatarOf(search.group),
    actions: [openAction('Open', 'ownerless.open', { searchId: search.id })],
  };
}

function stateWords({ state }: OwnerSearch, willing: readonly PersonRef[]): string {
  const [first, ...others] = willing;
  if (state === 'accepted' && first)
    return `${escapeText(first.displayName, 80)}${others.length > 0 ? ` and ${others.length} more` : ''} would own it`;
  return state === 'exhausted' ? 'nobody wants to own it' : 'members are asked';
}
