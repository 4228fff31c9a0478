import { defineCard, executeAction } from './define-card.ts';
import { counted, messagesCounted, roughly } from './outgoing-words.ts';
import { rowsView, type Row } from './rows.ts';

/** How far messages of one sort are. */
export interface OutgoingSort {
  name: string;
  /** Sent, or no longer needed, of those that were due in the last day. */
  done: number;
  waiting: number;
  later: number;
  dead: number;
}

export interface OutgoingProgress {
  sorts: readonly OutgoingSort[];
  /** How many go out in a second, as measured lately; absent when too few did to tell. */
  perSecond?: number;
  /** For how long Teams wants silence. */
  silentSeconds?: number;
}

const notices: OutgoingSort = { name: 'Notices about groups', done: 31_200, waiting: 18_800, later: 120, dead: 12 };

/** How messages go out: what was sent, what waits, and how long that takes. */
export const outgoingProgressCard = defineCard<OutgoingProgress>('rows', {
  samples: {
    busy: {
      sorts: [{ name: 'Requests and decisions', done: 41, waiting: 1, later: 0, dead: 0 }, notices],
      perSecond: 44.6,
    },
    silent: { sorts: [notices], perSecond: 3, silentSeconds: 300 },
    slow: { sorts: [notices] },
    idle: { sorts: [{ ...notices, waiting: 0, dead: 1 }] },
    nothing: { sorts: [] },
  },
  text: (data) => sentenceOf(data),
  view: (data) =>
    rowsView({
      title: 'How messages go out',
      sentence: sentenceOf(data),
      rows: data.sorts.map(rowOf),
      actions: [
        executeAction('Look again', 'outgoing.progress', {}),
        ...(data.sorts.some(({ dead }) => dead > 0)
          ? [executeAction('What could not be sent', 'outgoing.undelivered', {})]
          : []),
      ],
    }),
});

function sentenceOf({ sorts, perSecond, silentSeconds }: OutgoingProgress): string {
  const waiting = sorts.reduce((sum, sort) => sum + sort.waiting, 0);
  if (waiting === 0) return 'Nothing waits to be sent.';
  const wait = `${messagesCounted(waiting)} ${waiting === 1 ? 'waits' : 'wait'} to be sent.`;
  if (silentSeconds !== undefined)
    return `${wait} Teams has asked for silence: it goes on in about ${roughly(silentSeconds)}.`;
  if (perSecond === undefined) return `${wait} How long that takes cannot be told: hardly any went out lately.`;
  return `${wait} About ${counted(Math.max(1, Math.round(perSecond * 60)))} go out in a minute, so that takes about ${roughly(waiting / perSecond)}.`;
}

function rowOf({ name, done, waiting, later, dead }: OutgoingSort): Row {
  return {
    name,
    meta: [
      `${counted(done)} sent in the last 24 hours`,
      `${counted(waiting)} waiting`,
      later === 0 ? '' : `${counted(later)} planned for later`,
      dead === 0 ? '' : `${counted(dead)} could not be sent`,
    ],
  };
}
