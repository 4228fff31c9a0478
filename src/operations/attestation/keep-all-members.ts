import { z } from 'zod';
import { answered, openAsks } from '../../domain/attestation.ts';
import { fieldChange } from '../../domain/audit.ts';
import { defineOperation } from '../define-operation.ts';
import { attestationId, attestationShown, shownCard, attestationToAnswer } from './attestation-now.ts';
import { change, overtaken } from './record-answer.ts';

/**
 * Says that everybody on whom nobody has decided is rightly in a group.
 * @throws AppError `attestation.not-found`, `group.not-owner`, `group.not-found`
 */
export const keepAllMembers = defineOperation({
  name: 'attestation.keep-all',
  phrases: [],
  summary: 'Say that everybody else is rightly in a group',
  example: '',
  input: z.object({ attestationId }),
  scopes: ['GroupMember.Read.All'],

  async run({ attestationId: id }, services) {
    const { store, caller, clock } = services;
    const { attestation } = await attestationToAnswer(id, services);
    const { left, kept, removed } = await store.attestations.progress(attestation);
    const by = { id: caller.userId, displayName: caller.displayName };
    const pressed = await change(
      id,
      services,
      (now) =>
        openAsks(now).includes('members')
          ? answered({ ...now, members: { left: 0, kept: kept + left, removed } }, 'members', {
              said: 'checked',
              by,
              at: clock.now(),
            })
          : undefined,
      (inside) => inside.attestations.keepAll(attestation),
    );
    const shown = await attestationShown(pressed.attestation, caller.userId, store);
    return { pressed, left, shown: { ...shown, ...(!pressed.isDone && { notice: overtaken }) } };
  },
  changes: ({ pressed, left }) =>
    pressed.isDone
      ? {
          outcome: 'done',
          groupId: pressed.attestation.group.id,
          details: [fieldChange('membersKept', 'word', { to: String(left) })],
        }
      : undefined,
  card: ({ shown }, reader) => shownCard(shown, reader),
});
