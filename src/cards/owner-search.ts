import {
  isSearchOpen,
  willing,
  type Candidate,
  type CandidateState,
  type OwnerSearch,
} from '../domain/owner-search.ts';
import type { Confirming } from '../domain/policy.ts';
import { defineCard, executeAction, openAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { candidates, search } from './samples-owner-search.ts';
import { longTime, relativeTime, type Reader } from './reader.ts';
import { avatarOf } from './words.ts';

/** A search for an owner as it stands, with everybody who is asked. */
export interface SearchShown {
  search: OwnerSearch;
  candidates: readonly Candidate[];
  /** Who makes an owner of whoever accepts. */
  confirm: Confirming;
  /** How many owners a group is to have at least. */
  minimumOwners: number;
  /** The app was to do it and has not been granted it. */
  isInstead?: boolean;
  /** What came of a press of a button, in plain words. */
  notice?: string;
}

/** The same for one of those who are asked. */
export interface OwnerQuestion extends SearchShown {
  candidate: Candidate;
}

interface Face {
  title: string;
  status: string;
  statusColor: 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';
  sentence: string;
  lines?: readonly string[];
  actions: readonly Record<string, unknown>[];
}

type Show = (text: string, maxLength?: number) => string;

const shown = { search, candidates, confirm: 'admins', minimumOwners: 1 } as const satisfies SearchShown;
const [first, second] = candidates as readonly [Candidate, Candidate, Candidate];
const answered = (state: CandidateState, at = first): Candidate => ({ ...at, state });
const offered = [answered('accepted'), ...candidates.slice(1)];
const ended = { ...search, state: 'confirmed', owner: first.person, confirmedBy: second.person } as const;

/** The question whether somebody would own a group, and what became of it. */
export const ownerQuestionCard = defineCard<OwnerQuestion>('owner-search', {
  samples: {
    asked: { ...shown, candidate: first },
    tooFew: { ...shown, minimumOwners: 2, candidate: first },
    askedByApp: { ...shown, confirm: 'app', candidate: first },
    manager: { ...shown, candidate: { ...first, kind: 'manager' } },
    accepted: {
      ...shown,
      search: { ...search, state: 'accepted' },
      candidates: offered,
      candidate: answered('accepted'),
    },
    otherAccepted: { ...shown, search: { ...search, state: 'accepted' }, candidates: offered, candidate: second },
    declined: { ...shown, candidate: answered('declined') },
    silent: { ...shown, candidate: answered('silent') },
    late: {
      ...shown,
      search: { ...search, state: 'exhausted' },
      candidate: answered('silent'),
      notice: 'This has changed meanwhile. Here is how it stands.',
    },
    owned: { ...shown, search: ended, candidate: answered('accepted') },
    ownedByOther: { ...shown, search: ended, candidate: answered('silent', second) },
    settled: { ...shown, search: { ...search, state: 'settled' }, candidate: first },
  },
  text: (data, reader) => questionOf(data, reader, plain).title,
  view: (data, reader) => viewOf(data, questionOf(data, reader, escapeText)),
});

/** A search as administrators see it. */
export const ownerSearchCard = defineCard<SearchShown>('owner-search', {
  samples: {
    asking: shown,
    accepted: { ...shown, search: { ...search, state: 'accepted' }, candidates: offered },
    twoAccepted: {
      ...shown,
      search: { ...search, state: 'accepted' },
      candidates: [answered('accepted'), answered('accepted', second)],
      isInstead: true,
    },
    exhausted: {
      ...shown,
      search: { ...search, state: 'exhausted' },
      candidates: [answered('declined'), answered('silent', second)],
    },
    nobodyToAsk: { ...shown, search: { ...search, state: 'exhausted' }, candidates: [] },
    confirmed: { ...shown, search: ended, candidates: offered },
    confirmedByApp: { ...shown, search: { ...search, state: 'confirmed', owner: first.person } },
    settled: { ...shown, search: { ...search, state: 'settled' }, notice: 'Somebody was faster.' },
  },
  text: (data, reader) => overviewOf(data, reader, plain).title,
  view: (data, reader) => viewOf(data, overviewOf(data, reader, escapeText)),
});

function viewOf({ search: { id, group, state }, notice = '' }: SearchShown, face: Face): Record<string, unknown> {
  return {
    searchId: id,
    isOpen: isSearchOpen({ state }),
    ...avatarOf(group),
    ...face,
    lines: (face.lines ?? []).filter((text) => text !== '').map((text) => ({ text })),
    notice: escapeText(notice, 300),
    hasNotice: notice !== '',
  };
}

function questionOf(data: OwnerQuestion, reader: Reader, show: Show): Face {
  const { search, candidate, candidates } = data;
  const group = show(search.group.displayName, 120);
  const [before] = willing(candidates).filter(({ person }) => person.id !== candidate.person.id);
  const about = { searchId: search.id };
  const showGroup = openAction('Show the group', 'group.show', { group: search.group.id });
  const accept = (title: string) => primary(executeAction(title, 'ownerless.accept', about));
  const decline = (title: string) => executeAction(title, 'ownerless.decline', about);
  if (search.state === 'confirmed' || search.state === 'settled') return endOf(data, show, candidate.person.id);
  if (candidate.state === 'accepted')
    return {
      title: `You offered to own ${group}`,
      status: data.confirm === 'app' ? 'It is being done' : 'Waits for an administrator',
      statusColor: 'Accent',
      sentence:
        data.confirm === 'app'
          ? 'Muster makes you its owner, and tells you when it is so.'
          : 'Nobody makes themselves an owner: an administrator does it with one press. You hear of it at once.',
      actions: [showGroup, decline('Not me after all')],
    };
  if (before)
    return {
      title: `${show(before.person.displayName, 80)} offered to own ${group}`,
      status: 'Waits for an administrator',
      statusColor: 'Accent',
      sentence: 'You can still offer to own it too: two owners are better than one.',
      actions: [accept('I’ll own it too'), ...(candidate.state === 'asked' ? [decline('Not me')] : [showGroup])],
    };
  if (candidate.state === 'declined')
    return {
      title: `You would rather not own ${group}`,
      status: 'Others are asked',
      statusColor: 'Default',
      sentence: 'Thank you for saying so. Until somebody is found, you can change your mind.',
      actions: [accept('I’ll own it after all'), showGroup],
    };
  if (candidate.state === 'silent')
    return {
      title: `${group} still looks for an owner`,
      status: 'Others are asked',
      statusColor: 'Default',
      sentence: 'Your time to answer is over, but nobody has offered yet. You still can.',
      actions: [accept('I’ll own it'), decline('Not me')],
    };
  return {
    title: `Will you own ${group}?`,
    status: data.minimumOwners > 1 ? 'It has too few owners' : 'Nobody owns it',
    statusColor: 'Warning',
    sentence:
      candidate.kind === 'manager'
        ? 'Its last owner has left, and you are their manager: so you are asked first.'
        : data.minimumOwners > 1
          ? 'Too few people look after it. You are in it, so you are asked.'
          : 'There is nobody any more who looks after it. You are in it, so you are asked.',
    lines: [
      'An owner decides who gets in, keeps the group from expiring, and can hand it over at any time.',
      alsoIn(data, show),
      candidate.answerBy
        ? `Please answer by ${longTime(candidate.answerBy, reader)}. After that, others are asked.`
        : '',
      data.confirm === 'app' ? 'You own it as soon as you say so.' : 'An administrator confirms it before you own it.',
    ],
    actions: [accept('I’ll own it'), decline('Not me')],
  };
}

const mostNamed = 4;
const unnamed = 'Name not visible';

/** Only to those who are in it: who is in a group may be hidden from others. */
function alsoIn({ candidates, candidate }: OwnerQuestion, show: Show): string {
  if (candidate.kind === 'manager') return '';
  const others = candidates.filter(({ person, kind }) => kind === 'member' && person.id !== candidate.person.id);
  const named = others.filter(({ person }) => person.displayName !== unnamed).slice(0, mostNamed);
  if (named.length === 0) return '';
  const names = named.map(({ person }) => show(person.displayName, 80));
  const more = others.length - named.length;
  return `Also in it: ${listed(more > 0 ? [...names, more === 1 ? 'one more' : `${more} more`] : names)}.`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function overviewOf(data: SearchShown, reader: Reader, show: Show): Face {
  const { search, candidates } = data;
  const group = show(search.group.displayName, 120);
  const about = { searchId: search.id };
  const showGroup = openAction('Show the group', 'group.show', { group: search.group.id });
  const choose = openDialog('Choose an owner…', 'ownerless.appoint', about);
  const since = `Without an owner since ${longTime(search.since, reader)}, as far as Muster knows.`;
  switch (search.state) {
    case 'confirmed':
    case 'settled':
      return endOf(data, show);
    case 'accepted': {
      const people = willing(candidates);
      const names = people.map(({ person }) => show(person.displayName, 80));
      const makes = people.slice(0, mostNamed).map(({ person }, at) => {
        const title = people.length === 1 ? 'Make owner' : `Make ${plain(person.displayName, 40)} an owner`;
        const action = executeAction(title, 'ownerless.confirm', { ...about, person: person.id });
        return at === 0 ? primary(action) : action;
      });
      return {
        title: `${listed(names)} would own ${group}`,
        status: 'Waits for an administrator',
        statusColor: 'Accent',
        sentence:
          'One press makes an owner, with your own right: Microsoft 365 lets Groups Administrators and Global Administrators do that.',
        lines: [
          ...(data.isInstead
            ? [
                'The policy lets Muster do it by itself, but the app was not granted Group.ReadWrite.All for that. So you are asked.',
              ]
            : []),
          ...people.map(
            ({ person, acceptedAt }) =>
              `${show(person.displayName, 80)} offered ${acceptedAt ? relativeTime(acceptedAt, reader) : 'to'}.`,
          ),
          since,
        ],
        actions: [...makes, showGroup],
      };
    }
    case 'exhausted':
      return {
        title: `Nobody of ${group} wants to own it`,
        status: candidates.length === 0 ? 'There is nobody to ask' : 'All were asked',
        statusColor: 'Attention',
        sentence:
          candidates.length === 0
            ? 'No member who could be asked was found: guests and disabled accounts are left out.'
            : answersOf(candidates),
        lines: [
          'You can choose somebody yourself. A group that nobody needs can be deleted in the Microsoft 365 admin centre.',
          since,
        ],
        actions: [
          primary(choose),
          ...(candidates.length === 0 ? [] : [executeAction('Ask them again', 'ownerless.again', about)]),
          showGroup,
        ],
      };
    case 'asking':
      return {
        title: `${group} looks for an owner`,
        status: 'Members are asked',
        statusColor: 'Default',
        sentence: candidates.length === 0 ? 'Muster finds out whom to ask.' : answersOf(candidates),
        lines: [since],
        actions: [choose, showGroup],
      };
  }
}

function answersOf(candidates: readonly Candidate[]): string {
  const count = (state: CandidateState): number => candidates.filter((one) => one.state === state).length;
  const parts = [
    [count('asked'), 'may answer now'],
    [count('waiting'), 'will be asked after them'],
    [count('declined'), 'said no'],
    [count('silent'), 'did not answer'],
    [count('unreachable'), 'could not be reached'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const all = candidates.length === 1 ? 'One person' : `${candidates.length} people`;
  return `${all}: ${listed(told)}.`;
}

function endOf({ search }: SearchShown, show: Show, userId?: string): Face {
  const group = show(search.group.displayName, 120);
  const actions = [openAction('Show the group', 'group.show', { group: search.group.id })];
  if (search.state !== 'confirmed')
    return {
      title: `${group} needs no owner any more`,
      status: 'Settled elsewhere',
      statusColor: 'Good',
      sentence: 'It has an owner again, or is gone. There is nothing to do.',
      actions,
    };
  const owner = show(search.owner?.displayName ?? 'Somebody', 80);
  return {
    title: userId === search.owner?.id ? `You own ${group} now` : `${owner} owns ${group} now`,
    status: 'Done',
    statusColor: 'Good',
    sentence: search.confirmedBy
      ? `${show(search.confirmedBy.displayName, 80)} confirmed it. Teams can take a while to show it.`
      : 'Muster did it by itself, as the policy wants. Teams can take a while to show it.',
    actions,
  };
}
