import type { Selectable } from 'kysely';
import type { Attestation, AttestationAnswer, AttestedMember } from '../domain/attestation.ts';
import { parseOwn } from './rows.ts';
import type { AttestationMemberRow, AttestationRow } from './lifecycle-schema.ts';
import { storable } from './storable-text.ts';

/** What of a round can change after it was begun. */
export function changingColumns(attestation: Attestation) {
  const { group, state, escalatedAt, endedAt, visibility, answers, members, terms } = attestation;
  return {
    group_name: storable(group.displayName),
    state,
    terms: JSON.stringify(terms),
    escalated_at: escalatedAt?.getTime() ?? null,
    ended_at: endedAt?.getTime() ?? null,
    visibility: visibility ?? null,
    answers: JSON.stringify(answers),
    members: members ? JSON.stringify(members) : null,
  };
}

export function rowOf(attestation: Attestation): AttestationRow {
  return {
    ...changingColumns(attestation),
    tenant_id: attestation.tenantId,
    id: attestation.id,
    group_id: attestation.group.id,
    round: attestation.round,
    is_last: 1,
    started_at: attestation.startedAt.getTime(),
    lapses_at: attestation.lapsesAt.getTime(),
    revision: attestation.revision,
  };
}

export function attestationOf(row: Selectable<AttestationRow>): Attestation {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    group: { id: row.group_id, displayName: row.group_name },
    round: row.round,
    state: row.state,
    terms: parseOwn(row.terms) as Attestation['terms'],
    startedAt: new Date(row.started_at),
    lapsesAt: new Date(row.lapses_at),
    ...(row.escalated_at !== null && { escalatedAt: new Date(row.escalated_at) }),
    ...(row.ended_at !== null && { endedAt: new Date(row.ended_at) }),
    ...(row.visibility !== null && { visibility: row.visibility }),
    answers: answersOf(row.answers),
    ...(row.members !== null && { members: parseOwn(row.members) as NonNullable<Attestation['members']> }),
    revision: row.revision,
  };
}

function answersOf(json: string): Attestation['answers'] {
  const kept = parseOwn(json) as Record<string, Omit<AttestationAnswer, 'at'> & { at: string }>;
  return Object.fromEntries(Object.entries(kept).map(([ask, answer]) => [ask, { ...answer, at: new Date(answer.at) }]));
}

export function memberOf(row: Selectable<AttestationMemberRow>): AttestedMember & { position: string } {
  return {
    id: row.member_id,
    displayName: row.name,
    type: row.type,
    isGuest: row.is_guest === 1,
    isDisabled: row.is_disabled === 1,
    state: row.state,
    ...(row.code !== null && { code: row.code }),
    position: row.position,
  };
}

/** Without accents and capitals, so that “Zoe” finds “Zoë”. */
export function searchable(name: string): string {
  return storable(name).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
