import { z } from 'zod';
import { noSuchAttestation } from '../../domain/attestation.ts';
import { defineOperation } from '../define-operation.ts';
import { attestationId, attestationNow, attestationShown, shownCard } from './attestation-now.ts';

/**
 * Draws a card about a group that is to be confirmed anew, for those who have one. They are told of every answer anyway, so
 * nobody has to be signed in for it.
 * @throws AppError `attestation.not-found`, to everybody else too
 */
export const showAttestation = defineOperation({
  name: 'attestation.show',
  phrases: [],
  summary: 'Bring a card about a group to confirm up to date',
  example: '',
  input: z.object({ attestationId }),
  scopes: [],

  async run({ attestationId: id }, services) {
    const { store, caller } = services;
    const attestation = await attestationNow(id, services);
    const [asked, copies] = await Promise.all([
      store.attestations.asked(attestation),
      store.attestations.copies(attestation),
    ]);
    const isAsked = asked.some(({ personId }) => personId === caller.userId);
    if (!isAsked && !copies.some(({ recipientId }) => recipientId === caller.userId)) throw noSuchAttestation();
    return attestationShown(attestation, caller.userId, store);
  },
  card: shownCard,
});
