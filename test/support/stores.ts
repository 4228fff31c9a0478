import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, onTestFinished } from 'vitest';
import { openStore, type OpenedStore, type StoreLocation, type StoreOptions } from '../../src/storage/open-store.ts';
import { newSchema, runOn } from './postgres-schema.ts';
import { postgresUrl } from './postgres-url.ts';

/** An engine that the contract suite runs on. */
export interface EngineUnderTest {
  name: 'sqlite' | 'postgres';
  /** A new, empty place for a store, removed with all that was opened there when the test has finished. */
  place(): Promise<Place>;
}

/** Where one test's store lies. */
export interface Place {
  location: StoreLocation;
  open(options?: StoreOptions): Promise<OpenedStore>;
  /** Runs statements past the store, as somebody with the file or the password could. */
  tamper(...statements: string[]): Promise<Record<string, unknown>[]>;
}

const url = await postgresUrl();
if (!url && process.env['CI'])
  throw new Error('CI needs PostgreSQL for the store: install it, or set TEST_DATABASE_URL.');

const sqlite: EngineUnderTest = {
  name: 'sqlite',
  place() {
    const directory = mkdtempSync(join(tmpdir(), 'muster-store-'));
    const file = join(directory, 'muster.db');
    const place = placeAt({ file }, (statements) => {
      const raw = new DatabaseSync(file);
      try {
        const rows = statements.map((statement) => raw.prepare(statement).all());
        return Promise.resolve(rows.at(-1) ?? []);
      } finally {
        raw.close();
      }
    });
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    place.closeWhenFinished();
    return Promise.resolve(place);
  },
};

function postgresAt(server: string): EngineUnderTest {
  return {
    name: 'postgres',
    async place() {
      const { url: own, drop } = await newSchema(server);
      const place = placeAt({ databaseUrl: own }, (statements) => runOn(own, statements));
      onTestFinished(drop);
      place.closeWhenFinished();
      return place;
    },
  };
}

function placeAt(
  location: StoreLocation,
  tamper: (statements: readonly string[]) => Promise<Record<string, unknown>[]>,
) {
  const opened: OpenedStore[] = [];
  return {
    location,
    async open(options?: StoreOptions) {
      const store = await openStore(location, options);
      opened.push(store);
      return store;
    },
    tamper: (...statements: string[]) => tamper(statements),
    /** Hooks run last first: what is opened is closed before its place is removed. */
    closeWhenFinished() {
      onTestFinished(async () => {
        for (const store of opened) await store.close();
      });
    },
  };
}

/** SQLite always, PostgreSQL where the machine has it. */
export const engines: readonly EngineUnderTest[] = url ? [sqlite, postgresAt(url)] : [sqlite];

/** Runs a suite on each engine. Its title says so when PostgreSQL was not to be had. */
export function describeStore(subject: string, suite: (engine: EngineUnderTest) => void): void {
  for (const engine of engines) {
    const remark = engines.length === 1 ? ' (no PostgreSQL on this machine: SQLite only)' : '';
    describe(`${subject} on ${engine.name}${remark}`, () => suite(engine));
  }
}
