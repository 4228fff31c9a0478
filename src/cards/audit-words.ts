import type { FieldKind } from '../domain/audit.ts';
import type { AuditEntry } from '../ports/audit.ts';
import { longTime, type Reader } from './reader.ts';

/** The outcomes that can be looked for. */
export const outcomeChoices = ['done', 'requested', 'refused', 'failed'] as const;

export const outcomes: Record<AuditEntry['outcome'], string> = {
  begun: 'Begun. How it ended is not on record.',
  done: 'Done',
  requested: 'Asked for',
  refused: 'Refused',
  failed: 'Failed',
};

/** The first that fits. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^group\.not-owner$|not-owner$/, 'only owners may'],
  [/^ender\.denied$/, 'the app was not granted the role for it'],
  [/\.denied$/, 'the directory did not allow it'],
  [/already-present$/, 'it was so already'],
  [/not-present$|not-found$/, 'it was not there'],
  [/^owner\.last$/, 'a group keeps its last owner'],
  [/^group\.cannot-change/, 'this group is not changed by hand'],
  [/^change\.none$/, 'somebody else was faster'],
  [/^request\.(own|about-you)$/, 'nobody decides about themselves'],
  [/^request\.(?:approved|done|rejected|withdrawn|lapsed|failed)$/, 'it was decided before'],
  [/^sign-in\./, 'a sign-in was missing'],
  [/^bug$/, 'a mistake in Muster'],
];

/** How a change ended, with why where a word for it is known. The code itself is in the export. */
export function outcomeWords({ outcome, code }: Pick<AuditEntry, 'outcome' | 'code'>): string {
  const reason = code === undefined ? undefined : reasons.find(([pattern]) => pattern.test(code))?.[1];
  return reason === undefined ? outcomes[outcome] : `${outcomes[outcome]}: ${reason}`;
}

/** What a person reads in the place of somebody who was erased. */
export const erasedPerson = 'erased person';

/** A field before and after, with names where the trail keeps ids. */
export interface ChangeShown {
  field: string;
  kind: FieldKind;
  from?: string;
  to?: string;
}

/** Fields whose name in the trail is no word. */
const fieldNames: Readonly<Record<string, string>> = {
  acceptedSender: 'may write',
  rejectedSender: 'may not write',
  allowExternalSenders: 'mail from outside',
  autoSubscribeNewMembers: 'mail for new members',
  hideFromAddressLists: 'hidden from address lists',
  hideFromOutlookClients: 'hidden from Outlook',
  lifetimeDays: 'days that groups live',
  entries: 'entries cut off',
  servicesOff: 'services switched off',
  until: 'member until',
  needed: 'still needed',
  visibilityKept: 'visibility confirmed',
  membersKept: 'members confirmed',
  theme: 'colour',
  upTo: 'up to entry',
  hash: 'hash',
  sealDigest: 'digest',
  erasedBefore: 'erased before',
  erased: 'erased fields',
  brokenAt: 'broken at entry',
};
const valueWords: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };

/** “Name: Guild → Circle”. Plain text, to be escaped whole. */
export function changeWords({ field, kind, from, to }: ChangeShown, reader: Reader): string {
  const side = (value: string | undefined) => {
    if (value === undefined) return '–';
    if (kind === 'time') return longTime(new Date(value), reader);
    return kind === 'word' ? (valueWords[value] ?? value) : value;
  };
  const name = fieldNames[field] ?? field;
  const label = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  if (from === undefined) return `${label}: ${side(to)}`;
  return `${label}: ${side(from)} → ${side(to)}`;
}
