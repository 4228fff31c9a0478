import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { sealTrails } from '../audit-seal.ts';
import { runAll } from './statements.ts';

/** The columns that nothing may ever change. */
const fixed = [
  'tenant_id',
  'sequence',
  'at',
  'operation',
  'outcome',
  'group_id',
  'subject_kind',
  'request_id',
  'code',
  'correlation_id',
  'previous_hash',
  'hash',
  'format',
  'decision_outcome',
  'decision_at',
  'graph_request_ids',
  'commitments',
];
/** Those that an erasure may empty. */
const erasable = ['on_behalf_of_id', 'subject_id', 'decided_by_id'];

/**
 * What was changed, by which calls and on which decision; and personal fields that can be erased: from here on they are
 * outside of what is hashed. Entries from before keep their hash, and are sealed as they are.
 */
export function auditDetails(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const run = async (statements: readonly string[]) => {
        await runAll(db, statements);
      };
      await run([...columns(engine), ...withoutGuards[engine]]);
      await sealTrails(db);
      await run(guards[engine]);
    },
  };
}

function columns(engine: Engine): string[] {
  // Byte order, as for every other text.
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const whole = engine === 'sqlite' ? 'integer' : 'bigint';
  return [
    ...['on_behalf_of_id', 'decision_outcome', 'decided_by_id', 'graph_request_ids', 'details'].map(
      (name) => `alter table audit_event add column ${name} ${text}`,
    ),
    `alter table audit_event add column decision_at ${whole}`,
    `alter table audit_event add column format ${whole} not null default 1`,
    `alter table audit_event add column commitments ${text} not null default '{}'`,
    `alter table audit_event add column salts ${text} not null default '{}'`,
    `alter table audit_head add column cut_to ${whole} not null default 0`,
    'create index audit_event_of_request on audit_event (tenant_id, request_id, sequence)',
    'create index audit_event_of_trail on audit_event (tenant_id, operation, sequence)',
  ];
}

const withoutGuards: Record<Engine, readonly string[]> = {
  sqlite: ['drop trigger audit_event_no_update', 'drop trigger audit_event_no_delete'],
  postgres: ['drop trigger audit_event_append_only on audit_event'],
};

/** Nothing but an erasure changes an entry, and none goes that was not cut off. */
const isNoErasure = (same: string): string =>
  [
    ...fixed.map((name) => `new.${name} ${same} old.${name}`),
    ...erasable.map((name) => `(new.${name} ${same} old.${name} or new.${name} is null)`),
    "new.actor_id in (old.actor_id, '')",
  ].join(' and ');

const guards: Record<Engine, readonly string[]> = {
  sqlite: [
    `create trigger audit_event_no_update before update on audit_event when not (${isNoErasure('is')})
       begin select raise(abort, 'audit_event is append-only'); end`,
    `create trigger audit_event_no_delete before delete on audit_event
       when old.sequence > coalesce((select cut_to from audit_head where tenant_id = old.tenant_id), 0)
       begin select raise(abort, 'audit_event is append-only'); end`,
  ],
  postgres: [
    `create trigger audit_event_no_truncate before truncate on audit_event
       for each statement execute function refuse_change()`,
    `create trigger audit_event_no_update before update on audit_event for each row
       when (not (${isNoErasure('is not distinct from')})) execute function refuse_change()`,
    `create function refuse_uncut() returns trigger language plpgsql as
       $$ begin
         if old.sequence > coalesce((select cut_to from audit_head where tenant_id = old.tenant_id), 0)
           then raise exception '% is append-only', tg_table_name;
         end if;
         return old;
       end $$`,
    `create trigger audit_event_no_delete before delete on audit_event
       for each row execute function refuse_uncut()`,
  ],
};
