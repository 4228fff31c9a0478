import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll, wordsFor } from './statements.ts';

/** Ends of groups, and what people are told about them: each message is a row before it is sent. */
export function notices(engine: Engine): Migration {
  // Byte order, as for every other text.
  const { text, time, strict } = wordsFor(engine);
  const statements = [
    `create table expiration (
       tenant_id ${text} not null, group_id ${text} not null, expires_at ${time} not null, group_name ${text} not null,
       state ${text} not null, moved_to ${time}, not_needed_by_id ${text}, not_needed_by_name ${text}, not_needed_at ${time},
       primary key (tenant_id, group_id, expires_at))${strict}`,
    `create index expiration_open on expiration (tenant_id) where state = 'open'`,
    `create table notice (
       tenant_id ${text} not null, id ${text} not null, group_id ${text} not null, expires_at ${time} not null,
       step ${text} not null, recipient_kind ${text} not null, recipient_id ${text} not null, due_at ${time} not null,
       planned_at ${time} not null, state ${text} not null, sending_at ${time}, conversation_id ${text}, activity_id ${text},
       primary key (tenant_id, id),
       foreign key (tenant_id, group_id, expires_at) references expiration (tenant_id, group_id, expires_at))${strict}`,
    // What makes a second notice of the same impossible, whatever else goes wrong.
    `create unique index notice_once on notice (tenant_id, group_id, expires_at, step, recipient_kind, recipient_id)`,
    `create index notice_message on notice (tenant_id, conversation_id, activity_id) where activity_id is not null`,
    `create index conversation_group on conversation (tenant_id, group_id) where kind = 'channel'`,
  ];
  return {
    async up(db: Kysely<unknown>) {
      await runAll(db, statements);
    },
  };
}
