import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { refuseNetworkFileSystem } from './network-file-systems.ts';
import type { Database } from './schema.ts';
import { NodeSqliteDialect } from './sqlite-driver.ts';
import { lockStoreFile } from './sqlite-lock.ts';
import { StorableTextPlugin } from './storable-text.ts';
import type { TransactionGuard } from './transaction-guard.ts';

/**
 * Somebody who only reads (a backup, a look with the command line) may hold the file for a moment, longest when the log
 * of a process that died is read in again: that must not keep the next one from starting.
 */
const busyTimeoutMs = 5_000;
/**
 * What a row that was acknowledged rests on. FULL (2): each commit is on the disk before the answer goes out. What is
 * deleted is overwritten, so that somebody who was erased is not found in the free space of the file.
 */
const pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: busyTimeoutMs,
  secure_delete: 1,
} as const;

/**
 * Opens a store file for this process alone, made with its directory where absent, readable by its owner only.
 * @throws Error when it lies on a network share, another process holds it, or SQLite does not take the settings
 */
export function openSqlite(file: string, guard: TransactionGuard): { db: Kysely<Database>; release: () => void } {
  const path = resolve(file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  refuseNetworkFileSystem(dirname(path));
  const release = lockStoreFile(path);
  try {
    keepPrivate(path);
    // From the first statement on: the first of them, `journal_mode`, is one that may have to wait.
    const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
    setPragmas(database);
    return {
      db: new Kysely({ dialect: new NodeSqliteDialect(database, guard), plugins: [new StorableTextPlugin()] }),
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Before SQLite opens it: the write-ahead log takes over the mode of the file. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  chmodSync(`${path}.lock`, 0o600);
}

function setPragmas(database: DatabaseSync): void {
  try {
    for (const [name, wanted] of Object.entries(pragmas)) {
      database.exec(`pragma ${name} = ${wanted}`);
      const [found] = Object.values(database.prepare(`pragma ${name}`).get() ?? {});
      if (found !== wanted)
        throw new Error(
          `SQLite has ${name} = ${String(found)} where ${wanted} is needed: is the disk local and writable?`,
        );
    }
  } catch (error) {
    database.close();
    throw error;
  }
}
