import type { Expiration, Notice } from '../domain/expiry.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { expiryActions, type NoticeReader } from './expiry-actions.ts';
import { expirySentence, expiryStatus, expiryTitle, phaseOf, saidLine, type Phase } from './expiry-words.ts';
import type { Reader } from './reader.ts';
import { expirationSample, noticeIdSample, noticeSample } from './samples-expiry.ts';
import { ada, grace, guild, oddGroup } from './samples.ts';
import { avatarOf } from './words.ts';

/** More rows than these nobody reads on a phone; what is left comes in a card of its own. */
export const mostInDigest = 8;

/** Several ends of groups in one message to one owner. */
export interface ExpiryDigest {
  digestId: string;
  rows: readonly { notice: Notice; expiration: Expiration; hasTeam: boolean }[];
  /** Who reads it. */
  userId: string;
  /** The notice whose row shows everything that can be done. */
  open?: string;
  /** What came of a press of a button in the row that is open, in plain words. */
  notice?: string;
}

const end = expirationSample();
const row = (expiration: Expiration, number: number) => ({
  expiration,
  hasTeam: true,
  notice: { ...noticeSample(expiration), id: `${noticeIdSample.slice(0, -1)}${String(number)}` },
});
const some = {
  digestId: '55555555-0000-4000-8000-0000000000d1',
  userId: ada.id,
  rows: [
    row(end, 1),
    row(expirationSample({ groupId: oddGroup.id, groupName: oddGroup.displayName }), 2),
    row(expirationSample({ groupName: 'Project Falcon', expiresAt: new Date('2026-01-21T14:30:00Z') }), 3),
  ],
};
const settled = [
  row(expirationSample({ state: 'moved', movedTo: new Date('2026-07-17T09:00:00Z') }), 1),
  row(expirationSample({ groupName: 'Project Falcon', state: 'gone', movedTo: new Date('2026-02-05T09:00:00Z') }), 2),
  row(expirationSample({ groupName: 'Old News', state: 'exempt' }), 3),
];
const full = Array.from({ length: mostInDigest }, (_, index) =>
  row(expirationSample({ groupName: `${guild.displayName} ${String(index + 1)}` }), index + 1),
);

export const expiryDigestCard = defineCard<ExpiryDigest>('expiry-digest', {
  samples: {
    some,
    open: { ...some, open: `${noticeIdSample.slice(0, -1)}2` },
    later: { ...some, open: `${noticeIdSample.slice(0, -1)}1`, notice: 'You hear again in 3 days.' },
    notNeeded: {
      ...some,
      rows: [row(expirationSample({ notNeeded: { by: grace, at: end.expiresAt } }), 1), ...some.rows.slice(1)],
    },
    partly: { ...some, rows: [...settled.slice(0, 2), ...some.rows.slice(1)] },
    settled: { ...some, rows: settled },
    full: { ...some, rows: full, open: full[0]?.notice.id ?? '' },
  },
  text: (data, reader) => titleOf(data, reader),
  view: (data, reader) => ({
    digestId: data.digestId,
    title: titleOf(data, reader),
    sentence: sentenceOf(data, reader),
    rows: data.rows.map((one) => rowView(one, data, reader)),
  }),
});

function phasesOf({ rows }: ExpiryDigest, reader: Reader): Phase[] {
  return rows.map(({ expiration }) => phaseOf(expiration, reader));
}

function titleOf(data: ExpiryDigest, reader: Reader): string {
  const coming = phasesOf(data, reader).filter((phase) => phase === 'coming').length;
  const [first] = data.rows.filter(({ expiration }) => phaseOf(expiration, reader) === 'coming');
  if (coming === 0) return 'What became of your groups';
  if (coming === 1 && first) return expiryTitle(first.expiration, reader, plain);
  return `${String(coming)} of your groups expire`;
}

function sentenceOf(data: ExpiryDigest, reader: Reader): string {
  const [first, ...others] = data.rows.filter(({ expiration }) => phaseOf(expiration, reader) === 'coming');
  if (!first) return 'None of them waits for you any more.';
  return others.length === 0
    ? expirySentence(first.expiration, reader)
    : 'Unless an owner renews them before, Microsoft 365 deletes them with their mail, files, calendars and teams. They can be brought back for 30 days after that.';
}

function rowView(
  { notice, expiration, hasTeam }: ExpiryDigest['rows'][number],
  { digestId, userId, open, notice: said }: ExpiryDigest,
  reader: Reader,
): Record<string, unknown> {
  const isOpen = open === notice.id;
  const about: NoticeReader = { expiration, noticeId: notice.id, userId, as: 'owner', hasTeam };
  const { status, statusColor } = expiryStatus(expiration, reader);
  const words = isOpen && said !== undefined ? escapeText(said, 300) : saidLine(expiration, reader, userId);
  const actions = expiryActions(about, reader);
  return {
    ...avatarOf({ displayName: expiration.groupName }),
    name: escapeText(expiration.groupName, 120),
    status,
    statusColor,
    words,
    hasWords: words !== '',
    actions: isOpen ? actions : firstOf(actions, { digestId, noticeId: notice.id, expiration }),
  };
}

/** In a row that is not open, the first button and one for the others. */
function firstOf(
  actions: readonly Record<string, unknown>[],
  { digestId, noticeId, expiration }: { digestId: string; noticeId: string; expiration: Expiration },
): Record<string, unknown>[] {
  const name = plain(expiration.groupName, 80);
  const [first] = actions;
  // Only one button of a card is marked: which of the groups comes first is not for us to say.
  const renew = { ...first };
  delete renew['style'];
  if (actions.length <= 1) return first ? [{ ...renew, tooltip: `${String(first['title'])}: ${name}` }] : [];
  return [
    { ...renew, tooltip: `${String(renew['title'])}: ${name}` },
    { ...executeAction('More', 'notice.digest', { digestId, open: noticeId }), tooltip: `More: ${name}` },
  ];
}
