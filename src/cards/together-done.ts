import type { GroupRequest } from '../domain/requests.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeText } from './escape.ts';
import type { Reader } from './reader.ts';
import { asksFor, failureOf, standsForApprover } from './request-words.ts';
import { requestSample } from './samples.ts';
import { choiceOf } from './waiting-list.ts';

/** What came of one of several requests that were decided together. */
export type TogetherEnd =
  /** As it was pressed; others may still have to agree, or to carry it out. */
  | 'decided'
  /** Approved, but not carried out. */
  | 'failed'
  /** It stood differently: somebody was faster, or there was nothing to decide. */
  | 'late'
  /** It wants something filled in, or looked at, first. */
  | 'form'
  /** It takes rights for which Microsoft has to ask the person first. */
  | 'consent'
  /** They may not, or nobody could be asked; `advice` says why. */
  | 'refused'
  /** There was no time for it. */
  | 'left';

export interface TogetherRow {
  request: GroupRequest;
  end: TogetherEnd;
  advice?: string;
  /** The one that takes the rights to let people in, which can be asked for at once for all of them. */
  canConsent?: boolean;
}

export interface TogetherDone {
  outcome: 'approved' | 'rejected';
  rows: readonly TogetherRow[];
  /** How many were chosen, where the work still goes on. */
  of?: number;
}

const row = (end: TogetherEnd, status: GroupRequest['status'], more: Partial<TogetherRow> = {}): TogetherRow => ({
  request: requestSample(status),
  end,
  ...more,
});

export const togetherDoneCard = defineCard<TogetherDone>('together-done', {
  samples: {
    all: { outcome: 'approved', rows: [row('decided', 'done'), row('decided', 'pending')] },
    some: {
      outcome: 'approved',
      rows: [
        row('decided', 'done'),
        row('late', 'rejected'),
        row('form', 'pending'),
        row('failed', 'failed'),
        row('consent', 'pending'),
        row('refused', 'pending', { advice: 'Only owners decide on this.' }),
        row('left', 'pending'),
      ],
    },
    consent: { outcome: 'approved', rows: [row('consent', 'pending', { canConsent: true })] },
    rejected: { outcome: 'rejected', rows: [row('decided', 'rejected'), row('late', 'done')] },
    underWay: { outcome: 'approved', rows: [row('decided', 'done')], of: 5 },
  },
  text: titleOf,
  view: (data, reader) => ({
    title: titleOf(data),
    rows: data.rows.map((one) => rowView(one, data.outcome, reader)),
    isUnderWay: data.of !== undefined,
    actions: data.of === undefined ? actionsOf(data) : [],
  }),
});

/** Such as “3 approved, 1 was decided before, 1 is to be opened”. */
function titleOf({ outcome, rows, of }: TogetherDone): string {
  if (of !== undefined) return `${rows.length} of ${of} so far`;
  const count = (...ends: TogetherEnd[]): number => rows.filter(({ end }) => ends.includes(end)).length;
  const [decided, late, open] = [count('decided'), count('late'), count('form', 'consent')];
  const [failed, rest] = [count('failed'), count('refused', 'left')];
  const parts = [
    ...(decided > 0 || rows.length === 0 ? [`${decided} ${outcome}`] : []),
    ...(failed > 0 ? [`${failed} approved but not carried out`] : []),
    ...(late > 0 ? [`${late} ${late === 1 ? 'was' : 'were'} decided before`] : []),
    ...(open > 0 ? [`${open} still ${open === 1 ? 'needs' : 'need'} you`] : []),
    ...(rest > 0 ? [`${rest} not decided`] : []),
  ];
  return parts.join(', ');
}

function rowView({ request, end, advice = '' }: TogetherRow, outcome: TogetherDone['outcome'], reader: Reader) {
  const { word, color, detail } = wordsFor(request, end, outcome, reader);
  const shown = advice === '' ? detail : escapeText(advice, 300);
  return {
    id: request.id,
    name: asksFor(request, escapeText),
    status: word,
    statusColor: color,
    detail: shown,
    hasDetail: shown !== '',
    canOpen: ['form', 'consent', 'refused', 'left'].includes(end),
  };
}

function wordsFor(request: GroupRequest, end: TogetherEnd, outcome: TogetherDone['outcome'], reader: Reader) {
  switch (end) {
    case 'decided':
      return outcome === 'rejected'
        ? { word: 'Rejected', color: 'attention', detail: '' }
        : { word: 'Approved', color: 'good', detail: stillOpen(request) };
    case 'failed':
      return { word: 'Approved, not carried out', color: 'attention', detail: capital(failureOf(request)) };
    case 'late':
      return { word: 'Decided before', color: 'default', detail: standsForApprover(request, reader) };
    case 'form':
      return { word: 'Open it', color: 'warning', detail: 'It asks you something before it can be approved.' };
    case 'consent':
      return {
        word: 'Needs your consent',
        color: 'warning',
        detail: 'This takes rights that you have not used here before. Microsoft asks you once.',
      };
    case 'refused':
      return { word: 'Not decided', color: 'attention', detail: '' };
    case 'left':
      return { word: 'Not decided', color: 'default', detail: 'There was no more time. It waits as before.' };
  }
}

function stillOpen({ status, stage, stages }: GroupRequest): string {
  if (status === 'agreed') return 'Somebody else carries it out.';
  return status === 'pending' && stage < stages.length ? 'Others are still to decide.' : '';
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function actionsOf({ rows, outcome }: TogetherDone): Record<string, unknown>[] {
  const joins = rows.filter(({ canConsent = false }) => canConsent);
  const waiting = openAction('What still waits', 'request.waiting', {});
  if (joins.length === 0 || outcome === 'rejected') return [waiting];
  const chosen = joins.map(({ request }) => choiceOf(request)).join(',');
  const title = joins.length === 1 ? 'Approve this one' : `Approve these ${joins.length}`;
  return [primary(executeAction(title, 'request.approve-together-joins', { chosen })), waiting];
}
