import type { Attestation } from '../../domain/attestation.ts';
import type { AttestationCopy, AttestationKey } from '../../ports/attestations.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { Store } from '../../ports/store.ts';

const dayMs = 24 * 3_600_000;

/** What a card about a round is sent for: a recipient gets one for each. */
export type AttestationOccasion = 'asked' | 'reminded' | 'escalated';
export type AttestationStep = 'remind' | 'escalate' | 'lapse';

/** Looks which groups are due. Named by its minute, as the scan behind which it comes is. */
export function planAttestationsJob(tenantId: string, now: Date): NewJob {
  const key = `plan-attestations:${now.toISOString().slice(0, 16)}`;
  return { kind: 'plan-attestations', key, tenantId, payload: {}, dueAt: now };
}

export function attestationCardJob(
  { tenantId, id }: AttestationKey,
  recipientId: string,
  occasion: AttestationOccasion,
  dueAt?: Date,
): NewJob {
  return {
    kind: 'deliver-attestation-card',
    key: `attestation:${id}:card:${occasion}:${recipientId}`,
    tenantId,
    payload: { attestationId: id, recipientId, occasion },
    ...(dueAt && { dueAt }),
  };
}

/** What happens while a round is not answered, each step at its time after the beginning. */
export function attestationSteps({ tenantId, id, startedAt, lapsesAt, terms }: Attestation): NewJob[] {
  const after = (days: number | undefined): Date | undefined =>
    days === undefined ? undefined : new Date(startedAt.getTime() + days * dayMs);
  const times: [AttestationStep, Date | undefined][] = [
    ['remind', after(terms.remindAfterDays)],
    ['escalate', after(terms.escalation?.afterDays)],
    ['lapse', lapsesAt],
  ];
  return times.flatMap(([step, dueAt]): NewJob[] => {
    const key = `attestation:${id}:${step}`;
    return dueAt ? [{ kind: 'attestation-step', key, tenantId, payload: { attestationId: id, step }, dueAt }] : [];
  });
}

/** Every card about it shows how it stands now. Call it in the transaction of the change. */
export async function announceAttestation(store: Store, about: AttestationKey): Promise<void> {
  const attestation = await store.attestations.get(about.tenantId, about.id);
  if (!attestation) return;
  const copies = await store.attestations.copies(about);
  await store.jobs.enqueue(copies.map((copy) => updateAttestationJob(attestation, copy)));
}

/** @param again once more nevertheless, under a name of its own */
export function updateAttestationJob({ revision }: Attestation, copy: AttestationCopy, again = ''): NewJob {
  const { tenantId, attestationId, conversationId, activityId, recipientId } = copy;
  return {
    kind: 'update-attestation-card',
    key: `attestation:${attestationId}:update:${conversationId}:${activityId}:${revision}${again}`,
    tenantId,
    payload: { attestationId, conversationId, activityId, recipientId },
  };
}
