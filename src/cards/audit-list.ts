import type { AuditEntry } from '../ports/audit.ts';
import { changeWords, erasedPerson, outcomeWords, outcomes, type ChangeShown } from './audit-words.ts';
import { defineCard, executeAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, grace, guild, longNamed, oddGroup } from './samples.ts';

/** What is looked at; days are the reader's, both included. */
export interface AuditView {
  group?: { id: string; displayName: string };
  person?: { id: string; displayName: string };
  did?: 'added' | 'removed';
  outcome?: 'done' | 'requested' | 'refused' | 'failed';
  /** Id of a request, everything about which is looked at. */
  request?: string;
  from?: string;
  to?: string;
}

/** Who or what an entry names: as it is called today, undefined when it is gone or may not be seen. */
export type NameNow = { name: string | undefined } | 'erased';

/** An entry with names as they are today. */
export interface AuditRow extends Pick<AuditEntry, 'at' | 'outcome' | 'code' | 'requestId'> {
  /** What was done, in the words of the operation. */
  what: string;
  who: NameNow;
  inPlaceOf?: NameNow;
  group?: { name: string | undefined };
  whom?: NameNow;
  decision?: { outcome: 'approved' | 'rejected'; by: NameNow };
  changes?: readonly ChangeShown[];
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
  who: { name: grace.displayName },
  group: { name: guild.displayName },
  whom: { name: ada.displayName },
  outcome: 'done',
};
const renamed: AuditRow = {
  at: added.at,
  what: 'Give a group another name',
  who: { name: ada.displayName },
  inPlaceOf: { name: grace.displayName },
  group: { name: guild.displayName },
  outcome: 'done',
  decision: { outcome: 'approved', by: { name: longNamed.displayName } },
  requestId: '0b51a9f1-6f7c-4f0e-9d53-0d3a52b4a1c7',
  changes: [
    { field: 'name', kind: 'text', from: 'Design Guild', to: oddGroup.displayName },
    { field: 'expiration', kind: 'time', from: '2026-02-01T00:00:00.000Z', to: '2026-08-01T00:00:00.000Z' },
    { field: 'allowExternalSenders', kind: 'word', from: 'false', to: 'true' },
    { field: 'owner', kind: 'person', to: ada.displayName },
  ],
};
const odd: AuditRow = {
  ...added,
  who: { name: longNamed.displayName },
  group: { name: oddGroup.displayName },
  outcome: 'begun',
};

/** A row of a list is no document: the export has all of them. */
const mostChanges = 6;

/** What happened, newest first. */
export const auditListCard = defineCard<AuditList>('rows', {
  samples: {
    everything: {
      view: {},
      reach: 'everything',
      rows: [
        added,
        odd,
        { ...added, who: { name: undefined }, group: { name: undefined }, outcome: 'failed', code: 'bug' },
      ],
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
    changed: {
      view: { outcome: 'done', request: '0b51a9f1-6f7c-4f0e-9d53-0d3a52b4a1c7' },
      reach: 'everything',
      rows: [renamed, { ...renamed, who: 'erased', whom: 'erased', inPlaceOf: 'erased' }],
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
      rows: data.rows.map((row) => rowOf(row, data.view, reader)),
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
  const narrow = [
    view.outcome === undefined ? '' : ` Only what was ${outcomes[view.outcome].toLowerCase()}.`,
    view.request === undefined ? '' : ' Only what belongs to one request.',
  ].join('');
  if (rows.length > 0)
    return `What was changed, asked for or refused through Muster${where}${days}. The newest first.${narrow}`;
  if (isContinued) return 'There is nothing older.';
  return `Nothing like this was changed, asked for or refused through Muster${where}${days}.${narrow}`;
}

function rowOf(row: AuditRow, view: AuditView, reader: Reader): Row {
  const { at, what, who, inPlaceOf, group, whom, decision, outcome, code, requestId, changes = [] } = row;
  const told = changes.slice(0, mostChanges).map((change) => changeWords(change, reader));
  const more = changes.length > mostChanges ? [`and ${changes.length - mostChanges} more`] : [];
  return {
    name: what,
    meta: [
      `By ${nameWords(who)}`,
      inPlaceOf ? `In place of ${nameWords(inPlaceOf)}` : '',
      whom ? `About ${nameWords(whom)}` : '',
      group ? `In ${group.name === undefined ? 'a group that is gone' : escapeText(group.name, 80)}` : '',
      decision ? `${decision.outcome === 'approved' ? 'Approved' : 'Rejected'} by ${nameWords(decision.by)}` : '',
      longTime(at, reader),
    ],
    text: [outcomeWords({ outcome, ...(code !== undefined && { code }) }), ...told, ...more].join('\n'),
    textLength: 1_200,
    ...(requestId !== undefined &&
      view.request === undefined && {
        actions: [executeAction('Whole request', 'audit.show', { ...auditData(view), request: requestId })],
      }),
  };
}

function nameWords(name: NameNow): string {
  if (name === 'erased') return `an ${erasedPerson}`;
  return name.name === undefined ? 'somebody who is gone' : escapeText(name.name, 80);
}

/** What the buttons send to show the same again. */
export function auditData({ group, person, did, outcome, request, from, to }: AuditView): Record<string, string> {
  return {
    ...(group && { group: group.id }),
    ...(person && { person: person.id }),
    ...(did && { did }),
    ...(outcome && { outcome }),
    ...(request !== undefined && { request }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function actionsOf(data: AuditList): Record<string, unknown>[] {
  const again = auditData(data.view);
  const isNarrow = Object.keys(again).length > 0;
  return [
    ...pageActions('audit.show', again, data),
    openDialog('Narrow down…', 'audit.show', { ...again, narrow: 'yes' }),
    ...(isNarrow ? [executeAction('Show everything', 'audit.show', {})] : []),
  ];
}
