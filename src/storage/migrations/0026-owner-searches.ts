import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll, wordsFor } from './statements.ts';

/** Searches for owners of groups that nobody owns; and when the owners of a group were gone through as people. */
export function ownerSearches(engine: Engine): Migration {
  const { text, time, strict } = wordsFor(engine);
  return {
    async up(db: Kysely<unknown>) {
      const statements = [
        `create table owner_search (
          tenant_id ${text} not null,
          id ${text} not null,
          group_id ${text} not null,
          group_name ${text} not null,
          state ${text} not null,
          since ${time} not null,
          former_ids ${text} not null,
          round integer not null,
          revision integer not null,
          owner_id ${text},
          owner_name ${text},
          confirmed_by_id ${text},
          confirmed_by_name ${text},
          primary key (tenant_id, id)
        )${strict}`,
        `create unique index owner_search_open on owner_search (tenant_id, group_id)
          where state in ('asking', 'accepted', 'exhausted')`,
        `create index owner_search_since on owner_search (tenant_id, since, id)
          where state in ('asking', 'accepted', 'exhausted')`,
        `create table owner_candidate (
          tenant_id ${text} not null,
          search_id ${text} not null,
          person_id ${text} not null,
          person_name ${text} not null,
          place integer not null,
          kind ${text} not null,
          state ${text} not null,
          answer_by ${time},
          accepted_at ${time},
          primary key (tenant_id, search_id, person_id)
        )${strict}`,
        `create table owner_search_copy (
          tenant_id ${text} not null,
          search_id ${text} not null,
          recipient_id ${text} not null,
          occasion ${text} not null,
          conversation_id ${text} not null,
          activity_id ${text} not null,
          primary key (tenant_id, search_id, recipient_id, occasion)
        )${strict}`,
        `create table admins_found (
          tenant_id ${text} not null primary key,
          problem ${text},
          at ${time} not null
        )${strict}`,
        `alter table directory_group add column owners_checked_at ${time}`,
        `alter table directory_group add column checked_owner_ids ${text}`,
      ];
      await runAll(db, statements);
    },
  };
}
