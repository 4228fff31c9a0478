import { sql, type Kysely } from 'kysely';
import type { Engine } from '../schema.ts';

/** How an engine writes what every table is made of. */
export interface EngineWords {
  /** Compared byte by byte. */
  text: string;
  /** Epoch milliseconds. */
  time: string;
  /** Behind a table: refuses values of another type, where the engine would take them. */
  strict: string;
}

/** @returns the words of one engine */
export function wordsFor(engine: Engine): EngineWords {
  return engine === 'sqlite'
    ? { text: 'text', time: 'integer', strict: ' strict' }
    : { text: 'text collate "C"', time: 'bigint', strict: '' };
}

/** Carries statements out one after the other; the caller's transaction holds them together. */
export async function runAll(db: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
