import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';
import { runAll, wordsFor } from './statements.ts';

/** What the scan knows of each group, and where it stands in the directory's stream of changes. */
export function directoryGroups(engine: Engine): Migration {
  const { text, time, strict } = wordsFor(engine);
  const statements = [
    `create table directory_group (
       tenant_id ${text} not null, id ${text} not null, name ${text} not null, kind ${text} not null,
       is_dynamic integer not null, is_synced integer not null, has_team integer not null, visibility ${text} not null,
       classification ${text}, created_at ${time}, renewed_at ${time}, expires_at ${time},
       owner_count integer, owner_ids ${text}, owners_at ${time}, generation integer not null,
       gone_as ${text}, gone_at ${time},
       primary key (tenant_id, id))${strict}`,
    `create index directory_group_expiry on directory_group (tenant_id, expires_at, id)
       where expires_at is not null and gone_at is null`,
    `create index directory_group_gone on directory_group (tenant_id, gone_at, id) where gone_at is not null`,
    `create index directory_group_ownerless on directory_group (tenant_id, id) where owner_count = 0 and gone_at is null`,
    // The scan walks through what is open by its end.
    `create index expiration_open_by_end on expiration (tenant_id, expires_at, group_id) where state = 'open'`,
    `create table delta_link (
       tenant_id ${text} not null primary key, generation integer not null, round ${text} not null, token ${text},
       started_at ${time} not null, swept_to ${text}, full_at ${time}, rules ${text}, step integer not null)${strict}`,
  ];
  return {
    async up(db: Kysely<unknown>) {
      await runAll(db, statements);
    },
  };
}
