import { createHash, randomBytes } from 'node:crypto';

/**
 * Ids as Exchange makes them: long, opaque, safe in a path, told apart by upper and lower case. They hold the mailbox and
 * what is kept in it.
 */
const conversationStart = Buffer.from([0, 4, 0x24, 0]);
const itemStart = Buffer.from([0, 3, 0x24, 0]);
const mailboxLength = 36;

/** @returns sixteen bytes that depend on the key, or on nothing when there is none */
export function itemKey(key?: string): Buffer {
  return key === undefined ? randomBytes(16) : createHash('sha256').update(key).digest().subarray(0, 16);
}

export function conversationIdOf(mailbox: string, key: Buffer): string {
  return encode([conversationStart, Buffer.from(mailbox), Buffer.from([0, 0x10, 0]), key]);
}

/** @param key the thread's own; the first thread of a conversation has that of the conversation */
export function threadIdOf(mailbox: string, conversationKey: Buffer, key: Buffer): string {
  const middle = Buffer.from([3, 0x24, 0x10, 0]);
  return encode([
    conversationStart,
    Buffer.from(mailbox),
    middle,
    conversationKey,
    Buffer.from([0x10, 0]),
    key.subarray(0, 16),
  ]);
}

/** @returns the id of a post, an event or an attachment */
export function itemIdOf(mailbox: string, folder: 'posts' | 'calendar', key: Buffer): string {
  const provider = itemKey(`provider ${mailbox}`);
  const place = itemKey(`${folder} ${mailbox}`);
  const kind = folder === 'posts' ? 0x0c : 0x0d;
  return encode([
    itemStart,
    Buffer.from(mailbox),
    Buffer.from([0, 0x46, 0, 0, 0, 0, 0]),
    provider,
    Buffer.from([7, 0]),
    place,
    Buffer.from([0, 0, 0, 0, 1, kind, 0, 0]),
    key,
    Buffer.from([0, 0]),
  ]);
}

/** @param date `2026-03-01`, on which the occurrence would start if nobody had moved it */
export function occurrenceIdOf(masterId: string, date: string): string {
  return encode([decode(masterId), Buffer.from([1, 0x10]), Buffer.from(date.replaceAll('-', ''))]);
}

/** @returns the series and the date of an occurrence's id, or undefined when it is no such id */
export function readOccurrenceId(id: string): { masterId: string; date: string } | undefined {
  const bytes = decode(id);
  const mark = bytes.length - 10;
  if (mark <= 0 || bytes[mark] !== 1 || bytes[mark + 1] !== 0x10) return undefined;
  const digits = bytes.subarray(mark + 2).toString('latin1');
  const date = /^(\d{4})(\d\d)(\d\d)$/.exec(digits)?.slice(1).join('-');
  return date === undefined ? undefined : { masterId: encode([bytes.subarray(0, mark)]), date };
}

/** Whether Exchange could have made an id at all; what it could not is refused in other words than what it lost. */
export function isExchangeId(id: string): boolean {
  const bytes = decode(id);
  const start = bytes.subarray(0, 4);
  return (
    /^[\w-]+={0,2}$/.test(id) &&
    bytes.length > 4 + mailboxLength &&
    (start.equals(conversationStart) || start.equals(itemStart))
  );
}

/** @returns what changes whenever the thing does, as `changeKey` and in etags */
export function changeKeyOf(...parts: string[]): string {
  const digest = createHash('sha256').update(parts.join('|')).digest();
  return Buffer.concat([Buffer.from('CQAAABYAAAC', 'base64'), digest.subarray(0, 22)]).toString('base64');
}

function encode(parts: Buffer[]): string {
  return Buffer.concat(parts).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

function decode(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
}
