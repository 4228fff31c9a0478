import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { wordsFor } from './statements.ts';

/** Lists of people that are worked off row by row, and their rows. */
export function peopleLists(engine: Engine): Migration {
  const { text, time, strict } = wordsFor(engine);
  return {
    async up(db: Kysely<unknown>) {
      const run = (statement: string) => sql.raw(statement).execute(db);
      await run(`create table people_list (
        tenant_id ${text} not null,
        id ${text} not null,
        kind ${text} not null,
        group_id ${text},
        group_name ${text},
        sender_id ${text} not null,
        sender_name ${text} not null,
        actor_id ${text},
        actor_name ${text},
        state ${text} not null,
        size integer not null,
        created_at ${time} not null,
        alive_until ${time} not null,
        saved_at ${time} not null,
        primary key (tenant_id, id)
      )${strict}`);
      await run(`create table people_list_entry (
        tenant_id ${text} not null,
        list_id ${text} not null,
        number integer not null,
        wanted ${text} not null,
        role ${text},
        what ${text} not null,
        person_id ${text},
        person_name ${text},
        same_as integer,
        primary key (tenant_id, list_id, number)
      )${strict}`);
      await run('create index people_list_entry_what on people_list_entry (tenant_id, list_id, what, number)');
      await run('create index people_list_saved on people_list (saved_at)');
    },
  };
}
