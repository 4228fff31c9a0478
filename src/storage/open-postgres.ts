import {
  Kysely,
  PostgresDialect,
  sql,
  type DatabaseIntrospector,
  type PostgresPool,
  type SchemaMetadata,
  type TableMetadata,
} from 'kysely';
import pg from 'pg';
import { AppError } from '../domain/errors.ts';
import type { Database } from './schema.ts';
import { StorableTextPlugin } from './storable-text.ts';
import type { TransactionGuard } from './transaction-guard.ts';

const int8 = 20;
/** `bigint` as a number: all of ours are times and counts, far below 2^53. Set per pool, not for the whole process. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
    oid === int8 ? Number : (pg.types.getTypeParser as (id: number, as?: string) => unknown)(oid, format),
};

const connecting: pg.PoolConfig = {
  types,
  application_name: 'muster',
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
};
/** A query that hangs must not hold a turn; a client that dies must not hold a row. */
const working: pg.PoolConfig = {
  max: 10,
  idleTimeoutMillis: 30_000,
  statement_timeout: 15_000,
  query_timeout: 20_000,
  idle_in_transaction_session_timeout: 30_000,
};

export interface PostgresOptions {
  /** Hears of a connection that broke while nobody used it; the pool replaces it by itself. */
  onConnectionLost?: ((error: Error) => void) | undefined;
}

/**
 * @param url TLS is as the URL says (`sslmode`)
 * @param purpose `migrating` waits without limit, `working` gives up in time
 * @returns Kysely over a pool; `destroy()` ends it
 */
export function openPostgres(
  url: string,
  guard: TransactionGuard,
  purpose: 'migrating' | 'working',
  options: PostgresOptions = {},
): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    ...connecting,
    ...(purpose === 'working' ? working : { max: 2 }),
  });
  pool.on('error', (error) => options.onConnectionLost?.(error));
  return new Kysely({
    dialect: new OwnSchemaDialect({ pool: guarded(pool, guard) }),
    plugins: [new StorableTextPlugin()],
  });
}

/**
 * Shows Kysely's migrator the tables of our own schema only. Its own introspector takes a migration table in any schema of
 * the database for ours, and fails when somebody drops a schema meanwhile.
 */
class OwnSchemaDialect extends PostgresDialect {
  override createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    const getTables = async (): Promise<TableMetadata[]> => {
      const { rows } = await sql<{ name: string; schema: string }>`
        select tablename as name, schemaname as schema from pg_tables where schemaname = current_schema()`.execute(db);
      return rows.map((table) => ({ ...table, isView: false, isForeign: false, columns: [] }));
    };
    return {
      getTables,
      async getSchemas() {
        const { rows } = await sql<SchemaMetadata>`select current_schema() as name`.execute(db);
        return rows;
      },
    };
  }
}

function guarded(pool: pg.Pool, guard: TransactionGuard): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      guard.assertOutside();
      try {
        return await pool.connect();
      } catch (cause) {
        throw new AppError('upstream', {
          code: 'store.unreachable',
          advice: 'The database cannot be reached just now. Please try again in a minute.',
          cause,
        });
      }
    },
  };
}

const oldestVersion = 130_000;

/** @throws Error when the server is too old or keeps another encoding than UTF-8 */
export async function assertSuitable(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`.execute(
    db,
  );
  const [server] = rows;
  if (!server || server.version < oldestVersion) throw new Error('PostgreSQL 13 or newer is needed.');
  if (server.encoding !== 'UTF8') throw new Error(`The database must be in UTF8, not ${server.encoding}.`);
}
