import { sql, type RawBuilder } from 'kysely';
import type { DirectoryFacts } from '../domain/directory-group.ts';
import { factColumns, unheard } from './directory-group-rows.ts';
import type { Tables } from './rows.ts';

/** What is read of each told group, with its type in PostgreSQL. */
const columns = {
  id: 'text',
  name: 'text',
  kind: 'text',
  is_dynamic: 'integer',
  is_synced: 'integer',
  has_team: 'integer',
  visibility: 'text',
  classification: 'text',
  created_at: 'bigint',
  renewed_at: 'bigint',
  expires_at: 'bigint',
} as const;
const names = Object.keys(columns);

/**
 * Writes what was told of groups. All of them travel as one JSON text, because with a parameter for each value a page would
 * be some eighteen thousand.
 * @param options.chunk groups of which the same facts are told; facts that are not told stay as they are
 */
export async function upsertGroups(
  { db, engine }: Tables,
  {
    tenantId,
    generation,
    chunk,
  }: { tenantId: string; generation: number; chunk: readonly { id: string; facts: Partial<DirectoryFacts> }[] },
): Promise<void> {
  const rows = chunk.map(({ id, facts }) => ({ id, told: factColumns(facts) }));
  const json = JSON.stringify(rows.map(({ id, told }) => ({ id, ...unheard, ...told })));
  const changes = ['generation', ...Object.keys(rows[0]?.told ?? {})].map(
    (name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`,
  );
  const source: { values: RawBuilder<unknown>[]; from: RawBuilder<unknown> } =
    engine === 'sqlite'
      ? {
          values: names.map((name) => sql`value ->> ${sql.lit(name)}`),
          // Without a condition SQLite takes the conflict clause for one of a join.
          from: sql`json_each(${json}) where true`,
        }
      : {
          values: names.map((name) => sql.ref(name)),
          from: sql`jsonb_to_recordset(${json}::jsonb) as told (${sql.join(
            Object.entries(columns).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`),
          )})`,
        };
  await sql`
    insert into directory_group (tenant_id, generation, ${sql.join(names.map((name) => sql.ref(name)))})
    select ${tenantId}, ${sql.lit(generation)}, ${sql.join(source.values)} from ${source.from}
    on conflict (tenant_id, id) do update set ${sql.join(changes)}, gone_as = null, gone_at = null`.execute(db);
}
