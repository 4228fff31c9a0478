import type { Group } from './groups.ts';
import type { PersonRef } from './people.ts';
import type { PastedRow } from './people-table.ts';

/** What is to become of the people in a list. */
export type ListKind = 'add' | 'remove';

/**
 * `draft`: somebody still has to say yes; `asked`: an owner has; `running`: it is being worked off; `stopped`: that came
 * to a halt and can go on; `done`, `declined` by an owner, `lapsed` because none answered.
 */
export type ListState = 'draft' | 'asked' | 'running' | 'stopped' | 'done' | 'declined' | 'lapsed';

/** A list of people that somebody sent, with the group that it is for. Its rows are kept beside it. */
export interface PeopleList {
  tenantId: string;
  id: string;
  kind: ListKind;
  /** Absent while the sender has not said for which. */
  group?: Pick<Group, 'id' | 'displayName'>;
  sender: PersonRef;
  /** Who works it off, or has decided on it; absent until then. */
  actor?: PersonRef;
  state: ListState;
  /** How many rows it has. */
  size: number;
  createdAt: Date;
}

/** A list whose group is known. */
export type GroupList = PeopleList & Required<Pick<PeopleList, 'group'>>;

/** What became of rows, in the order in which a report tells them. */
export const rowEnds = [
  'added',
  'removed',
  'already',
  'absent',
  'repeated',
  'ambiguous',
  'unknown',
  'unclear',
  'self',
  'lastOwner',
  'guest',
  'full',
  'refused',
  'notReached',
  'sending',
  'open',
] as const;

/**
 * `added` and `removed`: done; `already`: was in the group before; `absent`: was not in it; `repeated`: the same person as
 * in another row; `ambiguous`: several people are called so; `unknown`: nobody is; `unclear`: the role is neither member
 * nor owner; `self`: the one who sends the list; `lastOwner`: the group needs one; `guest`: guests are not let in; `full`:
 * the group is; `refused` by Microsoft 365; `notReached`: it did not answer about this one; `sending`: it was asked, and
 * the answer was never read; `open`: its turn has not come.
 */
export type RowEnd = (typeof rowEnds)[number];

export interface ListRow extends PastedRow {
  what: RowEnd;
  /** Whom it means, where that was found. */
  person?: PersonRef;
  /** For `repeated`: the number of the row that names the same person. */
  sameAs?: number;
}

/** How many rows there are of each end; those of which there are none may be missing. */
export type RowCounts = Partial<Record<RowEnd, number>>;

/** Ends of rows that somebody can mend and send once more. */
export const toMend: readonly RowEnd[] = ['ambiguous', 'unknown', 'unclear', 'guest', 'full', 'refused', 'notReached'];

/** Ends of rows whose turn is still to come. */
export const toDo: readonly RowEnd[] = ['sending', 'open'];

export function countOf(counts: RowCounts, ends: readonly RowEnd[]): number {
  return ends.reduce((sum, what) => sum + (counts[what] ?? 0), 0);
}

/** A list that nobody works off is offered to the owners for so long. */
export const askedDays = 14;
/** Lists are kept for so long: addresses of people are nothing to keep for ever. */
export const keptDays = 30;
