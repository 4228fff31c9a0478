import type { Selectable } from 'kysely';
import type { GroupPlan } from '../domain/group-plan.ts';
import type { PersonRef } from '../domain/people.ts';
import type { RequestWish } from '../domain/request-wish.ts';
import type { GroupRequest } from '../domain/requests.ts';
import { plainTerms, type Decision, type RequestTerms } from '../domain/stages.ts';
import { aroundColumns, aroundFrom } from './around-request-rows.ts';
import { parseOwn, withoutNulls } from './rows.ts';
import type { RequestRow } from './request-schema.ts';

/** @returns the columns that say what is to be created, and how it will be called */
export function detailsColumns(details: GroupPlan) {
  return { details: JSON.stringify(details), group_name: details.displayName };
}

/** @returns the row of a request; its stages, and who is asked in them, have their own */
export function requestColumns(request: GroupRequest): RequestRow {
  return {
    tenant_id: request.tenantId,
    id: request.id,
    kind: request.kind,
    group_id: request.group.id,
    group_name: request.group.displayName,
    requester_id: request.requester.id,
    requester_name: request.requester.displayName,
    subject_id: request.subject?.id ?? null,
    subject_name: request.subject?.displayName ?? null,
    details: request.details ? JSON.stringify(request.details) : null,
    reason: request.reason,
    status: request.status,
    created_at: request.createdAt.getTime(),
    lapses_at: request.lapsesAt.getTime(),
    ...(request.decision ? decisionColumns(request.decision) : noDecision),
    failure_code: request.failureCode ?? null,
    wish: request.wish ? JSON.stringify(request.wish) : null,
    terms: JSON.stringify(request.terms),
    stage: request.stage,
    revision: request.revision,
    ...aroundColumns(request),
  };
}

const noDecision = {
  decided_by_id: null,
  decided_by_name: null,
  decided_at: null,
  decision_outcome: null,
  decision_reason: null,
  decided_for_id: null,
  decided_for_name: null,
};

/** @returns the columns that hold a decision */
export function decisionColumns({ by, for: inPlaceOf, at, outcome, reason }: Decision) {
  return {
    decided_by_id: by.id,
    decided_by_name: by.displayName,
    decided_at: at.getTime(),
    decision_outcome: outcome,
    decision_reason: reason,
    decided_for_id: inPlaceOf?.id ?? null,
    decided_for_name: inPlaceOf?.displayName ?? null,
  };
}

/** @returns the request of a row, but for what has rows of its own */
export function requestFrom(row: Selectable<RequestRow>): Omit<GroupRequest, 'stages' | 'carriers'> {
  return withoutNulls({
    id: row.id,
    tenantId: row.tenant_id,
    kind: row.kind,
    group: { id: row.group_id, displayName: row.group_name },
    requester: { id: row.requester_id, displayName: row.requester_name },
    subject: subjectFrom(row),
    details: row.details === null ? null : detailsFrom(row.details),
    wish: row.wish === null ? null : (parseOwn(row.wish) as RequestWish),
    reason: row.reason,
    status: row.status,
    createdAt: new Date(row.created_at),
    lapsesAt: new Date(row.lapses_at),
    decision: decisionFrom(row),
    failureCode: row.failure_code,
    terms: row.terms === null ? plainTerms : (parseOwn(row.terms) as RequestTerms),
    stage: row.stage,
    revision: row.revision,
    ...aroundFrom(row),
  });
}

/** What we wrote ourselves, in this shape. */
function detailsFrom(json: string): GroupPlan {
  return JSON.parse(json) as GroupPlan;
}

function subjectFrom({ subject_id: id, subject_name: displayName }: Selectable<RequestRow>): PersonRef | null {
  return id === null || displayName === null ? null : { id, displayName };
}

function decisionFrom(row: Selectable<RequestRow>): Decision | null {
  const { decided_by_id: id, decided_by_name: displayName, decided_at: at, decision_outcome: outcome } = row;
  if (id === null || displayName === null || at === null || outcome === null) return null;
  const inPlaceOf = row.decided_for_id !== null && {
    for: { id: row.decided_for_id, displayName: row.decided_for_name ?? '' },
  };
  return { by: { id, displayName }, ...inPlaceOf, at: new Date(at), outcome, reason: row.decision_reason ?? '' };
}
