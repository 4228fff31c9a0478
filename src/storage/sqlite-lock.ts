import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';

/**
 * Keeps a store file for this process, until the lock is released or the process dies: it is a write lock of the
 * operating system, held on `<file>.lock` through SQLite. `<file>.pid` only tells others who holds it.
 * @returns releases the lock
 * @throws Error that names the holder, when another process (or another store in this one) has the file
 */
export function lockStoreFile(file: string): () => void {
  const pidFile = `${file}.pid`;
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('begin immediate');
  } catch (cause) {
    lock.close();
    throw new Error(
      `${file} is in use by ${holder(pidFile)}. Stop that one first; to run several instances use PostgreSQL: set DATABASE_URL.`,
      { cause },
    );
  }
  writeFileSync(pidFile, `${process.pid} ${hostname()}\n`, { mode: 0o600 });
  return () => {
    rmSync(pidFile, { force: true });
    lock.close();
  };
}

function holder(pidFile: string): string {
  try {
    const [pid, host] = readFileSync(pidFile, 'utf8').trim().split(' ');
    return `process ${pid ?? '?'} on ${host ?? '?'}`;
  } catch {
    return 'another process';
  }
}
