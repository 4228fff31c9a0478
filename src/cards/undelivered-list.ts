import { defineCard, executeAction } from './define-card.ts';
import { escapeText } from './escape.ts';
import { counted, messagesCounted, whyUndelivered } from './outgoing-words.ts';
import { longTime, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, guild, longNamed, oddGroup } from './samples.ts';

/** A message that could not be sent, with names as they are today. */
export interface UndeliveredRow {
  /** What the buttons send; never shown. */
  id: string;
  what: string;
  /** What it was about. */
  about?: string;
  /** Undefined for somebody who is gone. */
  to: { person: string | undefined } | { channelOf: string | undefined } | undefined;
  /** When it was to go out, in the application's time. */
  dueAt: Date;
  code: string;
}

export interface UndeliveredList {
  rows: readonly UndeliveredRow[];
  total: number;
  /** Whether the reader may have them sent again. */
  isKeeper: boolean;
  next?: string;
  isContinued: boolean;
}

const sample: UndeliveredRow = {
  id: '0196f0a1b2c3-000001-0123456789abcdef',
  what: 'A question to decide on',
  about: guild.displayName,
  to: { person: ada.displayName },
  dueAt: new Date('2026-01-05T09:00:00Z'),
  code: 'message.unreachable',
};
const odd: UndeliveredRow = {
  ...sample,
  what: 'Word that a group expires',
  about: oddGroup.displayName,
  to: { channelOf: oddGroup.displayName },
  code: 'connector.timeout',
};

/** What could not be sent, the last first. */
export const undeliveredListCard = defineCard<UndeliveredList>('rows', {
  samples: {
    several: {
      rows: [sample, odd, { ...sample, to: { person: longNamed.displayName }, code: 'bug' }],
      total: 12_000,
      isKeeper: true,
      next: '1767603600000:0196f0a1b2c3-000001-0123456789abcdef',
      isContinued: true,
    },
    one: { rows: [{ ...sample, to: { person: undefined } }], total: 1, isKeeper: true, isContinued: false },
    reading: { rows: [{ ...odd, to: undefined }], total: 1, isKeeper: false, isContinued: false },
    nothing: { rows: [], total: 0, isKeeper: true, isContinued: false },
  },
  text: ({ total }) => (total === 0 ? 'Everything could be sent' : `${messagesCounted(total)} could not be sent`),
  view: (data, reader) =>
    rowsView({
      title: data.total === 0 ? 'Everything could be sent' : 'What could not be sent',
      sentence: sentenceOf(data),
      rows: data.rows.map((row) => rowOf(row, data.isKeeper, reader)),
      actions: [
        ...pageActions('outgoing.undelivered', {}, data),
        ...(data.isKeeper && data.total > 1
          ? [executeAction(`Try all ${counted(data.total)} again`, 'outgoing.retry', { all: 'yes' })]
          : []),
        executeAction('How messages go out', 'outgoing.progress', {}),
      ],
    }),
});

function sentenceOf({ total, rows, isContinued }: UndeliveredList): string {
  if (total === 0) return 'No message has been given up.';
  if (rows.length === 0) return isContinued ? 'There is nothing older.' : 'Somebody has just had them sent again.';
  const given =
    total === 1 ? 'One message was given up.' : `${counted(total)} messages were given up, the last one first.`;
  return `${given} What is no longer true or wanted is left out when it is tried again.`;
}

function rowOf({ id, what, about, to, dueAt, code }: UndeliveredRow, isKeeper: boolean, reader: Reader): Row {
  return {
    name: about === undefined ? what : `${what}: ${about}`,
    meta: [toWords(to), `Was to go out on ${longTime(dueAt, reader)}`],
    text: whyUndelivered(code),
    actions: isKeeper ? [executeAction('Try again', 'outgoing.retry', { message: id })] : [],
  };
}

function toWords(to: UndeliveredRow['to']): string {
  if (!to) return '';
  if ('person' in to) return `To ${to.person === undefined ? 'somebody who is gone' : escapeText(to.person, 80)}`;
  return `To the channel of ${to.channelOf === undefined ? 'a group that is gone' : escapeText(to.channelOf, 80)}`;
}
