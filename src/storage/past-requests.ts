import type { Kysely } from 'kysely';
import type { PastRequest } from '../ports/requests.ts';
import { withStages } from './request-stages.ts';
import type { Database } from './schema.ts';

/** Requests made since then, in the order of their ids. */
export async function requestsMadeSince(
  db: Kysely<Database>,
  tenantId: string,
  start: Date,
  { limit, after = '' }: { limit: number; after?: string },
): Promise<PastRequest[]> {
  const rows = await db
    .selectFrom('request')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('created_at', '>=', start.getTime())
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  const requests = await withStages(db, tenantId, rows);
  const known = await classificationsOf(
    db,
    tenantId,
    requests.map(({ group }) => group.id),
  );
  return requests.map((request) => {
    const classification = known.get(request.group.id);
    return { request, ...(classification !== undefined && { classification }) };
  });
}

async function classificationsOf(
  db: Kysely<Database>,
  tenantId: string,
  groupIds: readonly string[],
): Promise<Map<string, string>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('directory_group')
    .select(['id', 'classification'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', [...new Set(groupIds)])
    .execute();
  return new Map(rows.flatMap(({ id, classification }) => (classification === null ? [] : [[id, classification]])));
}
