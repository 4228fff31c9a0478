import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll, wordsFor } from './statements.ts';

/** Messages of jobs from the moment when they are about to be sent: by the job's key, and by what they say of themselves. */
export function sentMessages(engine: Engine): Migration {
  const { text, time, strict } = wordsFor(engine);
  return {
    async up(db: Kysely<unknown>) {
      const statements = [
        `create table sent_message (
          tenant_id ${text} not null,
          key ${text} not null,
          id ${text} not null,
          recipient_id ${text} not null,
          sending_at ${time} not null,
          shown ${text},
          conversation_id ${text},
          activity_id ${text},
          primary key (tenant_id, key)
        )${strict}`,
        `create unique index sent_message_id on sent_message (tenant_id, id)`,
        `create index sent_message_age on sent_message (sending_at)`,
      ];
      await runAll(db, statements);
    },
  };
}
