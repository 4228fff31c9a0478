import { openAsks, type Attestation } from '../domain/attestation.ts';
import { attestationSample } from './attestation-card.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, longNamed } from './samples.ts';
import { avatarOf } from './words.ts';

/** Groups that are to be confirmed, the first to lapse first: one page of them. */
export interface AttestationsList {
  what: 'waiting' | 'all';
  /** Whether they are those of the whole organisation. */
  isAdmin: boolean;
  attestations: readonly Attestation[];
  next?: string;
  isContinued: boolean;
}

const said = { by: ada, at: new Date('2026-01-05T09:00:00Z') };
const some: Attestation[] = [
  { ...attestationSample, state: 'lapsed', lapsesAt: new Date('2026-01-02T09:00:00Z') },
  { ...attestationSample, group: longNamed, answers: { needed: { said: 'yes', ...said } } },
];
const ended: Attestation[] = [
  { ...attestationSample, state: 'finished', endedAt: said.at, answers: { needed: { said: 'no', ...said } } },
  { ...attestationSample, state: 'finished', endedAt: said.at, answers: { needed: { said: 'yes', ...said } } },
  { ...attestationSample, state: 'settled', endedAt: said.at },
];

export const attestationsListCard = defineCard<AttestationsList>('rows', {
  samples: {
    own: { what: 'waiting', isAdmin: false, attestations: some.slice(1), isContinued: false },
    admin: { what: 'waiting', isAdmin: true, attestations: some, next: 'x', isContinued: true },
    all: { what: 'all', isAdmin: true, attestations: ended, isContinued: false },
    none: { what: 'waiting', isAdmin: false, attestations: [], isContinued: false },
    noneForAdmin: { what: 'waiting', isAdmin: true, attestations: [], isContinued: false },
  },
  text: () => 'Groups to confirm',
  view: (data, reader) =>
    rowsView({
      title: 'Groups to confirm',
      sentence: sentenceOf(data),
      rows: data.attestations.map((one) => rowOf(one, reader)),
      actions: [
        ...pageActions('attestation.list', { what: data.what }, data),
        ...(data.isAdmin && data.what === 'waiting'
          ? [executeAction('Show the others, too', 'attestation.list', { what: 'all' })]
          : []),
      ],
    }),
});

function sentenceOf({ isAdmin, what, attestations }: AttestationsList): string {
  if (!isAdmin) return attestations.length === 0 ? 'No group waits for you to confirm it.' : '';
  if (attestations.length > 0) return 'Of the whole organisation, those whose time is over first.';
  return what === 'waiting'
    ? 'No group in the organisation waits to be confirmed.'
    : 'No group was asked about so far.';
}

function rowOf(attestation: Attestation, reader: Reader): Row {
  return {
    name: attestation.group.displayName,
    meta: stateWords(attestation, reader),
    avatar: avatarOf(attestation.group),
    actions:
      attestation.state === 'settled'
        ? []
        : [openAction('Open', 'attestation.open', { attestationId: attestation.id })],
  };
}

function stateWords(attestation: Attestation, reader: Reader): string[] {
  const { state, lapsesAt, endedAt, answers, terms } = attestation;
  const day = longDate(endedAt ?? lapsesAt, reader);
  switch (state) {
    case 'open':
      return [
        `to answer ${relativeTime(lapsesAt, reader)}, by ${longDate(lapsesAt, reader)}`,
        `${openAsks(attestation).length} of ${terms.asks.length} questions left`,
      ];
    case 'lapsed':
      return [`not confirmed: the time was over on ${longDate(lapsesAt, reader)}`];
    case 'finished':
      return [answers.needed?.said === 'no' ? `not needed any more, since ${day}` : `confirmed on ${day}`];
    case 'settled':
      return ['gone'];
  }
}
