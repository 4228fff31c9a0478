import { randomUUID } from 'node:crypto';
import { asksAbout, openVisibility, type Attestation, type AttestationRule } from '../../domain/attestation.ts';

const dayMs = 24 * 3_600_000;
/** Where no rule says how long owners have. */
const usualAnswerDays = 30;

interface Confirmable {
  id: string;
  displayName: string;
  kind: string;
  visibility: string;
  isDynamic: boolean;
  isSynced: boolean;
}

/**
 * A round that begins now, as its rule wants it.
 * @param rule absent where somebody confirms a group of which no rule asks anything: whether it is needed is the question then
 * @returns undefined where the rule asks nothing that fits this group
 */
export function newRound(
  group: Confirmable,
  about: { tenantId: string; round: number; startedAt: Date },
  rule?: AttestationRule,
): Attestation | undefined {
  const asks = asksAbout(rule?.asks ?? ['needed'], group);
  if (asks.length === 0) return undefined;
  const visibility = asks.includes('visibility') ? openVisibility(group) : undefined;
  const { everyDays, remindAfterDays, escalation, answerDays = usualAnswerDays, marksGuests = true } = rule ?? {};
  return {
    id: randomUUID(),
    tenantId: about.tenantId,
    group: { id: group.id, displayName: group.displayName },
    round: about.round,
    state: 'open',
    terms: {
      asks,
      marksGuests,
      ...(everyDays !== undefined && { everyDays }),
      ...(remindAfterDays !== undefined && { remindAfterDays }),
      ...(escalation && { escalation }),
    },
    startedAt: about.startedAt,
    lapsesAt: new Date(about.startedAt.getTime() + answerDays * dayMs),
    ...(visibility && { visibility }),
    answers: {},
    revision: 0,
  };
}
