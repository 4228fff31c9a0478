import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll } from './statements.ts';

/**
 * Who decides for whom while they are away, the messages that say so, and what people set for themselves. A decision says
 * in whose place it was made: `person_id` is whose word it counts as, `by_id` who said it, where that is somebody else.
 */
export function away(engine: Engine): Migration {
  const text = engine === 'sqlite' ? 'text' : 'text collate "C"';
  const whole = engine === 'sqlite' ? 'integer' : 'bigint';
  const strict = engine === 'sqlite' ? ' strict' : '';
  return {
    async up(db: Kysely<unknown>) {
      const statements = [
        `create table delegation (
          tenant_id ${text} not null,
          id ${text} not null,
          person_id ${text} not null,
          person_name ${text} not null,
          delegate_id ${text} not null,
          delegate_name ${text} not null,
          since ${whole} not null,
          until ${whole} not null,
          ended_at ${whole},
          ended_by ${text},
          primary key (tenant_id, id)
        )${strict}`,
        `create unique index delegation_running on delegation (tenant_id, person_id) where ended_at is null`,
        `create index delegation_delegate on delegation (tenant_id, delegate_id, ended_at)`,
        `create index delegation_person on delegation (tenant_id, person_id, ended_at)`,
        `create table delegation_copy (
          tenant_id ${text} not null,
          delegation_id ${text} not null,
          recipient_id ${text} not null,
          occasion ${text} not null,
          conversation_id ${text} not null,
          activity_id ${text} not null,
          primary key (tenant_id, delegation_id, recipient_id, occasion)
        )${strict}`,
        `create table preference (
          tenant_id ${text} not null,
          user_id ${text} not null,
          quiet_from ${text},
          quiet_to ${text},
          quiet_weekends ${whole} not null,
          primary key (tenant_id, user_id)
        )${strict}`,
        `alter table request add column decided_for_id ${text}`,
        `alter table request add column decided_for_name ${text}`,
        `alter table request_decision add column by_id ${text}`,
        `alter table request_decision add column by_name ${text}`,
      ];
      await runAll(db, statements);
    },
  };
}
