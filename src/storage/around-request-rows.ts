import type { Selectable } from 'kysely';
import type { AroundRequest, AskedAs, EarlierRequest } from '../domain/around-request.ts';
import type { PersonRef } from '../domain/people.ts';
import type { GroupRequest } from '../domain/requests.ts';
import { parseOwn } from './rows.ts';
import type { RequestRow } from './request-schema.ts';

type AroundColumns = Pick<
  RequestRow,
  | 'nudged_at'
  | 'nudged'
  | 'comments'
  | 'follows'
  | 'asked_as'
  | 'undo_until'
  | 'undone_at'
  | 'undone_by_id'
  | 'undone_by_name'
>;

/** @returns the columns of what there is about a request besides who decides on it */
export function aroundColumns({ nudge, follows, askedAs, undoUntil, undone }: AroundRequest): AroundColumns {
  return {
    nudged_at: nudge?.at.getTime() ?? null,
    nudged: nudge ? JSON.stringify(nudge.people) : null,
    comments: 0,
    follows: follows ? JSON.stringify({ ...follows, at: follows.at?.getTime() }) : null,
    asked_as: askedAs ? JSON.stringify(askedAs) : null,
    undo_until: undoUntil?.getTime() ?? null,
    undone_at: undone?.at.getTime() ?? null,
    undone_by_id: undone?.by.id ?? null,
    undone_by_name: undone?.by.displayName ?? null,
  };
}

/** What differs from what was asked for, where a decision changed it. */
export function amendedColumns({ askedAs, wish }: Pick<GroupRequest, 'askedAs' | 'wish'>) {
  if (!askedAs) return {};
  return { asked_as: JSON.stringify(askedAs), wish: wish ? JSON.stringify(wish) : null };
}

/** @returns the columns that say until when it can be taken back, or that it was */
export function doneColumns({ undoUntil, undone }: Pick<AroundRequest, 'undoUntil' | 'undone'>) {
  return {
    ...(undoUntil && { undo_until: undoUntil.getTime() }),
    ...(undone && {
      undone_at: undone.at.getTime(),
      undone_by_id: undone.by.id,
      undone_by_name: undone.by.displayName,
    }),
  };
}

/** @returns the same as values, nulls for what is not there; comments have rows of their own */
export function aroundFrom(row: Selectable<RequestRow>) {
  return {
    nudge:
      row.nudged_at === null
        ? null
        : { at: new Date(row.nudged_at), people: parseOwn(row.nudged ?? '[]') as readonly PersonRef[] },
    follows: row.follows === null ? null : earlierFrom(row.follows),
    askedAs: row.asked_as === null ? null : (parseOwn(row.asked_as) as AskedAs),
    undoUntil: row.undo_until === null ? null : new Date(row.undo_until),
    undone: undoneFrom(row),
  };
}

function earlierFrom(json: string): EarlierRequest {
  const { at, ...rest } = parseOwn(json) as Omit<EarlierRequest, 'at'> & { at?: number };
  return { ...rest, ...(at !== undefined && { at: new Date(at) }) };
}

function undoneFrom(row: Selectable<RequestRow>): { by: PersonRef; at: Date } | null {
  const { undone_at: at, undone_by_id: id, undone_by_name: displayName } = row;
  return at === null || id === null ? null : { by: { id, displayName: displayName ?? '' }, at: new Date(at) };
}
