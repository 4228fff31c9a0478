import type { OpenState } from '../domain/owner-search.ts';
import type { ReportCounts } from '../ports/reports.ts';
import { defineCard, openAction } from './define-card.ts';
import { searchesWords } from './ownerless-list.ts';
import { longDate } from './reader.ts';
import { rowsView, type Row } from './rows.ts';

/** How the groups of an organisation stand. */
export interface WeeklyReport extends ReportCounts {
  /** Groups without owners, by how the search for one goes. */
  searches: Record<OpenState, number>;
  /** Messages that could not be sent. */
  undelivered: number;
}

const none = { expiring: 0, restorable: 0, lapsed: 0, failed: 0, unreached: 0, undelivered: 0 };

export const weeklyReportCard = defineCard<WeeklyReport>('rows', {
  samples: {
    busy: {
      searches: { asking: 2, accepted: 1, exhausted: 1 },
      expiring: 12,
      restorable: 1,
      lapsed: 2,
      failed: 1,
      unreached: 3,
      undelivered: 4,
    },
    calm: { ...none, searches: { asking: 0, accepted: 0, exhausted: 0 } },
    one: { ...none, expiring: 1, searches: { asking: 0, accepted: 1, exhausted: 0 } },
  },
  text: (data) => titleOf(data),
  view: (data, reader) => {
    const rows = rowsOf(data);
    return rowsView({
      title: titleOf(data),
      sentence: rows.length === 0 ? 'Nothing needs you.' : `How your groups stand on ${longDate(reader.now, reader)}.`,
      rows,
      actions: [],
    });
  },
});

function titleOf(data: WeeklyReport): string {
  return rowsOf(data).length === 0 ? 'Weekly report: all is well' : 'Weekly report';
}

function rowsOf(data: WeeklyReport): Row[] {
  const { searches, expiring, restorable, lapsed, failed, unreached, undelivered } = data;
  const ownerless = searches.asking + searches.accepted + searches.exhausted;
  return [
    row(ownerless, 'group without an owner', 'groups without owners', searchesWords(searches), 'ownerless.list'),
    row(
      expiring,
      'group expires',
      'groups expire',
      `In the next 30 days, if nobody renews ${expiring === 1 ? 'it' : 'them'}.`,
      'report.expiring',
    ),
    row(restorable, 'deleted group', 'deleted groups', 'They can be brought back for 30 days.', 'group.deleted'),
    row(lapsed, 'request lapsed', 'requests lapsed', 'In the last seven days. Nobody decided in time.'),
    row(
      failed,
      'request failed',
      'requests failed',
      'They were agreed to, but Microsoft 365 refused. They can be tried again.',
      'audit.show',
      { outcome: 'failed' },
    ),
    row(
      unreached,
      'owner could not be reached',
      'owners could not be reached',
      'In the last seven days, when a group was about to expire.',
      'outgoing.unreached-owners',
    ),
    row(
      undelivered,
      'message could not be sent',
      'messages could not be sent',
      'With the reason, and a way to try again.',
      'outgoing.undelivered',
    ),
  ].flat();
}

function row(
  count: number,
  one: string,
  many: string,
  text: string,
  verb?: string,
  data: Record<string, unknown> = {},
): Row[] {
  if (count === 0) return [];
  const actions = verb === undefined ? [] : [openAction('Show', verb, data)];
  return [{ name: `${count} ${count === 1 ? one : many}`, sentences: text, actions }];
}
