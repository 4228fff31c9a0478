import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll } from './statements.ts';

/** Notices that are one message, or stand in one thread; ends of groups that are deleted already; what people say of an end. */
export function noticesTogether(engine: Engine): Migration {
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const statements = [
    'alter table expiration add column is_deletion integer not null default 0',
    `alter table expiration add column said ${text}`,
    `alter table notice add column digest_id ${text}`,
    `alter table notice add column root_id ${text}`,
    'create index notice_digest on notice (tenant_id, digest_id) where digest_id is not null',
    `create index notice_unsent on notice (tenant_id, recipient_id, due_at) where state = 'waiting'`,
    `create index notice_dead on notice (tenant_id, expires_at, group_id) where state = 'dead'`,
  ];
  return {
    async up(db: Kysely<unknown>) {
      await runAll(db, statements);
    },
  };
}
