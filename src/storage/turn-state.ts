import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { inTransaction, parseOwn, type Tables } from './rows.ts';
import type { Database } from './schema.ts';

/** Has the shape of the Bot Framework SDK's `Storage`, which is not named here: only `teams/` and `app/` know the SDK. */
export interface TurnState {
  /** @returns the items that exist, each with its `eTag` */
  read(keys: string[]): Promise<Record<string, unknown>>;
  /**
   * Writes all or none.
   * @throws Error with “eTag conflict”, when an item with an `eTag` other than `*` was changed by somebody else
   */
  write(changes: Record<string, unknown>): Promise<void>;
  delete(keys: string[]): Promise<void>;
}

/** What the SDK keeps between turns, as JSON. */
export function turnState(tables: Tables): TurnState {
  const { db } = tables;
  return {
    async read(keys) {
      if (keys.length === 0) return {};
      const rows = await db.selectFrom('turn_state').selectAll().where('key', 'in', keys).execute();
      return Object.fromEntries(rows.map((row) => [row.key, { ...(parseOwn(row.value) as object), eTag: row.etag }]));
    },

    write: (changes) =>
      inTransaction(tables, async (transaction) => {
        // In one order, so that two turns which write the same items never wait for each other.
        const items = Object.entries(changes).sort(([one], [other]) => (one < other ? -1 : 1));
        for (const [key, item] of items) await writeItem(transaction, key, item as { eTag?: string });
      }),

    async delete(keys) {
      if (keys.length > 0) await db.deleteFrom('turn_state').where('key', 'in', keys).execute();
    },
  };
}

async function writeItem(db: Kysely<Database>, key: string, { eTag, ...item }: { eTag?: string }): Promise<void> {
  const columns = { value: JSON.stringify(item), etag: randomUUID() };
  const mayOverwrite = !eTag || eTag === '*';
  const written = await db
    .insertInto('turn_state')
    .values({ key, ...columns })
    .onConflict((conflict) => {
      const update = conflict.column('key').doUpdateSet(columns);
      return mayOverwrite ? update : update.where('turn_state.etag', '=', eTag);
    })
    .returning('key')
    .executeTakeFirst();
  if (!written) throw new Error(`Storage: error writing "${key}" due to eTag conflict.`);
}
