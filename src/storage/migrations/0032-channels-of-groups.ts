import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { runAll } from './statements.ts';

/** Finds the first channel of a group without reading every conversation of the organisation in their order. */
export function channelsOfGroups(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const statements = [
        'drop index conversation_group',
        "create index conversation_channel on conversation (tenant_id, group_id, conversation_id) where kind = 'channel'",
      ];
      await runAll(db, statements);
    },
  };
}
