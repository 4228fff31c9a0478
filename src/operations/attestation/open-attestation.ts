import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { attestationId, attestationShown, shownCard, attestationToAnswer, type Answerable } from './attestation-now.ts';

/**
 * Shows a group that is to be confirmed, and who was asked by name: to its owners and to those who may change every group.
 * @throws AppError `attestation.not-found`, `group.not-owner`, `group.not-found`
 */
export const openAttestation = defineOperation({
  name: 'attestation.open',
  phrases: [],
  summary: 'Show a group to confirm, with who was asked',
  example: '',
  input: z.object({ attestationId }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ attestationId: id }, services) {
    const found = await attestationToAnswer(id, services);
    const shown = await attestationShown(found.attestation, services.caller.userId, services.store);
    return { ...shown, askedNames: await namesOf(found, services) };
  },
  card: shownCard,
});

/** Owners of now who were asked. Who owns it no more is not named. */
async function namesOf({ attestation, owners }: Answerable, { store }: Services): Promise<string[]> {
  const asked = new Set((await store.attestations.asked(attestation)).map(({ personId }) => personId));
  return owners.filter(({ id }) => asked.has(id)).map(({ displayName }) => displayName);
}
