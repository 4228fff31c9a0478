import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** An exclusive hold on a data folder. */
export interface DataLock {
  /** Writes down where the holder can be reached, for the one who finds the folder taken. */
  announce(cloudUrl: string, pageUrl: string): void;
  release(): void;
}

interface Holder {
  pid: number;
  cloudUrl?: string;
  pageUrl?: string;
}

/**
 * Takes a data folder for this process alone. The lock is the operating system's, held through an open SQLite
 * transaction: it ends with the process however that ends, so a dead holder never stands in the way.
 * @throws Error that names the holder's process id and address
 */
export function lockData(dataDir: string): DataLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const holderFile = path.join(dataDir, 'holder.json');
  const database = new DatabaseSync(path.join(dataDir, 'lock.db'));
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw new Error(takenMessage(dataDir, readHolder(holderFile)));
  }
  const write = (holder: Holder) => writeFileSync(holderFile, JSON.stringify(holder));
  write({ pid: process.pid });
  return {
    announce: (cloudUrl, pageUrl) => write({ pid: process.pid, cloudUrl, pageUrl }),
    release: () => {
      rmSync(holderFile, { force: true });
      database.close();
    },
  };
}

function takenMessage(dataDir: string, holder: Holder | undefined): string {
  const where = holder?.pageUrl === undefined ? 'still starting' : `its page is ${holder.pageUrl}`;
  const who = holder === undefined ? 'another process' : `process ${holder.pid} (${where})`;
  return `The sandbox data in ${dataDir} is in use by ${who}. Stop it first, or choose another folder with --data.`;
}

function readHolder(file: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null && 'pid' in value ? (value as Holder) : undefined;
  } catch {
    return undefined;
  }
}
