import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { firstTables } from '../../src/storage/migrations/0001-first-tables.ts';
import { requestSubject } from '../../src/storage/migrations/0002-request-subject.ts';
import { notices } from '../../src/storage/migrations/0003-notices.ts';
import { requestDetails } from '../../src/storage/migrations/0004-request-details.ts';
import { auditSubject } from '../../src/storage/migrations/0005-audit-subject.ts';
import { openPostgres } from '../../src/storage/open-postgres.ts';
import type { Database } from '../../src/storage/schema.ts';
import { NodeSqliteDialect } from '../../src/storage/sqlite-driver.ts';
import { TransactionGuard } from '../../src/storage/transaction-guard.ts';
import type { Place } from './stores.ts';

export type OldRow = Record<string, string | number | null>;

/** Makes the tables as they were after the first five migrations. */
export async function makeOldTables({ location }: Place): Promise<void> {
  const guard = new TransactionGuard();
  const engine = 'file' in location ? 'sqlite' : 'postgres';
  const db =
    'file' in location
      ? new Kysely<Database>({ dialect: new NodeSqliteDialect(new DatabaseSync(location.file), guard) })
      : openPostgres(location.databaseUrl, guard, 'migrating');
  const migrations = {
    '0001-first-tables': firstTables(engine),
    '0002-request-subject': requestSubject(engine),
    '0003-notices': notices(engine),
    '0004-request-details': requestDetails(engine),
    '0005-audit-subject': auditSubject(engine),
  };
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest();
  await db.destroy();
  if (error) throw new Error('The old tables could not be made.', { cause: error });
}

/** A statement that puts a row in, past the store. */
export function insert(table: string, row: OldRow): string {
  const values = Object.values(row).map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`;
}
