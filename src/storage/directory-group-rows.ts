import type { Selectable } from 'kysely';
import type { DirectoryFacts, DirectoryGroup } from '../domain/directory-group.ts';
import { parseOwn } from './rows.ts';
import type { DirectoryGroupRow } from './lifecycle-schema.ts';
import { storable } from './storable-text.ts';

export type FactColumns = Pick<
  DirectoryGroupRow,
  | 'name'
  | 'kind'
  | 'is_dynamic'
  | 'is_synced'
  | 'has_team'
  | 'visibility'
  | 'classification'
  | 'created_at'
  | 'renewed_at'
  | 'expires_at'
>;

/** For a group of which only some facts have been heard yet. */
export const unheard: FactColumns = {
  name: '',
  kind: 'security',
  is_dynamic: 0,
  is_synced: 0,
  has_team: 0,
  visibility: 'private',
  classification: null,
  created_at: null,
  renewed_at: null,
  expires_at: null,
};

const columnOf = {
  displayName: (name: string) => ({ name: storable(name) }),
  kind: (kind: DirectoryFacts['kind']) => ({ kind }),
  isDynamic: (is: boolean) => ({ is_dynamic: Number(is) }),
  isSynced: (is: boolean) => ({ is_synced: Number(is) }),
  hasTeam: (has: boolean) => ({ has_team: Number(has) }),
  visibility: (visibility: DirectoryFacts['visibility']) => ({ visibility }),
  classification: (text: string | null) => ({ classification: text === null ? null : storable(text) }),
  createdAt: (at: Date | null) => ({ created_at: at?.getTime() ?? null }),
  renewedAt: (at: Date | null) => ({ renewed_at: at?.getTime() ?? null }),
  expiresAt: (at: Date | null) => ({ expires_at: at?.getTime() ?? null }),
} satisfies { [Fact in keyof DirectoryFacts]: (value: DirectoryFacts[Fact]) => Partial<FactColumns> };

/** The columns of the facts that were heard, and no other. */
export function factColumns(facts: Partial<DirectoryFacts>): Partial<FactColumns> {
  const columns = Object.entries(facts).map(([fact, value]) =>
    (columnOf[fact as keyof DirectoryFacts] as (value: unknown) => Partial<FactColumns>)(value),
  );
  return Object.assign({}, ...columns) as Partial<FactColumns>;
}

export function groupFrom(row: Selectable<DirectoryGroupRow>): DirectoryGroup {
  const { owner_ids: ids, owners_at: ownersAt, gone_as: as, gone_at: goneAt } = row;
  return {
    tenantId: row.tenant_id,
    id: row.id,
    displayName: row.name,
    kind: row.kind,
    isDynamic: row.is_dynamic === 1,
    isSynced: row.is_synced === 1,
    hasTeam: row.has_team === 1,
    visibility: row.visibility,
    classification: row.classification,
    createdAt: dateOf(row.created_at),
    renewedAt: dateOf(row.renewed_at),
    expiresAt: dateOf(row.expires_at),
    ...(ids !== null && ownersAt !== null && { owners: { ids: parseOwn(ids) as string[], at: new Date(ownersAt) } }),
    ...(as !== null && goneAt !== null && { gone: { as, at: new Date(goneAt) } }),
  };
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(time);
}
