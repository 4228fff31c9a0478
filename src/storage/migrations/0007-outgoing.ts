import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll } from './statements.ts';

/** Classes of jobs, what is claimed next in each, when a job was begun, and how fast was sent lately. */
export function outgoing(engine: Engine): Migration {
  const isPostgres = engine === 'postgres';
  const number = isPostgres ? 'bigint' : 'integer';
  const text = isPostgres ? 'text collate "C"' : 'text';
  const statements = [
    `alter table job add column class ${number} not null default 1`,
    `alter table job add column begun_at ${number}`,
    `update job set class = case kind
       when 'deliver-notice' then 2
       when 'deliver-request-card' then 0 when 'update-request-card' then 0 when 'tell-requester' then 0
       when 'settle-approval' then 0 when 'check-reach' then 0 when 'resume-command' then 0 else 1 end`,
    'drop index job_due',
    // Whose turn it is is asked for each tenant and class by itself: three steps into this index, however many wait.
    "create index job_turn on job (tenant_id, class, due_at, id) where state = 'waiting'",
    "create index job_dead on job (tenant_id, settled_at, id) where state = 'dead'",
    "create index job_done on job (tenant_id, due_at) where state = 'done'",
    ...(isPostgres
      ? [
          // A job is claimed and renewed in the place where it lies, and what was done is tidied up soon.
          'alter table job set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02)',
          // Not worth a write-ahead log: after a crash of the server nothing was sent lately.
          `create unlogged table pace (
             tenant_id ${text} not null, lane ${text} not null, sent ${text} not null, changed_at ${number} not null,
             primary key (tenant_id, lane))`,
        ]
      : []),
  ];
  return {
    async up(db: Kysely<unknown>) {
      await runAll(db, statements);
    },
  };
}
