import { z } from 'zod';
import { mailNicknameFrom, planLimits } from '../../domain/group-plan.ts';
import type { MembershipRule, RuleLine } from '../../domain/membership-rule.ts';
import { lineOf, ruleComparisons, ruleLimits } from '../../domain/membership-rule.ts';

const broken = 'This form is broken. Ask for a new one.';

/** Long input is told beside its field by whoever checks it, and never cut. */
export const newName = z
  .string({ error: 'Say the name in words.' })
  .trim()
  .max(4000, 'This name is too long.')
  .default('');
export const newDescription = z
  .string({ error: 'Describe it in words.' })
  .trim()
  .max(4000, 'This description is too long.')
  .default('');

const compare = z.enum(['', ...ruleComparisons], { error: broken }).default('');
const value = z.string({ error: broken }).trim().max(2000, 'This is too long for a rule.').default('');

/** Each line of the rule in two fields of its own. */
export const ruleInput = z.object({
  match: z.enum(['all', 'any'], { error: broken }).default('all'),
  compare1: compare,
  value1: value,
  compare2: compare,
  value2: value,
  compare3: compare,
  value3: value,
  compare4: compare,
  value4: value,
});

/** A line as it was filled in; a line without a value is left out. */
export function ruleFrom(input: Readonly<Record<string, unknown>>): MembershipRule {
  const lines: RuleLine[] = [];
  for (let number = 1; number <= ruleLimits.lines; number++) {
    const [comparison, value] = [input[`compare${String(number)}`], input[`value${String(number)}`]];
    if (typeof value === 'string' && value !== '') lines.push(lineOf(String(comparison), value));
  }
  return { match: input['match'] === 'any' ? 'any' : 'all', lines };
}

/** @returns what is wrong with the name and the description, by field */
export function nameProblemsOf(displayName: string, description: string): Record<string, string> {
  return {
    ...(displayName === '' && { displayName: 'Give it a name.' }),
    ...(displayName.length > planLimits.displayName && { displayName: 'Names have up to 256 characters.' }),
    ...(description.length > planLimits.description && { description: 'Up to 1,024 characters.' }),
  };
}

/** Security groups get no mail, but the directory wants a nickname all the same. */
export function nicknameFor(displayName: string, uniqueName: string): string {
  const nickname = mailNicknameFrom(displayName);
  return nickname === '' ? `group-${uniqueName.slice(0, 8)}` : nickname;
}
