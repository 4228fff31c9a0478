import { z } from 'zod';
import { attestationAsks, type AttestationRule, type EscalationTarget } from '../domain/attestation.ts';
import { differ, groupId, listOf, peopleList, text, whole } from './policy-values.ts';

const target = z.union(
  [
    z.literal('admins').transform((kind): EscalationTarget => ({ kind })),
    z
      .strictObject({ people: peopleList })
      .transform(({ people }): EscalationTarget => ({ kind: 'people', principalNames: people })),
    z.strictObject({ group: groupId }).transform(({ group }): EscalationTarget => ({ kind: 'group', groupId: group })),
  ],
  { error: 'admins, or `people` with 1 to 20 sign-in names, or `group` with a group id' },
);

export const exampleAttestation = {
  name: 'Every year',
  groups: ['Project *'],
  classifications: ['Confidential'],
  everyDays: 365,
  answerDays: 30,
  remindAfterDays: 7,
  escalate: { afterDays: 21, to: 'admins' },
  asks: [...attestationAsks],
  guests: true,
};

const rule = z
  .strictObject({
    name: text(60).describe('What people read of this rule. Under another name its first round is spread anew.'),
    groups: z
      .array(text(256))
      .min(1)
      .max(50)
      .exactOptional()
      .describe('Names of groups, with * for any text. Without it every group is meant.'),
    classifications: z
      .array(text(120))
      .min(1)
      .max(50)
      .exactOptional()
      .describe('Without it every group is meant, classified or not.'),
    everyDays: whole(7, 3650).default(365).describe('Days from the end of one round to the next.'),
    answerDays: whole(2, 180).default(30).describe('How many days the owners have to answer.'),
    remindAfterDays: whole(1, 179)
      .exactOptional()
      .describe('The owners are reminded after so many days. Without it never.'),
    escalate: z
      .strictObject({
        afterDays: whole(1, 179).describe('Days without all answers.'),
        to: target.prefault('admins').describe('admins, `people` or the members of a `group`.'),
      })
      .exactOptional()
      .describe('Others are asked as well after so many days. Without it never.'),
    asks: listOf(z.enum(attestationAsks), { least: 1, most: 3 })
      .default([...attestationAsks])
      .describe('What is asked: whether it is needed, who is in it, whether it is rightly public or private.'),
    guests: z.boolean().default(true).describe('Whether guests are marked and come first among the members.'),
  })
  .transform(({ escalate, guests, ...rest }): AttestationRule => ({
    ...rest,
    marksGuests: guests,
    ...(escalate && { escalation: escalate }),
  }));

/** Which groups are confirmed, how often and by when. */
export const attestationRules = z
  .array(rule)
  .max(50)
  .refine((rules) => differ(rules.map(({ name }) => name)), 'rules with different names');
