import type { Attestation } from '../domain/attestation.ts';
import { announceAttestation } from '../operations/attestation/attestation-jobs.ts';
import { closeIfOver } from '../operations/attestation/record-answer.ts';
import type { AttestationPosition } from '../ports/attestations.ts';
import type { Store } from '../ports/store.ts';
import type { HandlerParts } from './handler-parts.ts';

const perPage = 100;

/** Ends the questions about groups that are gone, as far as the scan knows. */
export async function settleGone(
  { store, clock }: Pick<HandlerParts, 'store' | 'clock'>,
  tenantId: string,
  signal: AbortSignal,
): Promise<void> {
  let after: AttestationPosition | undefined;
  do {
    signal.throwIfAborted();
    const page = { limit: perPage, ...(after && { after }) };
    const open: Attestation[] = await store.attestations.list(tenantId, { states: ['open'] }, page);
    for (const attestation of open) {
      const known = await store.directoryGroups.get(tenantId, attestation.group.id);
      if (known?.gone) await settleAttestation(store, attestation, clock.now());
    }
    after = open.length === perPage ? open.at(-1) : undefined;
  } while (after);
}

/** The group is gone: nothing is left to answer. Somebody who was faster has settled it too. */
export async function settleAttestation(store: Store, attestation: Attestation, at: Date): Promise<void> {
  const after: Attestation = { ...attestation, state: 'settled', endedAt: at };
  await store.atomically(async (inside) => {
    if (!(await inside.attestations.change(attestation, after))) return;
    await closeIfOver(inside, after);
    await announceAttestation(inside, after);
  });
}
