import type { Kysely, Selectable } from 'kysely';
import type { ApproverSource } from '../domain/approvals.ts';
import type { PersonRef } from '../domain/people.ts';
import { delegationsOf, type GroupRequest } from '../domain/requests.ts';
import { wordOf, type Decision, type RequestStage } from '../domain/stages.ts';
import { delegationsAbout } from './delegations.ts';
import { commentsOf } from './request-comments.ts';
import { requestFrom } from './request-rows.ts';
import { parseOwn, withoutNulls } from './rows.ts';
import type { Database } from './schema.ts';
import type { RequestApproverRow, RequestDecisionRow, RequestRow, RequestStageRow } from './request-schema.ts';

type Key = Pick<GroupRequest, 'tenantId' | 'id'>;

/** Writes down the stages of a new request, whom each asks, and what was said in them already. */
export async function insertStages(db: Kysely<Database>, request: GroupRequest): Promise<void> {
  const { stages, carriers } = request;
  if (stages.length > 0)
    await db
      .insertInto('request_stage')
      .values(stages.map(stageColumns(request)))
      .execute();
  const asked = [
    ...stages.flatMap(({ approvers, standIns }, stage) => [
      ...approverRows(request, stage, approvers, 'approver'),
      ...approverRows(request, stage, standIns, 'standIn'),
    ]),
    ...approverRows(request, stages.length, carriers, 'carrier'),
  ];
  const once = [...new Map(asked.map((row) => [`${row.stage} ${row.approver_id}`, row])).values()];
  if (once.length > 0) await db.insertInto('request_approver').values(once).execute();
  const said = stages.flatMap(({ decisions }, stage) => decisions.map((one) => decisionRow(request, stage, one)));
  if (said.length > 0) await db.insertInto('request_decision').values(said).execute();
}

function stageColumns({ tenantId, id }: Key): (stage: RequestStage, index: number) => RequestStageRow {
  return ({ by, decides, begunAt, escalatedAt }, stage) => ({
    tenant_id: tenantId,
    request_id: id,
    stage,
    source: JSON.stringify(by),
    decides,
    begun_at: begunAt?.getTime() ?? null,
    escalated_at: escalatedAt?.getTime() ?? null,
  });
}

/** @returns the rows of those who are asked in a stage */
function approverRows(
  { tenantId, id }: Key,
  stage: number,
  people: readonly PersonRef[],
  role: RequestApproverRow['role'],
): RequestApproverRow[] {
  return people.map((person, position) => ({
    tenant_id: tenantId,
    request_id: id,
    stage,
    approver_id: person.id,
    approver_name: person.displayName,
    position,
    role,
  }));
}

/** @returns the row of what somebody said in a stage */
export function decisionRow({ tenantId, id }: Key, stage: number, decision: Decision): RequestDecisionRow {
  const { by, for: inPlaceOf, at, outcome, reason } = decision;
  const word = wordOf(decision);
  const said = { person_id: word.id, person_name: word.displayName, at: at.getTime(), outcome, reason };
  const speaker = { by_id: inPlaceOf ? by.id : null, by_name: inPlaceOf ? by.displayName : null };
  return { tenant_id: tenantId, request_id: id, stage, ...said, ...speaker };
}

/** @returns the requests of rows, each with its stages */
export async function withStages(
  db: Kysely<Database>,
  tenantId: string,
  rows: readonly Selectable<RequestRow>[],
): Promise<GroupRequest[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const since = Math.min(...rows.map((row) => row.created_at));
  const { stages, asked, said } = await partsOf(db, tenantId, ids);
  const comments = await commentsOf(db, tenantId, rows);
  const delegations = await delegationsAbout(db, tenantId, ids, since);
  return rows.map((row) => {
    const people = asked.get(row.id) ?? [];
    const decisions = said.get(row.id) ?? [];
    const written = comments.get(row.id);
    const request = {
      ...requestFrom(row),
      ...(written && { comments: written }),
      stages: (stages.get(row.id) ?? []).map((stage) => stageFrom(stage, people, decisions)),
      carriers: people.filter(({ role }) => role === 'carrier').map(refFrom),
    };
    return { ...request, ...delegationsOf(request, delegations) };
  });
}

async function partsOf(db: Kysely<Database>, tenantId: string, ids: readonly string[]) {
  const stages = await db
    .selectFrom('request_stage')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('request_id', 'in', ids)
    .orderBy('stage')
    .execute();
  const asked = await db
    .selectFrom('request_approver')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('request_id', 'in', ids)
    .orderBy('stage')
    .orderBy('position')
    .execute();
  const said = await db
    .selectFrom('request_decision')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('request_id', 'in', ids)
    .orderBy('at')
    .orderBy('person_id')
    .execute();
  return {
    stages: Map.groupBy(stages, (row) => row.request_id),
    asked: Map.groupBy(asked, (row) => row.request_id),
    said: Map.groupBy(said, (row) => row.request_id),
  };
}

function stageFrom(
  row: Selectable<RequestStageRow>,
  asked: readonly Selectable<RequestApproverRow>[],
  said: readonly Selectable<RequestDecisionRow>[],
): RequestStage {
  const inStage = asked.filter(({ stage }) => stage === row.stage);
  return withoutNulls({
    by: parseOwn(row.source) as ApproverSource,
    decides: row.decides,
    approvers: inStage.filter(({ role }) => role === 'approver').map(refFrom),
    standIns: inStage.filter(({ role }) => role === 'standIn').map(refFrom),
    decisions: said.filter(({ stage }) => stage === row.stage).map(decisionFrom),
    begunAt: row.begun_at === null ? null : new Date(row.begun_at),
    escalatedAt: row.escalated_at === null ? null : new Date(row.escalated_at),
  });
}

function refFrom({ approver_id: id, approver_name: displayName }: Selectable<RequestApproverRow>): PersonRef {
  return { id, displayName };
}

function decisionFrom(row: Selectable<RequestDecisionRow>): Decision {
  const person = { id: row.person_id, displayName: row.person_name };
  const said = { at: new Date(row.at), outcome: row.outcome, reason: row.reason };
  if (row.by_id === null) return { by: person, ...said };
  return { by: { id: row.by_id, displayName: row.by_name ?? '' }, for: person, ...said };
}
