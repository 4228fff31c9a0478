import { createHash } from 'node:crypto';
import { insert, makeOldTables, type OldRow } from './old-tables.ts';
import type { EngineUnderTest, Place } from './stores.ts';

/** An entry as they were written before personal fields stood outside of what is hashed. */
export interface OldEntry {
  tenantId: string;
  actorId: string;
  groupId?: string;
  subjectId?: string;
}

/** A place whose store was made, and written to, before the trail had its second format. */
export async function placeWithOldEntries(engine: EngineUnderTest, entries: readonly OldEntry[]): Promise<Place> {
  const place = await engine.place();
  await makeOldTables(place);
  const ends = new Map<string, { sequence: number; hash: string }>();
  for (const entry of entries) {
    const { sequence, hash: previous } = ends.get(entry.tenantId) ?? { sequence: 0, hash: '0'.repeat(64) };
    const row = rowOf(entry, sequence + 1);
    const hash = createHash('sha256')
      .update(`${previous}\n${JSON.stringify(contentOf(row))}`)
      .digest('hex');
    await place.tamper(insert('audit_event', { ...row, previous_hash: previous, hash }));
    ends.set(entry.tenantId, { sequence: sequence + 1, hash });
  }
  for (const [tenant_id, end] of ends) await place.tamper(insert('audit_head', { tenant_id, ...end }));
  return place;
}

function rowOf({ tenantId, actorId, groupId, subjectId }: OldEntry, sequence: number): OldRow {
  return {
    tenant_id: tenantId,
    sequence,
    at: Date.UTC(2025, 0, sequence),
    actor_id: actorId,
    operation: 'member.add',
    outcome: 'done',
    group_id: groupId ?? null,
    subject_kind: subjectId === undefined ? null : 'person',
    subject_id: subjectId ?? null,
    request_id: null,
    code: null,
    correlation_id: `old-${sequence}`,
  };
}

/** What was hashed: these fields in this order, the subject only where there was one. */
function contentOf(row: OldRow): OldRow {
  const names = ['actor_id', 'at', 'code', 'correlation_id', 'group_id', 'operation', 'outcome', 'request_id'];
  const subject = row['subject_kind'] === null ? [] : ['subject_kind', 'subject_id'];
  return Object.fromEntries([...names, 'sequence', 'tenant_id', ...subject].map((name) => [name, row[name] ?? null]));
}
