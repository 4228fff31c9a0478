import { sql, type Kysely } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { jobQueue } from './jobs.ts';
import { migrate } from './migrate.ts';
import { assertSuitable, openPostgres, type PostgresOptions } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import type { Tables } from './rows.ts';
import type { Database, Engine } from './schema.ts';
import { storeOver } from './store.ts';
import { TransactionGuard } from './transaction-guard.ts';
import { turnState, type TurnState } from './turn-state.ts';

/** Where the store is: PostgreSQL for several instances, or a file on a local disk for one. */
export type StoreLocation = { databaseUrl: string } | { file: string };

export interface OpenedStore {
  store: Store;
  /** For the Bot Framework SDK. */
  turnState: TurnState;
  engine: Engine;
  /** Asks the database something. @throws when it does not answer */
  check: () => Promise<void>;
  /** Forgets jobs that were done or died before a (real) time; after 90 days nobody enqueues their keys again. */
  forgetFinishedBefore: (time: Date) => Promise<void>;
  /** Waits for what is under way. The store cannot be used any more. */
  close: () => Promise<void>;
}

export interface StoreOptions extends PostgresOptions {
  /** The time for timed work; this machine's when absent. */
  clock?: Clock;
}

/**
 * Opens the store and brings its schema up to date.
 * @throws Error that says what to mend, when the file is on a network share, is held by another process, or the
 *   database is unsuitable; AppError `store.unreachable` when PostgreSQL cannot be reached
 */
export async function openStore(location: StoreLocation, options: StoreOptions = {}): Promise<OpenedStore> {
  const guard = new TransactionGuard();
  const { db, close } =
    'file' in location ? await onSqlite(location.file, guard) : await onPostgres(location.databaseUrl, guard, options);
  const engine = 'file' in location ? 'sqlite' : 'postgres';
  let closing: Promise<void> | undefined;
  const tables: Tables = { db, engine, clock: options.clock ?? { now: () => new Date() } };
  return {
    store: storeOver(tables, guard),
    turnState: turnState(tables),
    engine,
    check: () => ask(db),
    forgetFinishedBefore: (time) => jobQueue(tables).forgetFinishedBefore(time),
    close: () => (closing ??= close()),
  };
}

async function ask(db: Kysely<Database>): Promise<void> {
  await sql`select 1`.execute(db);
}

interface OpenedDatabase {
  db: Kysely<Database>;
  close: () => Promise<void>;
}

async function onSqlite(file: string, guard: TransactionGuard): Promise<OpenedDatabase> {
  const { db, release } = openSqlite(file, guard);
  const close = async () => {
    await db.destroy();
    release();
  };
  try {
    await migrate(db, 'sqlite');
    await freeLeases(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, close };
}

/** Only one process holds the file, so whoever held a lease on something in it is gone: nobody has to wait it out. */
async function freeLeases(db: Kysely<Database>): Promise<void> {
  await db.updateTable('job').set({ lease: null, lease_until: null }).where('lease', 'is not', null).execute();
  await db.updateTable('activity').set({ lease_until: 0 }).where('status', 'is', null).execute();
  await db.updateTable('people_list').set({ alive_until: 0 }).where('state', '=', 'running').execute();
}

async function onPostgres(url: string, guard: TransactionGuard, options: PostgresOptions): Promise<OpenedDatabase> {
  const migrating = openPostgres(url, guard, 'migrating', options);
  try {
    await assertSuitable(migrating);
    await migrate(migrating, 'postgres');
  } finally {
    await migrating.destroy();
  }
  const db = openPostgres(url, guard, 'working', options);
  // The pool is Kysely's to end only once it has been used.
  await ask(db);
  return { db, close: () => db.destroy() };
}
