import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { defaultPolicy, type CreationApprovers, type Policy } from '../domain/policy.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';

const whole = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
};
const text = (most: number) => z.string().min(1).max(most);
const visibility = z.enum(['private', 'public']);
const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

const approvedBy = z.union(
  [
    z.literal('nobody').transform((): CreationApprovers => ({ kind: 'nobody' })),
    z
      .strictObject({
        admins: z
          .array(z.string().regex(/^[^\s@]+@[^\s@]+$/))
          .min(1)
          .max(20),
      })
      .transform(({ admins }): CreationApprovers => ({ kind: 'admins', principalNames: admins })),
    z
      .strictObject({ group: z.guid().toLowerCase() })
      .transform(({ group }): CreationApprovers => ({ kind: 'group', groupId: group })),
  ],
  { error: 'nobody, or `admins` with 1 to 20 sign-in names, or `group` with a group id' },
);

const template = z.strictObject({
  name: text(60),
  description: text(1024).optional(),
  visibility: visibility.optional(),
  team: z.boolean().optional(),
  classification: text(120).optional(),
});

const shape = z.strictObject({
  creation: z
    .strictObject({
      approvedBy: approvedBy.optional(),
      lapsesAfterDays: whole(1, 365).optional(),
      minimumOwners: whole(1, 9).optional(),
      kinds: z
        .array(z.enum(['microsoft365']))
        .min(1)
        .optional(),
      visibilities: z.array(visibility).min(1).refine(isUnique, 'different values').optional(),
      classifications: z.array(text(120)).max(50).refine(isUnique, 'different values').optional(),
      templates: z
        .array(template)
        .max(50)
        .refine((templates) => isUnique(templates.map(({ name }) => name)), 'templates with different names')
        .optional(),
    })
    .nullish(),
  members: z.strictObject({ allowGuests: z.boolean().optional(), mayAskForTeam: z.boolean().optional() }).nullish(),
  expiry: z
    .strictObject({ noticeDays: z.array(whole(1, 365)).min(1).max(10).refine(isUnique, 'different values').optional() })
    .nullish(),
});

/**
 * @param file path of a YAML file; where there is none, `defaultPolicy` holds
 * @throws ConfigurationError with everything that is wrong in it at once
 */
export function readPolicy(file: string): Policy {
  const source = textOf(file);
  if (source === undefined) return defaultPolicy;
  const document = parseDocument(source);
  const [error] = document.errors;
  if (error) throw wrong(file, [{ key: 'line', found: String(error.linePos?.[0].line ?? '?'), expected: 'YAML' }]);
  const value: unknown = document.toJS({ maxAliasCount: 0 }) ?? {};
  const parsed = shape.safeParse(value);
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.flatMap((one) => problem(one, value));
  if (problems.length > 0) throw wrong(file, problems);
  return toPolicy(parsed.data ?? {});
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw wrong(file, [{ key: 'the file', found: 'one that cannot be read', expected: 'a YAML file' }]);
  }
}

function wrong(file: string, problems: readonly ConfigurationProblem[]): ConfigurationError {
  return new ConfigurationError(problems.map((one) => ({ ...one, key: `${file} → ${one.key}` })));
}

type Given = z.output<typeof shape>;

/** What no key can know alone. */
function contradictions({ creation }: Given): ConfigurationProblem[] {
  const visibilities = creation?.visibilities ?? defaultPolicy.creation.visibilities;
  const listed = creation?.classifications ?? [];
  return (creation?.templates ?? []).flatMap((one, index) => {
    const key = `creation.templates.${index}`;
    const found: ConfigurationProblem[] = [];
    if (one.visibility && !visibilities.includes(one.visibility))
      found.push({ key: `${key}.visibility`, found: one.visibility, expected: 'one of creation.visibilities' });
    if (one.classification && !listed.includes(one.classification))
      found.push({
        key: `${key}.classification`,
        found: one.classification,
        expected: 'one of creation.classifications',
      });
    return found;
  });
}

function problem(issue: z.core.$ZodIssue, root: unknown): ConfigurationProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      key: [...issue.path, key].join('.'),
      found: 'a value',
      expected: 'no such key',
    }));
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], root);
  const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200);
  return [
    {
      key: issue.path.join('.') || 'the file',
      found,
      expected: issue.message.replace(/^Invalid input: expected /, ''),
    },
  ];
}

function toPolicy({ creation, members, expiry }: Given): Policy {
  const { approvedBy: approvers, templates, ...rest } = creation ?? {};
  const preset = templates?.map(({ team, ...one }) => ({ ...one, ...(team !== undefined && { hasTeam: team }) }));
  return withoutAbsent({
    creation: {
      ...defaultPolicy.creation,
      ...rest,
      ...(approvers && { approvers }),
      ...(preset && { templates: preset }),
    },
    members: {
      allowsGuests: members?.allowGuests ?? defaultPolicy.members.allowsGuests,
      mayAskForTeam: members?.mayAskForTeam ?? defaultPolicy.members.mayAskForTeam,
    },
    expiry: { noticeDays: [...(expiry?.noticeDays ?? defaultPolicy.expiry.noticeDays)].sort((a, b) => b - a) },
  });
}

/** zod gives what is absent as absent; the compiler cannot know. */
function withoutAbsent(policy: unknown): Policy {
  return policy as Policy;
}
