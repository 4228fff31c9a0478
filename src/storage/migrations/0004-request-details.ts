import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';

/** What a request asks for beyond a group and a person, as JSON. */
export function requestDetails(engine: Engine): Migration {
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  return {
    async up(db: Kysely<unknown>) {
      await sql.raw(`alter table request add column details ${text}`).execute(db);
    },
  };
}
