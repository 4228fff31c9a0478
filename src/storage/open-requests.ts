import { sql, type Kysely } from 'kysely';
import { allPages } from '../domain/all-pages.ts';
import type { PastRequest } from '../ports/requests.ts';
import type { StoreLocation } from './open-store.ts';
import { notUpToDate, openToRead } from './open-to-read.ts';
import { requestsMadeSince } from './past-requests.ts';
import type { Database } from './schema.ts';

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
    yield* allPages(perRead, (last) =>
      requestsMadeSince(db, tenantId, start, { limit: perRead, ...(last && { after: last.request.id }) }),
    );
  }
}
