import { z } from 'zod';
import type { ApprovalRule, ApproverSource } from '../domain/approvals.ts';
import { ruledKinds } from '../domain/policy.ts';
import { groupId, peopleList, text, whole } from './policy-values.ts';

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
  by: source.describe('Who is asked.'),
  decides: z
    .enum(['any', 'all'])
    .default('any')
    .describe('Whether one of them is enough, or all have to agree. One “no” ends the request in any case.'),
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
      .describe('Names of groups, with * for any text, in capitals or not; without them every group is meant.'),
    classifications: z
      .array(text(120))
      .min(1)
      .max(50)
      .exactOptional()
      .describe('Classifications of groups; without them every group is meant.'),
    stages: z
      .array(stage)
      .max(3, 'up to 3 stages')
      .describe('Who has to agree, one stage after the other, up to 3. None: nobody has to.'),
    passesFor: source.exactOptional().describe('People who need only the stage whose right carries it out.'),
    carriedOutBy: z
      .enum(['approver', 'requester', 'owner'])
      .default('approver')
      .describe(
        'Whose right carries it out: that of whoever agrees last, in the same click; of whoever asked; or of an owner of the group.',
      ),
    reason: z.enum(['optional', 'required']).default('optional').describe('Whether whoever asks has to say what for.'),
    remindAfterDays: whole(1, 364).exactOptional().describe('After so many days of waiting those asked are reminded.'),
    escalate: z
      .strictObject({
        afterDays: whole(1, 364).describe('After so many days of waiting in one stage.'),
        to: source.default({ kind: 'admins' }).describe('Who is asked as well then.'),
      })
      .exactOptional()
      .describe('Who else is asked where nobody answers.'),
    lapsesAfterDays: whole(1, 365)
      .default(7)
      .describe('After so many days a request that nobody decided lapses. From 1 to 365.'),
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
  .refine((rules) => new Set(rules.map(({ name }) => name)).size === rules.length, 'rules with different names');
