import { z } from 'zod';
import { editFormCard, type EditForm, type EditValues } from '../../cards/edit-form.ts';
import { groupEditedCard, type EditedPart, type GroupEdited } from '../../cards/group-edited.ts';
import { groupThemes, type GroupChanges, type GroupProfile } from '../../domain/group-profile.ts';
import { planLimits } from '../../domain/group-plan.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { askForName } from '../requests/ask-for-name.ts';
import type { AskedFirst } from '../requests/ask-first.ts';
import { askedFirstCard, askedFirstChange, isAskedFirst } from '../requests/show-asked.ts';
import type { Services } from '../operation.ts';
import { groupBeside } from '../side-by-side.ts';
import { changeGroup, nameRefused, refuseUnlessChangeable } from './change-group.ts';

type Editing = { form: EditForm } | { edited: GroupEdited } | AskedFirst;
type Problems = NonNullable<EditForm['problems']>;

const field = z.string({ error: 'This form is broken. Ask again with “edit group”.' }).trim().max(8_000).optional();

/** A choice of “None” is a choice. */
const chosen = field.transform((value) => (value === 'none' ? '' : value));

/**
 * Changes a group with a form: name, description, classification, language and colour at once.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-update
 */
export const editGroup = defineOperation({
  name: 'group.edit',
  phrases: [
    'edit group',
    'edit',
    'change group',
    'change',
    'settings of',
    'group settings of',
    'classify',
    'change settings of',
  ],
  approval: 'rename',
  summary: 'Change a group’s name, description, classification, language or colour',
  example: 'edit Design Guild',
  argument: 'group',
  input: z.object({
    group: groupName,
    displayName: field,
    description: field,
    classification: chosen,
    language: field,
    theme: chosen,
    confirmed,
  }),
  scopes: ['Group.ReadWrite.All'],

  dialog: { title: 'Edit a group', size: 'large' },

  async run({ group: wanted, confirmed: answer, ...typed }, services): Promise<Editing> {
    const { group, beside } = await groupBeside(services.directory, wanted, (id) => services.profiles.read(id));
    refuseUnlessChangeable(group);
    const now = valuesOf(group, await beside());
    const choices = services.policy.creation.classifications;
    if (answer !== 'yes') return { form: { group, values: now, classifications: choices } };

    const values = { ...now, ...withoutAbsent(typed) };
    const problems = await problemsOf(group, values, now, services);
    if (Object.keys(problems).length > 0) return { form: { group, values, classifications: choices, problems } };
    const changes = differences(values, now);
    const { displayName: name, ...others } = changes;
    const about = { group, displayName: name ?? '', reason: '', isSent: false };
    const asked = name === undefined ? undefined : await askForName(about, services);
    // The rest is changed all the same: only the name waits, with a form of its own.
    await changeGroup(group, asked ? others : changes, services);
    if (asked) return asked;
    const edited = { ...group, displayName: values.displayName };
    return { edited: { group: edited, changed: partsOf(changes) } };
  },
  changes(editing) {
    if (isAskedFirst(editing)) return askedFirstChange(editing);
    return 'edited' in editing && editing.edited.changed.length > 0
      ? { outcome: 'done', groupId: editing.edited.group.id }
      : undefined;
  },
  card(editing, reader) {
    if (isAskedFirst(editing)) return askedFirstCard(editing, reader);
    return 'form' in editing ? editFormCard(editing.form, reader) : groupEditedCard(editing.edited, reader);
  },
});

function valuesOf(group: Group, profile: GroupProfile): EditValues {
  const { classification = '', language = '', theme = '' } = profile;
  return { displayName: group.displayName, description: group.description ?? '', classification, language, theme };
}

function withoutAbsent(typed: { [Key in keyof EditValues]?: string | undefined }): Partial<EditValues> {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
}

function differences(values: EditValues, now: EditValues): GroupChanges {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== now[key as keyof EditValues]));
}

function partsOf(changes: GroupChanges): EditedPart[] {
  const parts = Object.keys(changes) as (keyof GroupChanges)[];
  return parts.map((part) => (part === 'displayName' ? 'name' : part));
}

/** What stays as it is is never wrong, though it may be older than today's rules. */
async function problemsOf(group: Group, values: EditValues, now: EditValues, services: Services): Promise<Problems> {
  const { displayName, description, classification, language, theme } = values;
  const { classifications } = services.policy.creation;
  const problems: Problems = {};
  if (displayName === '') problems.displayName = 'A group needs a name.';
  else if (displayName.length > planLimits.displayName)
    problems.displayName = `Names have up to ${planLimits.displayName} characters; this has ${displayName.length}.`;
  if (description.length > planLimits.description)
    problems.description = `Please keep this under ${planLimits.description} characters; it has ${description.length}.`;
  const isListed = classification === '' || classifications.length === 0 || classifications.includes(classification);
  if (classification !== now.classification && !isListed)
    problems.classification = 'This is not one of the classifications of your organisation. Please choose again.';
  if (language !== now.language && !isLanguage(language))
    problems.language = 'Please write a language as en-GB, de or pt-BR are written.';
  if (theme !== '' && !groupThemes.some((one) => one === theme))
    problems.theme = 'There is no such colour. Please choose again.';
  const refused = problems.displayName === undefined ? await nameRefused(group, displayName, services) : undefined;
  return { ...problems, ...(refused !== undefined && { displayName: refused }) };
}

function isLanguage(tag: string): boolean {
  return tag === '' || /^[a-z]{2,3}(?:-[a-z]{4})?(?:-[a-z]{2})?$/iu.test(tag);
}
