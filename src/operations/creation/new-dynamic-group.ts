import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dynamicFormCard, type DynamicForm } from '../../cards/dynamic-form.ts';
import { kindCreatedCard, type KindCreated } from '../../cards/kind-created.ts';
import { rulePreviewCard, type RulePreviewShown } from '../../cards/rule-preview.ts';
import { AppError } from '../../domain/errors.ts';
import { lineProblem, ruleLimits, ruleText, type MembershipRule } from '../../domain/membership-rule.ts';
import { nameProblemWords } from '../../domain/name-problems.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { draftId, uniqueNameOf } from './draft-name.ts';
import { nameProblemsOf, newDescription, newName, nicknameFor, ruleFrom, ruleInput } from './kind-inputs.ts';

type Making = { form: DynamicForm } | { preview: RulePreviewShown } | { created: KindCreated };

/**
 * Makes a group whose members a rule decides: the form builds the rule line by line, then shows it with whom it would
 * hold today, then it is made.
 * @throws AppError `dynamic.denied`, which names the role that it takes, `group.quota`, `group.not-ready`
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership
 */
export const newDynamicGroup = defineOperation({
  name: 'group.new-dynamic',
  phrases: [
    'new dynamic group',
    'create dynamic group',
    'create a dynamic group',
    'new group by rule',
    'new rule group',
  ],
  role: 'groups',
  summary: 'Create a group whose members a rule decides',
  example: 'new dynamic group Everybody in Design',
  argument: 'displayName',
  input: ruleInput.extend({
    displayName: newName,
    description: newDescription,
    groupKind: z.enum(['security', 'microsoft365'], { error: 'Choose what kind of group it is.' }).default('security'),
    step: z.enum(['edit', 'preview', 'send'], { error: 'This form is broken. Ask for a new one.' }).default('edit'),
    draftId,
  }),
  scopes: ['Group.ReadWrite.All', 'User.Read.All'],

  dialog: { title: 'New dynamic group', size: 'large' },

  async run(input, services): Promise<Making> {
    const { displayName, description, groupKind: kind, step } = input;
    const rule = ruleFrom(input);
    const draft = input.draftId ?? randomUUID();
    const wish = { draftId: draft, displayName, description, kind, rule };
    if (step === 'edit' || input.draftId === undefined) return { form: { ...wish, problems: {} } };
    const problems = { ...nameProblemsOf(displayName, description), ...ruleProblems(rule) };
    if (Object.keys(problems).length > 0) return { form: { ...wish, problems } };
    if (step === 'preview') return { preview: { ...wish, ...(await services.creations.preview(rule)) } };
    return make(wish, services);
  },
  changes: (result) => ('created' in result ? { outcome: 'done', groupId: result.created.group.id } : undefined),
  card(result, reader) {
    if ('form' in result) return dynamicFormCard(result.form, reader);
    return 'preview' in result ? rulePreviewCard(result.preview, reader) : kindCreatedCard(result.created, reader);
  },
});

/** What Graph has against the name or the rule goes back to the form. */
async function make(wish: Omit<DynamicForm, 'problems'>, services: Services): Promise<Making> {
  const { displayName, description, kind, rule } = wish;
  const uniqueName = uniqueNameOf(wish.draftId, services);
  const mailNickname = nicknameFor(displayName, uniqueName);
  try {
    const group = await services.creations.make(uniqueName, { kind, displayName, mailNickname, description, rule });
    return { created: { group, isByRule: true } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'rule.refused') return { form: { ...wish, problems: { value1: error.advice } } };
    const reason = (['affix', 'blockedWord', 'taken', 'other'] as const).find((one) => error.code === `name.${one}`);
    if (!reason) throw error;
    return { form: { ...wish, problems: { displayName: nameProblemWords({ field: 'displayName', reason }) } } };
  }
}

function ruleProblems(rule: MembershipRule): Record<string, string> {
  if (rule.lines.length === 0) return { value1: 'Say at least once what people should have in common.' };
  const problems = rule.lines.flatMap((line, index) => {
    const problem = lineProblem(line);
    return problem === undefined ? [] : [[`value${String(index + 1)}`, problem] as const];
  });
  if (problems.length > 0) return Object.fromEntries(problems);
  return ruleText(rule).length > ruleLimits.text ? { value1: 'The rule is too long.' } : {};
}
