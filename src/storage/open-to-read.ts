import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { openPostgres } from './open-postgres.ts';
import type { StoreLocation } from './open-store.ts';
import type { Database } from './schema.ts';
import { NodeSqliteDialect } from './sqlite-driver.ts';
import { TransactionGuard } from './transaction-guard.ts';

/** Opens a store for reading alone: the bot may be running meanwhile. @throws Error when there is no store there */
export function openToRead(location: StoreLocation): Kysely<Database> {
  const guard = new TransactionGuard();
  if ('databaseUrl' in location) return openPostgres(location.databaseUrl, guard, 'working');
  const path = resolve(location.file);
  if (!existsSync(path)) throw new Error(`There is no store at ${path}.`);
  return new Kysely({
    dialect: new NodeSqliteDialect(new DatabaseSync(path, { readOnly: true, timeout: 5_000 }), guard),
  });
}

/** What those say who find columns missing. */
export const notUpToDate = 'This store cannot be read. Start the bot once, which brings it up to date.';
