import { z } from 'zod';
import { defineOperation } from '../define-operation.ts';
import { attestationId, attestationShown, shownCard, attestationToAnswer } from './attestation-now.ts';
import { answerChange, overtaken, recordAnswer } from './record-answer.ts';

/**
 * Says whether a group is still needed. “No” ends the questions and deletes nothing: the card then offers what can be done.
 * @throws AppError `attestation.not-found`, `group.not-owner`, `group.not-found`
 */
export const answerNeeded = defineOperation({
  name: 'attestation.needed',
  phrases: [],
  summary: 'Say whether a group is still needed',
  example: '',
  input: z.object({ attestationId, answer: z.enum(['yes', 'no'], { error: 'This button is broken.' }) }),
  scopes: ['GroupMember.Read.All'],

  async run({ attestationId: id, answer }, services) {
    await attestationToAnswer(id, services);
    const pressed = await recordAnswer(id, 'needed', answer, services);
    const shown = await attestationShown(pressed.attestation, services.caller.userId, services.store);
    return { pressed, answer, shown: { ...shown, ...(!pressed.isDone && { notice: overtaken }) } };
  },
  changes: ({ pressed, answer }) => answerChange(pressed, 'needed', answer),
  card: ({ shown }, reader) => shownCard(shown, reader),
});
