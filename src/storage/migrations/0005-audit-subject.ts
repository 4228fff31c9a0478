import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll } from './statements.ts';

/** Whom an entry of the audit trail is about, and ways to find entries. Entries from before have none, and stay as they are. */
export function auditSubject(engine: Engine): Migration {
  // Byte order, as for every other text.
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const statements = [
    `alter table audit_event add column subject_kind ${text}`,
    `alter table audit_event add column subject_id ${text}`,
    'create index audit_event_of_group on audit_event (tenant_id, group_id, sequence)',
    'create index audit_event_by_actor on audit_event (tenant_id, actor_id, sequence)',
    'create index audit_event_about on audit_event (tenant_id, subject_id, sequence)',
    'create index audit_event_of_turn on audit_event (tenant_id, correlation_id)',
  ];
  return {
    async up(db: Kysely<unknown>) {
      await runAll(db, statements);
    },
  };
}
