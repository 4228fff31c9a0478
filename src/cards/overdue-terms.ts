import type { MembershipTerm } from '../domain/terms.ts';
import { defineCard, openAction, primary } from './define-card.ts';
import { escapeText } from './escape.ts';
import { longDate, type Reader } from './reader.ts';
import { rowsView, type Row } from './rows.ts';
import { ada, grace, guild, longNamed } from './samples.ts';
import { avatarOf } from './words.ts';

/** Memberships whose time is over and that nobody has ended: a daily word to owners, a weekly one to administrators. */
export interface OverdueTerms {
  /** The first to be over first; not all of them where there are many. */
  terms: readonly MembershipTerm[];
  /** How many there are. */
  count: number;
  /** Whether the reader owns their groups. */
  isOwner: boolean;
}

const sample: MembershipTerm = {
  id: '99999999-0000-4000-8000-000000000001',
  tenantId: '99999999-0000-4000-8000-000000000002',
  group: guild,
  person: grace,
  setBy: ada,
  endsAt: new Date('2026-01-02T09:00:00Z'),
  state: 'running',
};
const terms = [sample, { ...sample, person: longNamed, group: longNamed }];

export const overdueTermsCard = defineCard<OverdueTerms>('rows', {
  samples: {
    one: { terms: [sample], count: 1, isOwner: true },
    some: { terms, count: 12, isOwner: true },
    admin: { terms, count: 12, isOwner: false },
  },
  text: titleOf,
  view: (data, reader) =>
    rowsView({
      title: titleOf(data),
      sentence: data.isOwner
        ? 'They are still members. End each membership, or let it go on.'
        : 'Their owners have known for three days or longer and have not ended them, or there is nobody who could.',
      rows: data.terms.map((term) => rowOf(term, reader)),
      actions: [primary(openAction('Show all of them', 'term.list', {}))],
    }),
});

function titleOf({ count }: OverdueTerms): string {
  return count === 1 ? 'The time of 1 member is over' : `The time of ${count} members is over`;
}

function rowOf(term: MembershipTerm, reader: Reader): Row {
  return {
    name: term.person.displayName,
    meta: [escapeText(term.group.displayName, 80), `over since ${longDate(term.endsAt, reader)}`],
    avatar: avatarOf(term.person),
    actions: [openAction('Open', 'term.open', { termId: term.id })],
  };
}
