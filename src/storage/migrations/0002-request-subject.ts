import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll } from './statements.ts';

/** Requests about somebody else: the subject, and one open request for each of them. */
export function requestSubject(engine: Engine): Migration {
  // Byte order, as for every other text.
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const statements = [
    `alter table request add column subject_id ${text}`,
    `alter table request add column subject_name ${text}`,
    'drop index request_open',
    `create unique index request_open on request (tenant_id, group_id, kind, requester_id, coalesce(subject_id, ''))
       where status in ('pending', 'approved', 'failed')`,
  ];
  return {
    async up(db: Kysely<unknown>) {
      await runAll(db, statements);
    },
  };
}
