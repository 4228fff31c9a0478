import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';

/** Where each person stands in the stream of what changes about groups. */
export function newsPlaces(engine: Engine): Migration {
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const time = engine === 'sqlite' ? 'integer' : 'bigint';
  return {
    async up(db: Kysely<unknown>) {
      await sql
        .raw(
          `create table news_place (
            tenant_id ${text} not null,
            user_id ${text} not null,
            token ${text} not null,
            asked_at ${time} not null,
            primary key (tenant_id, user_id)
          )${engine === 'sqlite' ? ' strict' : ''}`,
        )
        .execute(db);
    },
  };
}
