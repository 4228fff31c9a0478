import { z } from 'zod';
import { openAsks, openVisibility } from '../../domain/attestation.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { attestationId, attestationShown, shownCard, attestationToAnswer } from './attestation-now.ts';
import { answerChange, change, overtaken, recordAnswer, type Pressed } from './record-answer.ts';

const visibility = z.enum(['public', 'private'], { error: 'This button is broken.' });

/**
 * Says that a group is rightly public, or private. The button carries what it said: a group that was changed meanwhile is
 * not confirmed by it.
 * @throws AppError `attestation.not-found`, `group.not-owner`, `group.not-found`
 */
export const answerVisibility = defineOperation({
  name: 'attestation.visibility',
  phrases: [],
  summary: 'Say that a group is rightly public, or private',
  example: '',
  input: z.object({ attestationId, visibility }),
  scopes: ['GroupMember.Read.All'],

  async run({ attestationId: id, visibility: seen }, services) {
    const { group } = await attestationToAnswer(id, services);
    const now = openVisibility(group);
    const pressed: Pressed =
      now === seen
        ? await recordAnswer(id, 'visibility', 'kept', services)
        : {
            ...(await change(id, services, (one) =>
              now && one.visibility !== now ? { ...one, visibility: now } : undefined,
            )),
            isDone: false,
          };
    const shown = await attestationShown(pressed.attestation, services.caller.userId, services.store);
    return { pressed, seen, shown: { ...shown, ...(!pressed.isDone && { notice: overtaken }) } };
  },
  changes: ({ pressed, seen }) => answerChange(pressed, 'visibilityKept', seen),
  card: ({ shown }, reader) => shownCard(shown, reader),
});

/** A group that was made public or private while that was being asked: this is the answer. Does nothing else. */
export async function noteVisibility(groupId: string, to: 'public' | 'private', services: Services): Promise<void> {
  const { store, caller } = services;
  const open = await store.attestations.openOf(caller.tenantId, groupId);
  if (!open) return;
  if (openAsks(open).includes('visibility')) await recordAnswer(open.id, 'visibility', 'changed', services);
  await change(open.id, services, (now) =>
    now.visibility !== undefined && now.visibility !== to ? { ...now, visibility: to } : undefined,
  );
}
