import { z } from 'zod';
import { mailNicknameFrom, planLimits } from '../../domain/group-plan.ts';
import type { MembershipRule, RuleLine } from '../../domain/membership-rule.ts';
import { ruleAttributes, ruleLimits, ruleOperators } from '../../domain/membership-rule.ts';

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

const attribute = z.enum(['', ...ruleAttributes], { error: broken }).default('');
const operator = z.enum(['', ...ruleOperators], { error: broken }).default('');
const value = z.string({ error: broken }).trim().max(2000, 'This is too long for a rule.').default('');

/** Each line of the rule in three fields of its own. */
export const ruleInput = z.object({
  match: z.enum(['all', 'any'], { error: broken }).default('all'),
  attribute1: attribute,
  operator1: operator,
  value1: value,
  attribute2: attribute,
  operator2: operator,
  value2: value,
  attribute3: attribute,
  operator3: operator,
  value3: value,
  attribute4: attribute,
  operator4: operator,
  value4: value,
});

/** A line as it was filled in; a line without a value is left out. */
export function ruleFrom(input: Readonly<Record<string, unknown>>): MembershipRule {
  const lines: RuleLine[] = [];
  for (let number = 1; number <= ruleLimits.lines; number++) {
    const wanted = input[`value${String(number)}`];
    if (typeof wanted !== 'string' || wanted === '') continue;
    lines.push({
      attribute: ruleAttributes.find((one) => one === input[`attribute${String(number)}`]) ?? 'department',
      operator: ruleOperators.find((one) => one === input[`operator${String(number)}`]) ?? 'equals',
      value: wanted,
    });
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
