import { sql, type Kysely } from 'kysely';
import type { GroupRequest } from '../domain/requests.ts';
import type { StoreLocation } from './open-store.ts';
import { notUpToDate, openToRead } from './open-to-read.ts';
import { withStages } from './request-stages.ts';
import type { Database } from './schema.ts';

/** A request as it ended, or stands. */
export interface PastRequest {
  request: GroupRequest;
  /** Of its group, as the scan read it last. */
  classification?: string;
}

/** The requests of a store, for reading alone: the bot may be running meanwhile. */
export interface OpenedRequests {
  /** Of all tenants, those made since then. */
  since(start: Date): AsyncGenerator<PastRequest>;
  close(): Promise<void>;
}

const perRead = 500;

/** @throws Error that says what to mend, when there is no store there, or one that the bot has not brought up to date */
export async function openRequests(location: StoreLocation): Promise<OpenedRequests> {
  const db = openToRead(location);
  try {
    await sql`select decided_for_id from request where id = ''`.execute(db);
  } catch (cause) {
    await db.destroy();
    throw new Error(notUpToDate, { cause });
  }
  return { since: (start) => requestsSince(db, start), close: () => db.destroy() };
}

async function* requestsSince(db: Kysely<Database>, start: Date): AsyncGenerator<PastRequest> {
  const tenants = await db.selectFrom('request').select('tenant_id').distinct().execute();
  for (const { tenant_id: tenantId } of tenants) {
    let after = '';
    for (;;) {
      const rows = await db
        .selectFrom('request')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('created_at', '>=', start.getTime())
        .where('id', '>', after)
        .orderBy('id')
        .limit(perRead)
        .execute();
      const requests = await withStages(db, tenantId, rows);
      const known = await classificationsOf(
        db,
        tenantId,
        requests.map(({ group }) => group.id),
      );
      for (const request of requests) {
        const classification = known.get(request.group.id);
        yield { request, ...(classification !== undefined && { classification }) };
      }
      if (rows.length < perRead) break;
      after = rows.at(-1)?.id ?? after;
    }
  }
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
