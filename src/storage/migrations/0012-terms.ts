import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll, wordsFor } from './statements.ts';

/** Memberships for a time, and the messages that show them. */
export function terms(engine: Engine): Migration {
  const { text, time, strict } = wordsFor(engine);
  return {
    async up(db: Kysely<unknown>) {
      const statements = [
        `create table term (
          tenant_id ${text} not null,
          id ${text} not null,
          group_id ${text} not null,
          group_name ${text} not null,
          person_id ${text} not null,
          person_name ${text} not null,
          set_by_id ${text} not null,
          set_by_name ${text} not null,
          ends_at ${time} not null,
          state ${text} not null,
          closed_by_id ${text},
          closed_by_name ${text},
          more_asked_at ${time},
          primary key (tenant_id, id)
        )${strict}`,
        `create unique index term_running on term (tenant_id, group_id, person_id) where state = 'running'`,
        `create index term_person on term (tenant_id, person_id, state, ends_at)`,
        `create index term_end on term (tenant_id, state, ends_at)`,
        `create table term_copy (
          tenant_id ${text} not null,
          term_id ${text} not null,
          recipient_id ${text} not null,
          occasion ${text} not null,
          conversation_id ${text} not null,
          activity_id ${text} not null,
          primary key (tenant_id, term_id, recipient_id, occasion)
        )${strict}`,
      ];
      await runAll(db, statements);
    },
  };
}
