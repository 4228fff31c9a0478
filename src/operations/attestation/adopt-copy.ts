import type { AttestationCopy } from '../../ports/attestations.ts';
import type { Store } from '../../ports/store.ts';
import { updateAttestationJob } from './attestation-jobs.ts';

/**
 * Keeps a message among those that show a round, unless it is one of them already. What changed since it was drawn did not know
 * of it: then it is brought up to date.
 */
export async function adoptAttestationCopy(
  store: Store,
  message: Omit<AttestationCopy, 'occasion'>,
  drawn: number,
): Promise<void> {
  const { tenantId, attestationId: id, conversationId, activityId } = message;
  const copies = await store.attestations.copies({ tenantId, id });
  if (copies.some((one) => one.conversationId === conversationId && one.activityId === activityId)) return;
  const copy = { ...message, occasion: `seen:${activityId}` };
  if (!(await store.attestations.addCopy(copy))) return;
  const now = await store.attestations.get(tenantId, id);
  if (now && now.revision !== drawn) await store.jobs.enqueue([updateAttestationJob(now, copy, ':late')]);
}
