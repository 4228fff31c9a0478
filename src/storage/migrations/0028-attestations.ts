import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll, wordsFor } from './statements.ts';

/** Rounds in which owners confirm their groups: what was asked, of whom, on which day, and who is in the group. */
export function attestations(engine: Engine): Migration {
  const { text, time, strict } = wordsFor(engine);
  return {
    async up(db: Kysely<unknown>) {
      const statements = [
        `create table attestation_rule (
          tenant_id ${text} not null,
          rule ${text} not null,
          began_at ${time} not null,
          primary key (tenant_id, rule)
        )${strict}`,
        `create table attestation (
          tenant_id ${text} not null,
          id ${text} not null,
          group_id ${text} not null,
          group_name ${text} not null,
          round integer not null,
          is_last integer not null,
          state ${text} not null,
          terms ${text} not null,
          started_at ${time} not null,
          lapses_at ${time} not null,
          escalated_at ${time},
          ended_at ${time},
          visibility ${text},
          answers ${text} not null,
          members ${text},
          revision integer not null,
          primary key (tenant_id, id)
        )${strict}`,
        `create unique index attestation_round on attestation (tenant_id, group_id, round)`,
        `create unique index attestation_open on attestation (tenant_id, group_id) where state = 'open'`,
        `create index attestation_list on attestation (tenant_id, is_last, state, lapses_at, id)`,
        `create table attestation_asked (
          tenant_id ${text} not null,
          attestation_id ${text} not null,
          person_id ${text} not null,
          role ${text} not null,
          primary key (tenant_id, attestation_id, person_id)
        )${strict}`,
        `create index attestation_asked_person on attestation_asked (tenant_id, person_id, attestation_id)`,
        `create table attestation_day (
          tenant_id ${text} not null,
          person_id ${text} not null,
          day integer not null,
          slot integer not null,
          attestation_id ${text} not null,
          primary key (tenant_id, person_id, day, slot)
        )${strict}`,
        `create unique index attestation_day_once on attestation_day (tenant_id, attestation_id, person_id)`,
        `create table attestation_copy (
          tenant_id ${text} not null,
          attestation_id ${text} not null,
          recipient_id ${text} not null,
          occasion ${text} not null,
          conversation_id ${text} not null,
          activity_id ${text} not null,
          primary key (tenant_id, attestation_id, recipient_id, occasion)
        )${strict}`,
        `create table attestation_member (
          tenant_id ${text} not null,
          attestation_id ${text} not null,
          member_id ${text} not null,
          name ${text} not null,
          type ${text} not null,
          is_guest integer not null,
          is_disabled integer not null,
          position ${text} not null,
          search ${text} not null,
          state ${text} not null,
          code ${text},
          primary key (tenant_id, attestation_id, member_id)
        )${strict}`,
        `create index attestation_member_left on attestation_member (tenant_id, attestation_id, state, position)`,
      ];
      await runAll(db, statements);
    },
  };
}
