/** What a rule can look at in what the directory says about a person. */
const ruleAttributes = ['department', 'country', 'jobTitle', 'companyName', 'city', 'userType'] as const;
export type RuleAttribute = (typeof ruleAttributes)[number];

const ruleOperators = ['equals', 'startsWith', 'contains'] as const;
export type RuleOperator = (typeof ruleOperators)[number];

export interface RuleLine {
  attribute: RuleAttribute;
  operator: RuleOperator;
  value: string;
}

/** What a line compares and how, in one word, such as `department:equals`. Of the kind of account only one way makes sense. */
export const ruleComparisons = ruleAttributes.flatMap((attribute) =>
  (attribute === 'userType' ? (['equals'] as const) : ruleOperators).map(
    (operator) => `${attribute}:${operator}` as const,
  ),
);

/** @param comparison one of `ruleComparisons` */
export function lineOf(comparison: string, value: string): RuleLine {
  const [first, second] = comparison.split(':');
  return {
    attribute: ruleAttributes.find((one) => one === first) ?? 'department',
    operator: ruleOperators.find((one) => one === second) ?? 'equals',
    value,
  };
}

/** Who belongs to a group without being added: people about whom all, or any, of the lines are true. */
export interface MembershipRule {
  match: 'all' | 'any';
  lines: readonly RuleLine[];
}

/** @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership */
export const ruleLimits = { lines: 4, value: 200, text: 3072 } as const;

const operators = { equals: '-eq', startsWith: '-startsWith', contains: '-contains' } as const;

/** The rule as Entra reads it. @throws Error for values that `lineProblem` would have refused */
export function ruleText({ match, lines }: MembershipRule): string {
  const comparisons = lines.map((line) => {
    if (lineProblem(line) !== undefined) throw new Error('A line of a rule was not checked.');
    return `(user.${line.attribute} ${operators[line.operator]} "${line.value}")`;
  });
  return comparisons.join(match === 'all' ? ' and ' : ' or ');
}

/** @returns in plain words what is wrong with a line; undefined when Entra would take it */
export function lineProblem({ attribute, operator, value }: RuleLine): string | undefined {
  if (value.trim() === '') return 'Say what it should be.';
  if (value.length > ruleLimits.value) return `Up to ${String(ruleLimits.value)} characters.`;
  // Rules have quotation marks around values, and a mark to escape them that not every place takes.
  if (/["`\p{Cc}]/u.test(value)) return 'Quotation marks and line breaks cannot be part of a rule.';
  if (attribute === 'userType' && (operator !== 'equals' || !/^(?:member|guest)$/iu.test(value)))
    return 'The kind of account equals “Member” or “Guest”, nothing else.';
  return undefined;
}

type Described = Partial<Record<RuleAttribute, string | null | undefined>>;

/** Whether the rule would hold somebody. Case makes no difference, as in Entra. */
export function holds({ match, lines }: MembershipRule, person: Described): boolean {
  const test = ({ attribute, operator, value }: RuleLine): boolean => {
    const [found, wanted] = [(person[attribute] ?? '').toLowerCase(), value.toLowerCase()];
    switch (operator) {
      case 'equals':
        return found === wanted;
      case 'startsWith':
        return found.startsWith(wanted);
      case 'contains':
        return found.includes(wanted);
    }
  };
  return match === 'all' ? lines.every(test) : lines.some(test);
}
