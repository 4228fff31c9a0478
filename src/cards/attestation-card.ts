import { nextRoundAt, openAsks, type Ask, type Attestation, type AttestationAnswer } from '../domain/attestation.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longDate, type Reader } from './reader.ts';
import { ada, grace, guild, longNamed } from './samples.ts';
import { avatarOf } from './words.ts';

type Json = Record<string, unknown>;

/** A group that is to be confirmed, as somebody who is asked reads it. */
export interface AttestationShown {
  attestation: Attestation;
  ownersAsked: number;
  /** Whether the reader is asked because the owners stayed silent. */
  isStandIn: boolean;
  /** As the last scan saw the group: what can be done with one that is not needed. */
  hasTeam: boolean;
  expiresAt?: Date;
  /** Who was asked, where the reader may know it. */
  askedNames?: readonly string[];
  /** What came of a press of a button, in plain words. */
  notice?: string;
}

export const attestationSample: Attestation = {
  id: '88888888-0000-4000-8000-000000000001',
  tenantId: '88888888-0000-4000-8000-000000000002',
  group: { id: guild.id, displayName: guild.displayName },
  round: 1,
  state: 'open',
  terms: { asks: ['needed', 'members', 'visibility'], marksGuests: true, everyDays: 365 },
  startedAt: new Date('2026-01-05T09:00:00Z'),
  lapsesAt: new Date('2026-02-04T09:00:00Z'),
  visibility: 'private',
  answers: {},
  revision: 0,
};
const at = new Date('2026-01-06T08:30:00Z');
const shown = { attestation: attestationSample, ownersAsked: 2, isStandIn: false, hasTeam: true };
const yes: AttestationAnswer = { said: 'yes', by: ada, at };
const half: Attestation = {
  ...attestationSample,
  answers: { needed: yes, visibility: { said: 'kept', by: grace, at } },
  members: { left: 214, kept: 30, removed: 2 },
};
const finished: Attestation = {
  ...half,
  state: 'finished',
  endedAt: at,
  answers: { ...half.answers, members: { said: 'checked', by: grace, at } },
  members: { left: 0, kept: 240, removed: 6 },
};
const notNeeded: Attestation = {
  ...attestationSample,
  state: 'finished',
  endedAt: at,
  answers: { needed: { ...yes, said: 'no' } },
};

export const attestationCard = defineCard<AttestationShown>('attestation-card', {
  samples: {
    open: shown,
    half: { ...shown, attestation: half, notice: 'Saved: 6 stay, 2 were taken out.' },
    standIn: { ...shown, isStandIn: true, askedNames: [ada.displayName, grace.displayName] },
    public: {
      ...shown,
      attestation: {
        ...attestationSample,
        visibility: 'public',
        group: longNamed,
        terms: { asks: ['visibility'], marksGuests: true },
      },
    },
    finished: { ...shown, attestation: finished },
    notNeeded: { ...shown, attestation: notNeeded, expiresAt: new Date('2026-06-01T09:00:00Z') },
    lapsed: { ...shown, attestation: { ...half, state: 'lapsed', endedAt: attestationSample.lapsesAt } },
    gone: { ...shown, attestation: { ...attestationSample, state: 'settled', endedAt: at } },
  },
  text: ({ attestation }) => titleOf(attestation, plain),
  view: (data, reader) => {
    const { attestation, notice = '' } = data;
    const sentence = sentenceOf(data, reader);
    return {
      attestationId: attestation.id,
      isOpen: attestation.state === 'open',
      ...avatarOf(attestation.group),
      title: titleOf(attestation, escapeText),
      ...statusOf(attestation, reader),
      notice: escapeText(notice, 300),
      hasNotice: notice !== '',
      sentence,
      hasSentence: sentence !== '',
      questions: attestation.state === 'settled' ? [] : questionsOf(data, reader),
      actions: actionsOf(data),
    };
  },
});

function titleOf({ state, group, answers, terms }: Attestation, show: typeof plain): string {
  const name = show(group.displayName, 120);
  if (state === 'settled') return `${name} is gone`;
  if (answers.needed?.said === 'no') return `${name} is not needed any more`;
  if (state === 'finished') return `${name} is confirmed`;
  if (state === 'lapsed') return `${name} was not confirmed in time`;
  return terms.asks.includes('needed') && !answers.needed ? `Is ${name} still needed?` : `Please look at ${name}`;
}

function statusOf(attestation: Attestation, reader: Reader): { status: string; statusColor: string } {
  const next = nextRoundAt(attestation);
  switch (attestation.state) {
    case 'open':
      return { status: `Please answer by ${longDate(attestation.lapsesAt, reader)}`, statusColor: 'Accent' };
    case 'finished':
      return {
        status: next ? `Asked again about ${longDate(next, reader)}` : 'Thank you',
        statusColor: attestation.answers.needed?.said === 'no' ? 'Attention' : 'Good',
      };
    case 'lapsed':
      return {
        status: `The time was over on ${longDate(attestation.lapsesAt, reader)}`,
        statusColor: 'Warning',
      };
    case 'settled':
      return { status: 'Nothing to do', statusColor: 'Default' };
  }
}

function sentenceOf(
  { attestation, ownersAsked, isStandIn, askedNames = [], expiresAt }: AttestationShown,
  reader: Reader,
) {
  if (attestation.state === 'finished' && attestation.answers.needed?.said === 'no')
    return expiresAt
      ? `Nothing was deleted. You can do that now, or let the group end by itself on ${longDate(expiresAt, reader)}.`
      : 'Nothing was deleted. You can do that now.';
  const names = askedNames.length > 0 ? ` Asked: ${askedNames.map((name) => escapeText(name, 80)).join(', ')}.` : '';
  if (attestation.state !== 'open') return names.trim();
  if (!isStandIn) return names.trim();
  const owners = ownersAsked === 1 ? 'Its owner has' : `Its ${ownersAsked} owners have`;
  return `${owners} not answered everything. You can, as far as you may change the group.${names}`;
}

interface Question {
  question: string;
  words: string;
  hasWords: boolean;
  actions: readonly Json[];
  hasActions: boolean;
}

/** One button of the card stands out: the first that is waited for. */
function questionsOf({ attestation }: AttestationShown, reader: Reader): Question[] {
  const open = openAsks(attestation);
  // Of a group that is not needed nothing else was asked.
  const asks = attestation.terms.asks.filter((ask) => open.includes(ask) || attestation.answers[ask]);
  return asks.map((ask) => {
    const answer = attestation.answers[ask];
    const words = answer ? answerWords(ask, answer, attestation, reader) : waitingWords(ask, attestation);
    const buttons = answer ? [] : buttonsOf(ask, attestation);
    const actions = buttons.map((one, index) => (index === 0 && open[0] === ask ? primary(one) : one));
    return {
      question: questionWords(ask, attestation),
      words,
      hasWords: words !== '',
      actions,
      hasActions: actions.length > 0,
    };
  });
}

function questionWords(ask: Ask, { visibility }: Attestation): string {
  if (ask === 'needed') return 'Is it still needed?';
  return ask === 'members' ? 'Are these still the right people?' : `Is ${visibility ?? 'this'} right?`;
}

function waitingWords(ask: Ask, { visibility, members }: Attestation): string {
  if (ask === 'members')
    return members ? `${members.left} of ${members.left + members.kept + members.removed} are left to look at.` : '';
  if (ask === 'needed') return '';
  return visibility === 'public'
    ? 'It is public: everybody in the organisation can join, and read what is inside.'
    : 'It is private: who wants to join asks its owners.';
}

function answerWords(ask: Ask, { said, by, at: when }: AttestationAnswer, { members }: Attestation, reader: Reader) {
  const who = escapeText(by.displayName, 80);
  const day = longDate(when, reader);
  if (ask === 'needed') return said === 'yes' ? `Yes, ${who} said on ${day}.` : `No, ${who} said on ${day}.`;
  if (ask === 'visibility') return said === 'changed' ? `${who} changed it on ${day}.` : `Yes, ${who} said on ${day}.`;
  const { kept = 0, removed = 0 } = members ?? {};
  const out = removed === 0 ? 'nobody was' : removed === 1 ? '1 was' : `${removed} were`;
  return `${who} looked through them on ${day}: ${kept} stay, ${out} taken out.`;
}

function buttonsOf(ask: Ask, { id, group, visibility = 'private' }: Attestation): Json[] {
  const about = { attestationId: id };
  if (ask === 'needed')
    return [
      executeAction('Yes, still needed', 'attestation.needed', { ...about, answer: 'yes' }),
      executeAction('No', 'attestation.needed', { ...about, answer: 'no' }),
    ];
  if (ask === 'members') return [openAction('Look through the members', 'attestation.members', about)];
  const other = visibility === 'public' ? 'private' : 'public';
  return [
    executeAction(visibility === 'public' ? 'Public is right' : 'Private is right', 'attestation.visibility', {
      ...about,
      visibility,
    }),
    openAction(`Make ${other}…`, 'group.set-visibility', { group: group.id, visibility: other }),
  ];
}

function actionsOf({ attestation, hasTeam, isStandIn, askedNames }: AttestationShown): Json[] {
  const { group, state, answers } = attestation;
  if (state === 'settled') return [];
  const show = openAction('Show the group', 'group.show', { group: group.id });
  if (state === 'finished' && answers.needed?.said === 'no')
    return [
      openAction('Delete…', 'group.delete', { group: group.id }),
      ...(hasTeam ? [openAction('Archive its team…', 'team.archive', { group: group.id })] : []),
      executeAction('It is needed after all', 'attestation.confirm', { group: group.id }),
      show,
    ];
  if (state === 'lapsed')
    return [primary(executeAction('Confirm it now', 'attestation.confirm', { group: group.id })), show];
  if (state === 'open' && isStandIn && !askedNames)
    return [openAction('Who was asked', 'attestation.open', { attestationId: attestation.id }), show];
  return [show];
}
