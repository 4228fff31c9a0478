import { isToBeNamedAnew, type GroupRequest } from '../domain/requests.ts';
import { placeWords } from './away-words.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime, relativeTime, type Reader } from './reader.ts';
import { asksFor, statusWord } from './request-words.ts';
import { handedSample } from './samples-away.ts';
import { longNamed, otherScript, requestSample } from './samples.ts';

/** What waits for somebody, to be decided one by one or together. */
export interface WaitingList {
  requests: readonly GroupRequest[];
  /** Where this page begins; opaque here. Absent on the first. */
  from?: string;
  /** Where the list goes on; opaque here. */
  next?: string;
  /** The ids of those that are chosen already. */
  chosen?: readonly string[];
  /** Why a press came to nothing, in plain words. */
  notice?: string;
}

const other = { ...requestSample(), id: '33333333-0000-4000-8000-000000000002', reason: '' };
const tall = { ...requestSample(), id: '33333333-0000-4000-8000-000000000003', reason: 'A long reason. '.repeat(60) };

export const waitingListCard = defineCard<WaitingList>('waiting-list', {
  samples: {
    one: { requests: [requestSample()] },
    several: { requests: [requestSample(), handedSample(), other, { ...other, status: 'failed' }], next: 'opaque' },
    chosen: {
      requests: [requestSample(), other],
      chosen: [requestSample().id, other.id],
      from: 'opaque',
      notice: 'Please say why, so that those who asked know what to do.',
    },
    tall: {
      requests: [tall, { ...other, group: longNamed, requester: longNamed }, { ...tall, requester: otherScript }],
    },
    nothing: { requests: [] },
  },
  text: ({ requests }) =>
    requests.length === 0
      ? emptySentence
      : `Waiting for you: ${requests.map(({ group }) => plain(group.displayName, 60)).join(', ')}`,
  view: (data, reader) => ({
    title: 'Waiting for you',
    notice: escapeText(data.notice ?? '', 300),
    hasNotice: (data.notice ?? '') !== '',
    isEmpty: data.requests.length === 0,
    emptySentence,
    rows: data.requests.map((request, index) => rowView(request, index, data, reader)),
    actions: actionsOf(data),
  }),
});

const emptySentence = 'Nothing waits for your decision. Requests about groups that you own come here by themselves.';

/** Which of the page a box was ticked for, as a card carries it. */
export function choiceOf({ id, stage }: Pick<GroupRequest, 'id' | 'stage'>): string {
  return `${id}:${stage}`;
}

/** Some want something filled in first. */
function canChoose(request: GroupRequest): boolean {
  return !isToBeNamedAnew(request);
}

function rowView(request: GroupRequest, index: number, { chosen = [] }: WaitingList, reader: Reader) {
  const { word, color } = statusWord(request);
  const isPending = request.status === 'pending';
  const place = placeWords(request, reader);
  const until = isPending ? ` · until ${longTime(request.lapsesAt, reader)}` : '';
  return {
    id: request.id,
    canChoose: canChoose(request),
    cannotChoose: !canChoose(request),
    pick: `pick${index}`,
    choice: choiceOf(request),
    value: chosen.includes(request.id) ? choiceOf(request) : 'no',
    title: asksFor(request, plain),
    heading: asksFor(request, escapeText),
    status: isPending ? '' : word,
    hasStatus: !isPending,
    statusColor: color,
    place,
    hasPlace: place !== '',
    reason: request.reason === '' ? '' : escapeParagraphs(request.reason, 160),
    hasReason: request.reason !== '',
    meta: `Asked ${relativeTime(request.createdAt, reader)}${until}`,
    openTooltip: `Open the request for ${plain(request.group.displayName, 80)}`,
  };
}

function actionsOf({ requests, from, next, chosen = [] }: WaitingList): Record<string, unknown>[] {
  if (requests.length === 0) return [openAction('My groups', 'group.mine', {})];
  const here = from === undefined ? {} : { next: from };
  const canAny = requests.some(canChoose);
  const more = next === undefined ? [] : [still(executeAction('More', 'request.waiting', { next }))];
  if (!canAny) return more;
  const isAll = requests.filter(canChoose).every(({ id }) => chosen.includes(id));
  const all = still(executeAction('Choose all', 'request.waiting', { ...here, all: 'yes' }));
  return [
    primary(executeAction('Approve chosen', 'request.approve-together', here)),
    rejecting(here),
    ...(isAll || requests.length === 1 ? [] : [all]),
    ...more,
  ];
}

/** Takes nothing along of what was ticked or typed. */
function still(action: Record<string, unknown>): Record<string, unknown> {
  return { ...action, associatedInputs: 'none' };
}

function rejecting(here: Record<string, unknown>): Record<string, unknown> {
  const why = 'Please say why, so that those who asked know what to do.';
  return {
    type: 'Action.ShowCard',
    title: 'Reject chosen…',
    card: {
      type: 'AdaptiveCard',
      body: [
        {
          type: 'Input.Text',
          id: 'reason',
          label: 'Why not?',
          isMultiline: true,
          isRequired: true,
          maxLength: 1000,
          errorMessage: why,
          placeholder: 'Those who asked read this',
        },
      ],
      actions: [{ ...executeAction('Reject', 'request.reject-together', here), style: 'destructive' }],
    },
  };
}
