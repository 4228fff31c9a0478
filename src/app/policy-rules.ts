import { z } from 'zod';
import type { ApprovalRule, ApproverSource } from '../domain/approvals.ts';
import { ruledKinds } from '../domain/policy.ts';
import { differ, groupId, peopleList, text, whole } from './policy-values.ts';

const source = z.union(
  [
    z.enum(['owners', 'manager', 'admins']).transform((kind): ApproverSource => ({ kind })),
    z
      .strictObject({ people: peopleList })
      .transform(({ people }): ApproverSource => ({ kind: 'people', principalNames: people })),
    z.strictObject({ group: groupId }).transform(({ group }): ApproverSource => ({ kind: 'group', groupId: group })),
  ],
  { error: 'owners, manager, admins, or `people` with 1 to 20 sign-in names, or `group` with a group id' },
);

const stage = z.strictObject({
  by: source.describe('Who is asked: owners, manager, admins, `people` or the members of a `group`.'),
  decides: z
    .enum(['any', 'all'])
    .default('any')
    .describe('Whether one of them is enough. One “no” ends a request in any case.'),
});

const rule = z
  .strictObject({
    name: text(60).describe('What people read of this rule.'),
    kinds: z.array(z.enum(ruledKinds)).min(1).describe('What it is about.'),
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
    stages: z
      .array(stage)
      .max(3, 'up to 3 stages')
      .describe('Who has to agree, one stage after the other, up to 3. None: nobody has to.'),
    passesFor: source.exactOptional().describe('Who needs only the stage whose right carries it out.'),
    carriedOutBy: z
      .enum(['approver', 'requester', 'owner'])
      .default('approver')
      .describe('Whose right carries it out: who agrees last, in the same click; who asked; an owner of the group.'),
    reason: z.enum(['optional', 'required']).default('optional').describe('Whether whoever asks has to say what for.'),
    remindAfterDays: whole(1, 364)
      .exactOptional()
      .describe('Those asked are reminded after so many days in one stage. Without it never.'),
    escalate: z
      .strictObject({
        afterDays: whole(1, 364).describe('Days of waiting in one stage.'),
        to: source.prefault('admins').describe('As in `by`.'),
      })
      .exactOptional()
      .describe('Others are asked as well after so many days in one stage. Without it never.'),
    lapsesAfterDays: whole(1, 365)
      .default(7)
      .describe('Days over all stages after which a request that nobody decided lapses.'),
  })
  .transform(({ reason, escalate, ...rest }): ApprovalRule => ({
    ...rest,
    isReasonRequired: reason === 'required',
    ...(escalate && { escalation: escalate }),
  }));

/** The organisation's own rules. */
export const approvalRules = z
  .array(rule)
  .max(100)
  .refine((rules) => differ(rules.map(({ name }) => name)), 'rules with different names');
