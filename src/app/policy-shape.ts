import { z } from 'zod';
import { defaultPolicy, reportDays, type Admins, type GroupTemplate, type Policy } from '../domain/policy.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { attestationRules, exampleAttestation } from './policy-attestation.ts';
import { approvalRules } from './policy-rules.ts';
import { absent, differ, groupId, listOf, peopleList, section, text, time, whole } from './policy-values.ts';

const visibility = z.enum(['private', 'public']);

const admins = z.union(
  [
    peopleList.transform((principalNames): Admins => ({ kind: 'people', principalNames })),
    z.strictObject({ group: groupId }).transform(({ group }): Admins => ({ kind: 'group', groupId: group })),
  ],
  { error: 'a list of 1 to 20 sign-in names, or `group` with a group id' },
);

const template = z
  .strictObject({
    name: text(60).describe('What the form calls it.'),
    description: text(1024)
      .exactOptional()
      .describe('{name} and {requester} stand for the group’s name and whoever asks.'),
    visibility: visibility.exactOptional().describe('One of `visibilities`.'),
    team: z.boolean().exactOptional().describe('Whether it has a team.'),
    classification: text(120).exactOptional().describe('One of `classifications`.'),
  })
  .transform(({ team, ...rest }): GroupTemplate => ({ ...rest, ...(team !== undefined && { hasTeam: team }) }));

const quietHours = z
  .strictObject({
    from: time.describe('In quotes.'),
    to: time.describe('The next morning, where it is earlier than `from`.'),
    weekends: z.boolean().default(false).describe('Whether Saturday and Sunday are quiet all day.'),
  })
  .refine(({ from, to }) => from !== to, 'two different times')
  .transform((given): QuietHours => given);

const exampleRule = {
  name: 'Confidential',
  kinds: ['join', 'add-member'],
  groups: ['Project *'],
  classifications: ['Confidential'],
  stages: [{ by: 'manager' }, { by: 'owners', decides: 'any' }],
  passesFor: { group: '3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01' },
  carriedOutBy: 'approver',
  reason: 'required',
  remindAfterDays: 2,
  escalate: { afterDays: 4, to: 'admins' },
  lapsesAfterDays: 7,
};
const exampleTemplate = {
  name: 'Project',
  description: 'Everything about {name}, asked for by {requester}.',
  visibility: 'private',
  team: true,
  classification: 'Internal',
};

const { creation, members, expiry, ownerless, reports, delegation } = defaultPolicy;

/**
 * Every key of the policy's file: what it may be, what holds without it, and what it is for. The file itself, its schema
 * for editors and the table of its keys are made from this by `npm run docs`; a new key stands here and in `Policy`.
 */
export const policyShape = z.strictObject({
  admins: absent(admins, {
    description: 'Whom escalations and reports go to: sign-in names, up to 20, or an Entra group by its object id.',
    examples: [['ada@contoso.com', 'grace@contoso.com'], { group: '3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01' }],
  }),
  approvals: absent(approvalRules, {
    description:
      'Who has to agree to what. The first rule that matches a request holds. Where none does, the owners of a group decide on joining it, on adding people, on further owners and on a team; new groups and what owners change need nobody. Nobody agrees to their own request.',
    examples: [[exampleRule]],
  }),
  attestation: attestationRules.prefault([]).meta({
    description:
      'Which groups their owners confirm now and then: still needed, the right people, rightly public or private. The first rule that matches a group holds; without one nobody is asked.',
    examples: [[exampleAttestation]],
  }),
  quietHours: absent(quietHours, {
    description: 'When nobody gets reminders and notices, by their own clock. Decisions and answers always arrive.',
    examples: [{ from: '18:00', to: '08:00', weekends: true }],
  }),
  creation: section('What new groups may be.', {
    minimumOwners: whole(1, 9)
      .default(creation.minimumOwners)
      .describe('How many owners a new group has at least, whoever asks among them.'),
    kinds: z
      .array(z.enum(['microsoft365']))
      .min(1)
      .default([...creation.kinds])
      .describe('Which kinds of groups may be asked for. There is one so far.'),
    visibilities: listOf(visibility, { least: 1, most: 2 })
      .default([...creation.visibilities])
      .describe('Who may join by themselves. The form proposes the first.'),
    classifications: listOf(text(120), { most: 50 })
      .default([...creation.classifications])
      .describe(
        'What the form offers as classification; empty: it does not ask. The directory has to know the same values.',
      ),
    templates: z
      .array(template)
      .max(50)
      .refine((templates) => differ(templates.map(({ name }) => name)), 'templates with different names')
      .prefault([])
      .meta({
        description: 'Patterns for new groups. The form is filled in with what a template says.',
        examples: [[exampleTemplate]],
      }),
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
    appEndsMemberships: z
      .boolean()
      .default(members.appEndsMemberships)
      .describe(
        'Whether Muster itself takes people out whose time in a group is over. It also takes the application role GroupMember.ReadWrite.All, which an administrator grants; without it the owners are asked as ever.',
      ),
  }).transform(({ allowGuests, ...rest }) => ({ ...rest, allowsGuests: allowGuests })),
  expiry: section('How groups end.', {
    noticeDays: listOf(whole(1, 365), { least: 1, most: 10 })
      .default([...expiry.noticeDays])
      .transform((days) => days.toSorted((a, b) => b - a))
      .describe('How many days before a group expires its owners hear of it.'),
    restoreDays: listOf(whole(1, 30), { least: 1, most: 10 })
      .default([...expiry.restoreDays])
      .transform((days) => days.toSorted((a, b) => b - a))
      .describe(
        'A deleted group can be brought back for 30 days. With how many days left its former owners hear of it; 30: at once.',
      ),
  }),
  ownerless: section('How groups without owners find one.', {
    minimumOwners: whole(0, 9)
      .default(ownerless.minimumOwners)
      .describe(
        'A group with fewer owners asks its members; 0: nobody is ever asked. Where the app may read people, who has left does not count.',
      ),
    countGuests: z.boolean().default(ownerless.countsGuests).describe('Whether a guest counts as an owner.'),
    askAtOnce: whole(1, 20)
      .default(ownerless.askAtOnce)
      .describe('How many members are asked at a time, those who wrote in the group lately first.'),
    answerDays: whole(1, 30)
      .default(ownerless.answerDays)
      .describe('How many days each of them has to answer before the next one is asked.'),
    confirm: z
      .enum(['admins', 'app'])
      .default(ownerless.confirm)
      .describe(
        'Who makes an owner of whoever accepts: one of `admins`, with a press and their own right, or the app by itself. The app can only where it was granted the application permission Group.ReadWrite.All, with which it may change every group; without it, the administrators are asked.',
      ),
  }).transform(({ countGuests, ...rest }) => ({ ...rest, countsGuests: countGuests })),
  reports: section('What administrators hear regularly.', {
    weekly: z
      .enum(reportDays)
      .default(reports.weekly)
      .describe('The day on which those under `admins` get a report, when their day begins.'),
  }),
  delegation: section('Who decides while somebody is away.', {
    mostDays: whole(1, 366)
      .default(delegation.mostDays)
      .describe('For how many days at most somebody may hand their approvals over to a colleague.'),
  }),
  audit: section('What stays on record.', {
    keepDays: absent(whole(30, 36_500), {
      description:
        'For how many days the audit trail is kept: once a day, older entries are cut off. Without it, for ever.',
      examples: [730],
    }),
  }),
});

export type GivenPolicy = z.output<typeof policyShape>;

/** @returns the policy of a file that fits the shape: the rules that hold anyway come behind its own */
export function policyFrom({ admins: whom, approvals, quietHours: quiet, ...rest }: GivenPolicy): Policy {
  return {
    ...rest,
    ...(whom && { admins: whom }),
    ...(quiet && { quietHours: quiet }),
    approvals: [...(approvals ?? []), ...defaultPolicy.approvals],
  };
}
