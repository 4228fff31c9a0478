import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import type { Database, Engine } from './schema.ts';

/** What a family of tables works with: the connection, or inside `atomically` the transaction. */
export interface Tables {
  db: Kysely<Database>;
  engine: Engine;
  /** The time for timed work: a job without a time is due at once in it. */
  clock: Clock;
}

type WithoutNulls<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: Exclude<T[K], null>;
};

/** @returns the object without its null properties: rows say null, domain values leave out */
export function withoutNulls<T extends object>(value: T): WithoutNulls<T> {
  return Object.fromEntries(Object.entries(value).filter(([, property]) => property !== null)) as WithoutNulls<T>;
}

/** Parses JSON that this store wrote itself; its shape is what was written. */
export function parseOwn(json: string): unknown {
  return JSON.parse(json);
}

/**
 * Real time in epoch milliseconds, for leases: the one clock that all instances share. On PostgreSQL that is the
 * server's, so that instances whose clocks differ agree on when a lease ends.
 */
export function realNow(engine: Engine): RawBuilder<number> {
  return engine === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`${Date.now()}`;
}

/** Runs `work` in the transaction that is under way, or in one of its own. */
export function inTransaction<T>({ db }: Tables, work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
  return db.isTransaction
    ? work(db)
    : db.transaction().execute((transaction: Transaction<Database>) => work(transaction));
}
