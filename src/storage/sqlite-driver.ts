import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import type { TransactionGuard } from './transaction-guard.ts';

/** Joins Kysely to `node:sqlite`: one connection, handed from one user to the next in the order in which they asked. */
export class NodeSqliteDialect implements Dialect {
  readonly #database: DatabaseSync;
  readonly #guard: TransactionGuard;

  constructor(database: DatabaseSync, guard: TransactionGuard) {
    this.#database = database;
    this.#guard = guard;
  }

  createDriver(): Driver {
    return new NodeSqliteDriver(this.#database, this.#guard);
  }

  createAdapter(): SqliteAdapter {
    return new NodeSqliteAdapter();
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

class NodeSqliteAdapter extends SqliteAdapter {
  /** SQLite rolls DDL back like anything else, so a migration that is cut off leaves nothing half done. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  /** The queue is in the driver: Kysely's own could not tell a caller that waits for itself. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #guard: TransactionGuard;
  readonly #connection: DatabaseConnection;
  #lastInLine = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(database: DatabaseSync, guard: TransactionGuard) {
    this.#database = database;
    this.#guard = guard;
    this.#connection = new NodeSqliteConnection(database);
  }

  async init(): Promise<void> {
    // The database is open already.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#guard.assertOutside();
    const before = this.#lastInLine;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#lastInLine = before.then(() => promise);
    await before;
    this.#release = () => resolve(undefined);
    return this.#connection;
  }

  releaseConnection(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }

  /** `immediate`: a transaction that reads first and writes later must not find that somebody wrote in between. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // After some errors (a full disk) SQLite has rolled back by itself, and a second time would hide the cause.
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    await this.acquireConnection();
    this.#database.close();
    this.#release();
  }
}

/** A busy bot spent nearly as long on preparing statements as on carrying them out. Those with many rows differ in their number. */
const keptStatements = 500;

class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new LRUCache<string, StatementSync>({ max: keptStatements });

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    return new Promise((resolve) => {
      const statement = this.#prepared(sql);
      const values = parameters as readonly SQLInputValue[];
      if (statement.columns().length === 0) {
        const { changes } = statement.run(...values);
        resolve({ rows: [], numAffectedRows: BigInt(changes) });
        return;
      }
      const rows = statement.all(...values) as R[];
      resolve({ rows, numAffectedRows: BigInt(rows.length) });
    });
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** One that is read row by row is nobody else's meanwhile, so it is not kept. */
  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    const rows = this.#database.prepare(sql).iterate(...(parameters as readonly SQLInputValue[]));
    for (const row of rows) yield await Promise.resolve({ rows: [row as R] });
  }
}
