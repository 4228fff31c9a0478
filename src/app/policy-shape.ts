import { z } from 'zod';
import { defaultPolicy, type Admins, type GroupTemplate, type Policy } from '../domain/policy.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { approvalRules } from './policy-rules.ts';
import { groupId, peopleList, text, whole } from './policy-values.ts';

const visibility = z.enum(['private', 'public']);
const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** A part of the file: its keys, or nothing, which is the same as leaving all of them out. */
function section<Shape extends z.ZodRawShape>(about: string, shape: Shape) {
  const keys = z.strictObject(shape);
  return keys
    .nullish()
    .transform((given) => given ?? keys.parse({}))
    .describe(about);
}

/** Nothing is the same as leaving the key out. */
function absent<Given extends z.ZodType>(shape: Given, about: string) {
  return shape
    .nullish()
    .transform((given) => given ?? undefined)
    .describe(about);
}

const admins = z.union(
  [
    peopleList.transform((principalNames): Admins => ({ kind: 'people', principalNames })),
    z.strictObject({ group: groupId }).transform(({ group }): Admins => ({ kind: 'group', groupId: group })),
  ],
  { error: 'a list of 1 to 20 sign-in names, or `group` with a group id' },
);

const template = z
  .strictObject({
    name: text(60),
    description: text(1024).exactOptional(),
    visibility: visibility.exactOptional(),
    team: z.boolean().exactOptional(),
    classification: text(120).exactOptional(),
  })
  .transform(({ team, ...rest }): GroupTemplate => ({ ...rest, ...(team !== undefined && { hasTeam: team }) }));

const timeWords = 'a time from 00:00 to 23:59';
const time = z.string(timeWords).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, timeWords);
const quietHours = z
  .strictObject({ from: time, to: time, weekends: z.boolean().default(false) })
  .refine(({ from, to }) => from !== to, 'two different times')
  .transform((given): QuietHours => given);

const { creation, members, expiry } = defaultPolicy;

/**
 * Every key of the policy's file: what it may be, what holds without it, and what it is for. The file itself, its schema
 * for editors and the table of its keys are made from this.
 */
export const policyShape = z.strictObject({
  admins: absent(
    admins,
    'Whom escalations and reports go to: sign-in names, up to 20, or an Entra group by its object id.',
  ),
  approvals: absent(
    approvalRules,
    'Who has to agree to what. The first rule that matches a request holds; where none does, the owners of a group decide on joining it, on adding people and on a team, and new groups need nobody.',
  ),
  quietHours: absent(
    quietHours,
    'When nobody gets reminders and notices, by their own clock; decisions and answers always arrive.',
  ),
  creation: section('What new groups may be.', {
    minimumOwners: whole(1, 9)
      .default(creation.minimumOwners)
      .describe('How many owners a new group has at least, whoever asks among them. From 1 to 9.'),
    kinds: z
      .array(z.enum(['microsoft365']))
      .min(1)
      .default([...creation.kinds])
      .describe('Which kinds of groups may be asked for. There is one so far.'),
    visibilities: z
      .array(visibility)
      .min(1)
      .refine(isUnique, 'different values')
      .default([...creation.visibilities])
      .describe('Who may join by themselves. The form proposes the first.'),
    classifications: z
      .array(text(120))
      .max(50)
      .refine(isUnique, 'different values')
      .default([...creation.classifications])
      .describe(
        'What the form offers as classification; empty: it does not ask. The directory has to know the same values.',
      ),
    templates: z
      .array(template)
      .max(50)
      .refine((templates) => isUnique(templates.map(({ name }) => name)), 'templates with different names')
      .default([])
      .describe('Patterns for new groups. The form is filled in with what a template says.'),
  }),
  members: section('What members may do.', {
    allowGuests: z
      .boolean()
      .default(members.allowsGuests)
      .describe('Whether guests may be made owners of a new group.'),
    mayAskForTeam: z
      .boolean()
      .default(members.mayAskForTeam)
      .describe('Whether members who do not own their group may ask its owners to put a team on it.'),
  }).transform(({ allowGuests, ...rest }) => ({ ...rest, allowsGuests: allowGuests })),
  expiry: section('How groups end.', {
    noticeDays: z
      .array(whole(1, 365))
      .min(1)
      .max(10)
      .refine(isUnique, 'different values')
      .default([...expiry.noticeDays])
      .transform((days) => days.toSorted((a, b) => b - a))
      .describe('How many days before a group expires its owners hear of it.'),
  }),
});

export type GivenPolicy = z.output<typeof policyShape>;

/** @returns the policy of a file that fits the shape: the rules that hold anyway come behind its own */
export function policyFrom({ admins, approvals, quietHours, ...rest }: GivenPolicy): Policy {
  return {
    ...rest,
    ...(admins && { admins }),
    ...(quietHours && { quietHours }),
    approvals: [...(approvals ?? []), ...defaultPolicy.approvals],
  };
}
