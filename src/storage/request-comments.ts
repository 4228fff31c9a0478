import type { Kysely, Selectable } from 'kysely';
import { shownComments, type AroundRequest, type RequestComment } from '../domain/around-request.ts';
import type { Database } from './schema.ts';
import type { RequestCommentRow, RequestRow } from './request-schema.ts';

/** @returns how many comments there are on each of these, and the last of them; nothing is asked where there are none */
export async function commentsOf(
  db: Kysely<Database>,
  tenantId: string,
  rows: readonly Selectable<RequestRow>[],
): Promise<Map<string, NonNullable<AroundRequest['comments']>>> {
  const found = new Map<string, NonNullable<AroundRequest['comments']>>();
  for (const { id, comments: count } of rows.filter(({ comments }) => comments > 0)) {
    const last = await db
      .selectFrom('request_comment')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('request_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(shownComments)
      .execute();
    found.set(id, { count, last: last.reverse().map(commentFrom) });
  }
  return found;
}

/** @returns the row of a comment */
export function commentRow(
  tenantId: string,
  requestId: string,
  { id, by, at, text }: RequestComment,
): RequestCommentRow {
  return {
    tenant_id: tenantId,
    request_id: requestId,
    id,
    by_id: by.id,
    by_name: by.displayName,
    at: at.getTime(),
    text,
  };
}

/** @returns the comment of a row */
export function commentFrom(row: Selectable<RequestCommentRow>): RequestComment {
  return { id: row.id, by: { id: row.by_id, displayName: row.by_name }, at: new Date(row.at), text: row.text };
}
