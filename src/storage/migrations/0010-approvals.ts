import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll } from './statements.ts';

/**
 * Stages of approval: who is asked in each, and what each of them has said. What was asked before becomes a request of
 * one stage. New groups were decided by whom the policy named then, which those who were asked are believed to be.
 */
export function approvals(engine: Engine): Migration {
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const whole = engine === 'sqlite' ? 'integer' : 'bigint';
  const strict = engine === 'sqlite' ? ' strict' : '';
  const key = `tenant_id ${text} not null, request_id ${text} not null, stage ${whole} not null`;
  const ofRequest = 'foreign key (tenant_id, request_id) references request (tenant_id, id)';
  const statements = [
    `alter table request add column wish ${text}`,
    `alter table request add column terms ${text}`,
    `alter table request add column stage ${whole} not null default 0`,
    `alter table request add column revision ${whole} not null default 0`,
    `alter table request_copy add column stage ${whole} not null default 0`,
    'drop index request_open',
    `create unique index request_open on request (tenant_id, group_id, kind, requester_id, coalesce(subject_id, ''))
       where status in ('pending', 'agreed', 'approved', 'failed')`,
    `create table request_stage (
       ${key}, source ${text} not null, decides ${text} not null, begun_at ${whole}, escalated_at ${whole},
       constraint request_stage_pk primary key (tenant_id, request_id, stage), ${ofRequest})${strict}`,
    `create table request_decision (
       ${key}, person_id ${text} not null, person_name ${text} not null, at ${whole} not null, outcome ${text} not null,
       reason ${text} not null,
       constraint request_decision_pk primary key (tenant_id, request_id, stage, person_id), ${ofRequest})${strict}`,
    `insert into request_stage (tenant_id, request_id, stage, source, decides, begun_at)
       select tenant_id, id, 0, case kind when 'create' then '{"kind":"people","principalNames":[]}' else '{"kind":"owners"}' end,
         'any', created_at
       from request where exists (select 1 from request_approver asked
         where asked.tenant_id = request.tenant_id and asked.request_id = request.id)`,
    `insert into request_decision (tenant_id, request_id, stage, person_id, person_name, at, outcome, reason)
       select tenant_id, id, 0, decided_by_id, decided_by_name, decided_at, decision_outcome, coalesce(decision_reason, '')
       from request where decided_by_id is not null and exists (select 1 from request_stage begun
         where begun.tenant_id = request.tenant_id and begun.request_id = request.id)`,
    'drop index request_approver_waiting',
    'alter table request_approver rename to request_approver_before',
    `create table request_approver (
       ${key}, approver_id ${text} not null, approver_name ${text} not null, position ${whole} not null,
       role ${text} not null,
       constraint request_approver_asked primary key (tenant_id, request_id, stage, approver_id), ${ofRequest})${strict}`,
    `insert into request_approver (tenant_id, request_id, stage, approver_id, approver_name, position, role)
       select tenant_id, request_id, 0, approver_id, approver_name, position, 'approver' from request_approver_before`,
    'drop table request_approver_before',
    'create index request_approver_waiting on request_approver (tenant_id, approver_id)',
  ];
  return {
    async up(db: Kysely<unknown>) {
      await runAll(db, statements);
    },
  };
}
