import type { GroupList, ListKind, RowEnd } from '../domain/people-lists.ts';
import { ada, grace, guild } from './samples.ts';

/** What became of rows, as a heading over them. */
export function endWords(what: RowEnd): string {
  switch (what) {
    case 'added':
      return 'Added';
    case 'removed':
      return 'Taken out';
    case 'already':
      return 'In it already';
    case 'absent':
      return 'Not in it';
    case 'repeated':
      return 'Named twice';
    case 'ambiguous':
      return 'Several people are called so';
    case 'unknown':
      return 'Not found in the directory';
    case 'unclear':
      return 'The role is neither member nor owner';
    case 'self':
      return 'You yourself: say “leave” for that';
    case 'lastOwner':
      return 'The last owner, and a group needs one';
    case 'guest':
      return 'Guests may not be let in';
    case 'full':
      return 'The group is full';
    case 'refused':
      return 'Refused by Microsoft 365';
    case 'notReached':
      return 'Microsoft 365 did not answer about them';
    case 'sending':
      return 'Under way when it came to a halt';
    case 'open':
      return 'Still to come';
  }
}

/** Such as “240 people”. */
export function rowWord(count: number): string {
  return count === 1 ? '1 person' : `${String(count)} people`;
}

/** Ready to show: what is done with people, between their number and the group. */
export function doneWord(kind: ListKind, count: number): string {
  const verb = count === 1 ? 'was' : 'were';
  return kind === 'add' ? `${verb} added to` : `${verb} taken out of`;
}

/** Verbs of the operation by which a list of this kind is sent. */
export function verbFor(kind: ListKind): string {
  return kind === 'add' ? 'member.add-many' : 'member.remove-many';
}

/** Nobody has decided on it. */
export const openListSample: GroupList = {
  tenantId: 'contoso',
  id: '6f1d2c3b-4a59-4e68-9d77-8c6b5a493827',
  kind: 'add',
  group: guild,
  sender: ada,
  state: 'draft',
  size: 240,
  createdAt: new Date('2026-01-05T09:00:00Z'),
};

export const listSample: GroupList = { ...openListSample, actor: grace, state: 'done' };
