import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll } from './statements.ts';

/** Reminders by whoever asked, comments, what a request follows, what was changed on approval, and what was taken back. */
export function aroundRequests(engine: Engine): Migration {
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const whole = engine === 'sqlite' ? 'integer' : 'bigint';
  const strict = engine === 'sqlite' ? ' strict' : '';
  const statements = [
    `alter table request add column nudged_at ${whole}`,
    `alter table request add column nudged ${text}`,
    `alter table request add column comments ${whole} not null default 0`,
    `alter table request add column follows ${text}`,
    `alter table request add column asked_as ${text}`,
    `alter table request add column undo_until ${whole}`,
    `alter table request add column undone_at ${whole}`,
    `alter table request add column undone_by_id ${text}`,
    `alter table request add column undone_by_name ${text}`,
    `create table request_comment (
       tenant_id ${text} not null, request_id ${text} not null, id ${text} not null, by_id ${text} not null,
       by_name ${text} not null, at ${whole} not null, text ${text} not null,
       constraint request_comment_pk primary key (tenant_id, request_id, id),
       foreign key (tenant_id, request_id) references request (tenant_id, id))${strict}`,
    'create index request_comment_at on request_comment (at)',
  ];
  return {
    async up(db: Kysely<unknown>) {
      await runAll(db, statements);
    },
  };
}
