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

/** What a row that was acknowledged rests on. FULL (2): each commit is on the disk before the answer goes out. */
const pragmas = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: 5000 } as const;

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
    const database = new DatabaseSync(path);
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
