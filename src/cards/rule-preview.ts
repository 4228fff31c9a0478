import { ruleText, type MembershipRule } from '../domain/membership-rule.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction } from './define-card.ts';
import { comparisonWords } from './dynamic-form.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { ada, grace, guild, longNamed } from './samples.ts';

export interface RulePreviewShown {
  draftId: string;
  displayName: string;
  description: string;
  kind: 'security' | 'microsoft365';
  rule: MembershipRule;
  /** Undefined in directories too large to look through. */
  count?: number;
  /** Some of them. */
  people: readonly PersonRef[];
}

const rule: MembershipRule = {
  match: 'any',
  lines: [
    { attribute: 'department', operator: 'equals', value: '*R&D*' },
    { attribute: 'userType', operator: 'equals', value: 'Guest' },
  ],
};
const wish = { draftId: guild.id, displayName: 'Guild', description: '', kind: 'security', rule } as const;

/** The rule before it is made, with whom it would hold today. */
export const rulePreviewCard = defineCard<RulePreviewShown>('form', {
  samples: {
    some: { ...wish, count: 12, people: [ada, { ...grace, ...longNamed }] },
    one: { ...wish, rule: { ...rule, match: 'all' }, count: 1, people: [ada] },
    nobody: { ...wish, count: 0, people: [] },
    tooMany: { ...wish, people: [ada] },
  },
  text: ({ displayName }) => `Create ${plain(displayName, 120)} with this rule?`,
  view: (data) =>
    formView({
      title: `Create ${escapeText(data.displayName, 120)} with this rule?`,
      sentence: `${inWords(data.rule)} ${whom(data)} The rule for Entra: ${escapeText(ruleText(data.rule), 1000)}`,
      fields: [],
      send: { title: 'Create', verb: 'group.new-dynamic', data: dataOf(data, 'send') },
      others: [executeAction('Change', 'group.new-dynamic', dataOf(data, 'edit'))],
    }),
});

function inWords({ match, lines }: MembershipRule): string {
  const parts = lines.map((line) => `${comparisonWords(line).toLowerCase()} “${escapeText(line.value, 100)}”`);
  return `Members are people whose ${parts.join(match === 'all' ? ', and ' : ', or ')}.`;
}

function whom({ count, people }: RulePreviewShown): string {
  if (count === 0) return 'Nobody fits today: look whether it is written as the directory has it.';
  const names = people.slice(0, 3).map(({ displayName }) => escapeText(displayName, 60));
  const list =
    names.length === 0 ? '' : ` such as ${new Intl.ListFormat('en', { type: 'conjunction' }).format(names)}.`;
  const end = list === '' ? '.' : `,${list}`;
  if (count === undefined) return `There are too many people to count those who fit${end}`;
  return `About ${count === 1 ? '1 person' : `${String(count)} people`} would be in it today${end} That is an estimate: Entra works it out by itself.`;
}

function dataOf(
  { draftId, displayName, description, kind, rule: { match, lines } }: RulePreviewShown,
  step: string,
): Record<string, string> {
  const fields: [string, string][] = lines.flatMap(({ attribute, operator, value }, index) => {
    const number = String(index + 1);
    return [
      [`compare${number}`, `${attribute}:${operator}`],
      [`value${number}`, value],
    ];
  });
  return { draftId, displayName, description, groupKind: kind, match, step, ...Object.fromEntries<string>(fields) };
}
