import { isOver, type MembershipTerm } from '../domain/terms.ts';
import { defineCard, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, grace, guild, longNamed } from './samples.ts';
import { avatarOf } from './words.ts';

/** Memberships that have an end, the next to end first: one page of them. */
export interface TermsList {
  /** Of this group; else the caller's own and those in the groups that they own. */
  group?: { id: string; displayName: string };
  terms: readonly MembershipTerm[];
  /** Who reads it. */
  userId: string;
  next?: string;
  isContinued: boolean;
}

const sample: MembershipTerm = {
  id: '99999999-0000-4000-8000-000000000001',
  tenantId: '99999999-0000-4000-8000-000000000002',
  group: guild,
  person: grace,
  setBy: ada,
  endsAt: new Date('2026-01-20T09:00:00Z'),
  state: 'running',
};
const terms = [
  { ...sample, endsAt: new Date('2026-01-02T09:00:00Z') },
  { ...sample, person: ada },
  { ...sample, person: longNamed, group: longNamed, moreAskedAt: new Date('2026-01-05T09:00:00Z') },
];

export const termsListCard = defineCard<TermsList>('rows', {
  samples: {
    some: { terms, userId: ada.id, isContinued: false },
    ofGroup: { group: guild, terms, userId: grace.id, next: 'x', isContinued: true },
    none: { terms: [], userId: ada.id, isContinued: false },
    noneInGroup: { group: guild, terms: [], userId: ada.id, isContinued: false },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence:
        data.terms.length === 0
          ? 'Nobody’s membership has an end here.'
          : 'What is over stays first until it is ended.',
      rows: data.terms.map((term) => rowOf(term, data, reader)),
      actions: [
        ...pageActions('term.list', data.group ? { group: data.group.id } : {}, data),
        openDialog('Set an end…', 'term.set', data.group ? { group: data.group.id } : {}),
      ],
    }),
});

function titleOf({ group }: TermsList, show: typeof plain): string {
  return group ? `Memberships for a time in ${show(group.displayName, 120)}` : 'Memberships for a time';
}

function rowOf(term: MembershipTerm, { group, userId }: TermsList, reader: Reader): Row {
  const isMine = term.person.id === userId;
  return {
    name: isMine ? 'You' : term.person.displayName,
    meta: [
      group ? '' : escapeText(term.group.displayName, 80),
      isOver(term, reader.now)
        ? `over since ${longDate(term.endsAt, reader)}`
        : `ends ${relativeTime(term.endsAt, reader)}, ${longDate(term.endsAt, reader)}`,
      term.moreAskedAt ? 'asks for more time' : '',
    ],
    avatar: avatarOf(term.person),
    actions: [openAction('Open', 'term.open', { termId: term.id })],
  };
}
