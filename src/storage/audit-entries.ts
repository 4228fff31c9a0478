import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { AuditEntry, AuditFilter } from '../ports/audit.ts';
import { detailsOf, graphRequestIdsOf } from './audit-format.ts';
import { withoutNulls } from './rows.ts';
import type { AuditEventRow, Database } from './schema.ts';

/** See `AuditTrail.newest`. */
export async function newestEntries(
  db: Kysely<Database>,
  tenantId: string,
  filter: AuditFilter,
  { limit, before }: { limit: number; before?: number },
): Promise<AuditEntry[]> {
  if (filter.groupIds?.length === 0 || filter.operations?.length === 0) return [];
  const rows = await db
    .selectFrom('audit_event as event')
    .selectAll('event')
    .where('event.tenant_id', '=', tenantId)
    .$if(before !== undefined, (query) => query.where('event.sequence', '<', before ?? 0))
    .where((build) => build.and(conditionsOf(build, filter)))
    .where((build) => build.or([build('event.outcome', '<>', 'begun'), build.not(build.exists(endOf(build)))]))
    .orderBy('event.sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map(entryOf);
}

const personColumns = ['actor_id', 'subject_id', 'on_behalf_of_id'] as const;

/** Also those whose entries, or whose end of the chain, are missing. */
export async function tenantsIn(db: Kysely<Database>): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_head')
    .select('tenant_id')
    .union(db.selectFrom('audit_event').select('tenant_id'))
    .execute();
  return rows.map(({ tenant_id }) => tenant_id).sort();
}

type Build = ExpressionBuilder<Database & { event: AuditEventRow }, 'event'>;

function conditionsOf(build: Build, filter: AuditFilter): Expression<SqlBool>[] {
  const { groupIds, personId, subjectId, requestId, operations, outcome, from, until } = filter;
  return [
    ...(groupIds ? [build('event.group_id', 'in', groupIds)] : []),
    ...(personId === undefined
      ? []
      : [build.or(personColumns.map((column) => build(`event.${column}`, '=', personId)))]),
    ...(subjectId === undefined ? [] : [build('event.subject_id', '=', subjectId)]),
    ...(requestId === undefined ? [] : [build('event.request_id', '=', requestId)]),
    ...(outcome === undefined ? [] : [build('event.outcome', '=', outcome)]),
    ...(operations ? [build('event.operation', 'in', operations)] : []),
    ...(from ? [build('event.at', '>=', from.getTime())] : []),
    ...(until ? [build('event.at', '<', until.getTime())] : []),
  ];
}

/** How a change that began ended. */
function endOf(build: Build) {
  return build
    .selectFrom('audit_event as end')
    .select('end.sequence')
    .whereRef('end.tenant_id', '=', 'event.tenant_id')
    .whereRef('end.correlation_id', '=', 'event.correlation_id')
    .whereRef('end.sequence', '>', 'event.sequence')
    .where('end.outcome', '<>', 'begun');
}

/** @returns an entry as it was given, with its place in the chain */
export function entryOf(row: AuditEventRow): AuditEntry {
  const { group_id, subject_kind, subject_id, request_id, code, decision_outcome, decision_at } = row;
  const graphRequestIds = graphRequestIdsOf(row);
  const details = detailsOf(row);
  return {
    tenantId: row.tenant_id,
    sequence: row.sequence,
    at: new Date(row.at),
    actorId: row.actor_id,
    operation: row.operation,
    outcome: row.outcome,
    correlationId: row.correlation_id,
    ...withoutNulls({ groupId: group_id, requestId: request_id, code, onBehalfOfId: standInFor(row) }),
    ...(subject_kind !== null && { subject: { kind: subject_kind, id: subject_id ?? '' } }),
    ...(decision_outcome !== null && {
      decision: { outcome: decision_outcome, at: new Date(decision_at ?? 0), byId: row.decided_by_id ?? '' },
    }),
    ...(graphRequestIds.length > 0 && { graphRequestIds }),
    ...(details.length > 0 && { details }),
  };
}

/** Empty when it was erased, which only the commitment tells from nobody. */
function standInFor({ on_behalf_of_id, commitments }: AuditEventRow): string | null {
  return on_behalf_of_id ?? (commitments.includes('"onBehalfOf"') ? '' : null);
}
