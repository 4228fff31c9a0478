import type { AuditEntry } from '../ports/store.ts';

const outcomes: Record<AuditEntry['outcome'], string> = {
  begun: 'Begun. How it ended is not on record.',
  done: 'Done',
  requested: 'Asked for',
  refused: 'Refused',
  failed: 'Failed',
};

/** The first that fits. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^group\.not-owner$|not-owner$/, 'only owners may'],
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
