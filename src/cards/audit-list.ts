import type { AuditEntry } from '../ports/store.ts';
import { outcomeWords } from './audit-words.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, grace, guild, longNamed, oddGroup } from './samples.ts';

/** What is looked at; days are the reader's, both included. */
export interface AuditView {
  group?: { id: string; displayName: string };
  person?: { id: string; displayName: string };
  did?: 'added' | 'removed';
  from?: string;
  to?: string;
}

/** An entry with names as they are today; undefined for what is not there any more or may not be seen. */
export interface AuditRow extends Pick<AuditEntry, 'at' | 'outcome' | 'code'> {
  /** What was done, in the words of the operation. */
  what: string;
  who: string | undefined;
  group?: { name: string | undefined };
  whom?: { name: string | undefined };
}

export interface AuditList {
  view: AuditView;
  /** Everything of the organisation, or what happened in the caller's own groups. */
  reach: 'everything' | 'ownGroups';
  rows: readonly AuditRow[];
  next?: string;
  isContinued: boolean;
}

const added: AuditRow = {
  at: new Date('2026-01-05T09:00:00Z'),
  what: 'Add people to a group, or ask its owners to',
  who: grace.displayName,
  group: { name: guild.displayName },
  whom: { name: ada.displayName },
  outcome: 'done',
};
const odd: AuditRow = { ...added, who: longNamed.displayName, group: { name: oddGroup.displayName }, outcome: 'begun' };

/** What happened, newest first. */
export const auditListCard = defineCard<AuditList>('rows', {
  samples: {
    everything: {
      view: {},
      reach: 'everything',
      rows: [added, odd, { ...added, who: undefined, group: { name: undefined }, outcome: 'failed', code: 'bug' }],
      next: '12',
      isContinued: true,
    },
    own: {
      view: {},
      reach: 'ownGroups',
      rows: [{ ...added, outcome: 'refused', code: 'member.denied' }],
      isContinued: false,
    },
    narrow: {
      view: { group: guild, person: ada, did: 'added', from: '2026-01-01', to: '2026-01-31' },
      reach: 'everything',
      rows: [added],
      isContinued: false,
    },
    nothing: { view: { group: oddGroup, from: '2026-01-01' }, reach: 'everything', rows: [], isContinued: false },
    noneOwn: { view: {}, reach: 'ownGroups', rows: [], isContinued: false },
  },
  text: ({ view, rows }) =>
    `${titleOf(view, plain)}: ${rows.length === 0 ? 'nothing' : rows.map(({ what }) => what).join('; ')}`,
  view: (data, reader) =>
    rowsView({
      title: titleOf(data.view, escapeText),
      sentence: sentenceOf(data),
      rows: data.rows.map((row) => rowOf(row, reader)),
      actions: actionsOf(data),
    }),
});

function titleOf({ group, person, did }: AuditView, show: (text: string, maxLength: number) => string): string {
  const where = group ? ` in ${show(group.displayName, 120)}` : '';
  if (!person) return did === undefined ? `What happened${where}` : `Who was ${did}${where}`;
  const whom = show(person.displayName, 80);
  return did === undefined ? `What ${whom} did, and what was done about them${where}` : `Who ${did} ${whom}${where}`;
}

function sentenceOf({ view, reach, rows, isContinued }: AuditList): string {
  const days = [
    view.from === undefined ? '' : ` from ${view.from}`,
    view.to === undefined ? '' : ` up to ${view.to}`,
  ].join('');
  const where = reach === 'everything' || view.group ? '' : ' in the groups that you own';
  if (rows.length > 0) return `What was changed, asked for or refused through Muster${where}${days}. The newest first.`;
  if (isContinued) return 'There is nothing older.';
  return `Nothing like this was changed, asked for or refused through Muster${where}${days}.`;
}

function rowOf({ at, what, who, group, whom, outcome, code }: AuditRow, reader: Reader): Row {
  return {
    name: what,
    meta: [
      `By ${who === undefined ? 'somebody who is gone' : escapeText(who, 80)}`,
      whom ? `About ${whom.name === undefined ? 'somebody who is gone' : escapeText(whom.name, 80)}` : '',
      group ? `In ${group.name === undefined ? 'a group that is gone' : escapeText(group.name, 80)}` : '',
      longTime(at, reader),
    ],
    text: outcomeWords({ outcome, ...(code !== undefined && { code }) }),
  };
}

/** What the buttons send to show the same again. */
export function auditData({ group, person, did, from, to }: AuditView): Record<string, string> {
  return {
    ...(group && { group: group.id }),
    ...(person && { person: person.id }),
    ...(did && { did }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function actionsOf(data: AuditList): Record<string, unknown>[] {
  const again = auditData(data.view);
  const isNarrow = Object.keys(again).length > 0;
  return [
    ...pageActions('audit.show', again, data),
    executeAction('Narrow down…', 'audit.show', { ...again, narrow: 'yes' }),
    ...(isNarrow ? [executeAction('Show everything', 'audit.show', {})] : []),
  ];
}
