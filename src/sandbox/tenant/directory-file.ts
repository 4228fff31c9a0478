import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GroupRecord, LinkKind, UserRecord } from './records.ts';

/** Kinds of records besides people and groups. */
export const otherKinds = ['policy', 'setting', 'team'] as const;
/** Kinds of what Exchange keeps. */
export const mailKinds = ['thread', 'event', 'photo', 'visit'] as const;
export type MailKind = (typeof mailKinds)[number];
/** Kinds of what Planner, OneNote and SharePoint keep, and of what apps keep with groups. */
export const workKinds = [
  'plan',
  'bucket',
  'task',
  'notebook',
  'file',
  'subsite',
  'list',
  'extension',
  'schema',
  'schemaValues',
  'licence',
  'appRole',
  'grant',
] as const;
export type WorkKind = (typeof workKinds)[number];
export type OtherKind = (typeof otherKinds)[number] | MailKind | WorkKind;
/** What Exchange keeps, as it was read. */
export type StoredMail = Record<MailKind, unknown[]>;
/** The same of what people work on. */
export type StoredWork = Record<WorkKind, unknown[]>;

/** Everything that a file holds, read once at start. Records are trusted: only this class writes them. */
interface StoredDirectory {
  users: UserRecord[];
  groups: GroupRecord[];
  links: { groupId: string; kind: LinkKind; objectId: string }[];
  others: Record<OtherKind, unknown[]>;
}

/** Layout of the file; a file with another one is started over, for what it holds is only a sandbox's. */
const layout = 4;

/**
 * The directory on disk: one row per object and per link, so a change costs the rows that it touches. A crash of the
 * machine may lose the last changes, a crash of the process none.
 */
export class DirectoryFile {
  readonly #database: DatabaseSync;
  readonly #putObject: StatementSync;
  readonly #dropObject: StatementSync;
  readonly #putLink: StatementSync;
  readonly #dropLink: StatementSync;
  readonly #dropLinksOf: StatementSync;
  #depth = 0;

  /** @param file a path, whose folder is made when it is missing, or `:memory:` */
  constructor(file: string) {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    this.#database = new DatabaseSync(file);
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
    this.#makeTables();
    this.#putObject = this.#database.prepare('INSERT OR REPLACE INTO object (id, type, json) VALUES (?, ?, ?)');
    this.#dropObject = this.#database.prepare('DELETE FROM object WHERE id = ?');
    this.#putLink = this.#database.prepare('INSERT OR IGNORE INTO link (group_id, kind, object_id) VALUES (?, ?, ?)');
    this.#dropLink = this.#database.prepare('DELETE FROM link WHERE group_id = ? AND kind = ? AND object_id = ?');
    this.#dropLinksOf = this.#database.prepare('DELETE FROM link WHERE group_id = ? OR object_id = ?');
  }

  read(): StoredDirectory {
    const others = Object.fromEntries(
      [...otherKinds, ...mailKinds, ...workKinds].map((kind): [OtherKind, unknown[]] => [kind, []]),
    ) as StoredDirectory['others'];
    const stored: StoredDirectory = { users: [], groups: [], links: [], others };
    for (const row of this.#database.prepare('SELECT type, json FROM object').iterate()) {
      const record: unknown = JSON.parse(String(row['json']));
      const type = String(row['type']);
      if (type === 'user') stored.users.push(record as UserRecord);
      else if (type === 'group') stored.groups.push(record as GroupRecord);
      else others[type as OtherKind].push(record);
    }
    for (const row of this.#database.prepare('SELECT group_id, kind, object_id FROM link ORDER BY rowid').iterate()) {
      stored.links.push({
        groupId: String(row['group_id']),
        kind: String(row['kind']) as LinkKind,
        objectId: String(row['object_id']),
      });
    }
    return stored;
  }

  putObject(record: UserRecord | GroupRecord): void {
    this.#putObject.run(record.id, record.type, JSON.stringify(record));
  }

  putOther(kind: OtherKind, record: { id: string }): void {
    this.#putObject.run(`${kind} ${record.id}`, kind, JSON.stringify(record));
  }

  dropOther(kind: OtherKind, id: string): void {
    this.#dropObject.run(`${kind} ${id}`);
  }

  putLink(groupId: string, kind: LinkKind, objectId: string): void {
    this.#putLink.run(groupId, kind, objectId);
  }

  dropLink(groupId: string, kind: LinkKind, objectId: string): void {
    this.#dropLink.run(groupId, kind, objectId);
  }

  /** Drops an object and every link from or to it. */
  dropObject(id: string): void {
    this.#dropObject.run(id);
    this.#dropLinksOf.run(id, id);
  }

  clear(): void {
    this.#database.exec('DELETE FROM object; DELETE FROM link');
  }

  /** Writes all or nothing; calls within calls belong to the outermost. */
  atomically(write: () => void): void {
    if (this.#depth++ === 0) this.#database.exec('BEGIN IMMEDIATE');
    try {
      write();
      if (this.#depth === 1) this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#depth === 1) this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  close(): void {
    this.#database.close();
  }

  #makeTables(): void {
    const found = this.#database.prepare('PRAGMA user_version').get()?.['user_version'];
    if (found !== layout) this.#database.exec('DROP TABLE IF EXISTS object; DROP TABLE IF EXISTS link');
    this.#database.exec(`
      CREATE TABLE IF NOT EXISTS object (id TEXT PRIMARY KEY, type TEXT NOT NULL, json TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS link (
        group_id TEXT NOT NULL, kind TEXT NOT NULL, object_id TEXT NOT NULL,
        UNIQUE (group_id, kind, object_id)) STRICT;
      CREATE INDEX IF NOT EXISTS link_by_object ON link (object_id);
      PRAGMA user_version = ${layout};`);
  }
}
