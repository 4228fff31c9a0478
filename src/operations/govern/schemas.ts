import { z } from 'zod';
import {
  extensionToldCard,
  schemaFormCard,
  schemasCard,
  schemaToldCard,
  valuesFormCard,
  type SchemaForm,
  type ValuesForm,
} from '../../cards/extensions.ts';
import { AppError } from '../../domain/errors.ts';
import { linesOf, schemaTypes, valuesIn, type SchemaExtension } from '../../domain/extensions.ts';
import type { Group } from '../../domain/groups.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import { resolveGroup } from '../resolve-group.ts';
import { wantedAndGroup } from './wanted-and-group.ts';

/** @see https://learn.microsoft.com/graph/api/schemaextension-list */
export const listSchemas = defineOperation({
  name: 'schema.list',
  phrases: ['schema extensions', 'show schema extensions', 'list schema extensions', 'schemas'],
  summary: 'Show which values groups can have for all apps',
  example: 'schema extensions',
  input: z.object({ next: nextPage }),
  scopes: ['User.Read'],

  async run({ next }, { governance }) {
    const page = await governance.schemas({ pageSize: 10, ...(next !== undefined && { next }) });
    return {
      schemas: page.items,
      isContinued: next !== undefined,
      ...(page.next !== undefined && { next: page.next }),
    };
  },
  card: schemasCard,
});

const field = z
  .string({ error: 'This form is broken. Ask again with “define schema extension”.' })
  .trim()
  .max(8_000)
  .default('');

/**
 * @throws AppError `schema.denied`, `schema.exists`, `extension.refused`
 * @see https://learn.microsoft.com/graph/api/schemaextension-post-schemaextensions
 */
export const createSchema = defineOperation({
  name: 'schema.create',
  phrases: ['define schema extension', 'define a schema extension', 'create schema extension', 'new schema extension'],
  role: 'appDevelopment',
  summary: 'Define values that groups can have for all apps (administrators)',
  example: 'define schema extension',
  input: z.object({
    id: field,
    description: field,
    properties: field,
    filled: z.literal('yes', { error: 'This form is broken. Ask again with “define schema extension”.' }).optional(),
  }),
  scopes: ['Application.ReadWrite.All'],

  dialog: { title: 'Schema extension' },

  async run(
    { filled, ...values },
    { governance, caller },
  ): Promise<{ form: SchemaForm } | { id: string; tenantId: string }> {
    if (filled !== 'yes') return { form: { values } };
    const { properties, problems } = schemaProblems(values);
    if (Object.keys(problems).length > 0) return { form: { values, problems } };
    const { id, description } = values;
    await governance.createSchema(caller.tenantId, { id, description, properties });
    return { id, tenantId: caller.tenantId };
  },
  changes: (defining) => ('tenantId' in defining ? { outcome: 'done', groupId: defining.tenantId } : undefined),
  card: (defining, reader) =>
    'form' in defining ? schemaFormCard(defining.form, reader) : schemaToldCard({ id: defining.id }, reader),
});

/** @see https://learn.microsoft.com/graph/api/resources/schemaextension */
function schemaProblems({ id, description, properties: text }: SchemaForm['values']) {
  const problems: NonNullable<SchemaForm['problems']> = {};
  if (!/^[A-Za-z][A-Za-z0-9]{0,29}(?:_[A-Za-z][A-Za-z0-9]{0,29})?$/u.test(id))
    problems.id = 'A name is one word of letters and digits, or a domain of yours, an underscore and such a word.';
  if (description === '' || description.length > 200) problems.description = 'Please say it in up to 200 characters.';
  const lines = text.split(/\r\n?|\n|;/u).filter((line) => line.trim() !== '');
  const properties = lines.flatMap((line) => {
    const [, name, typed = ''] = /^\s*([A-Za-z]\w{0,99})\s*:\s*(\w+)\s*$/u.exec(line) ?? [];
    const type = schemaTypes.find((one) => one.toLowerCase() === typed.toLowerCase());
    return name !== undefined && type ? [{ name, type }] : [];
  });
  const wrong = lines.length - properties.length;
  if (lines.length === 0 || wrong > 0 || lines.length > 100)
    problems.properties = `Please write a line for each value, such as “code: String”. Types are ${schemaTypes.join(', ')}.`;
  return { properties, problems };
}

type Putting = { form: ValuesForm } | { saved: Group };

/**
 * Gives a group values of a schema extension.
 * @throws AppError `schema.unknown`, `group.not-owner`, `extension.refused`
 * @see https://learn.microsoft.com/graph/extensibility-schema-groups
 */
export const putSchemaValues = defineOperation({
  name: 'schema.put',
  phrases: ['set schema values', 'put schema values', 'put values'],
  summary: 'Give a group values of a schema extension',
  example: 'set schema values contoso_projects to Design Guild',
  fromWords: (words) => wantedAndGroup(words, 'schema', 'to'),
  input: z.object({
    group: groupName,
    schema: z
      .string({ error: 'Which schema extension? “Schema extensions” lists them.' })
      .trim()
      .regex(/^[A-Za-z]\w{0,80}$/u, 'Which schema extension? “Schema extensions” lists them.'),
    lines: z.string({ error: 'Write a value a line.' }).max(8_000).optional(),
  }),
  scopes: ['User.Read', 'Group.ReadWrite.All'],

  async run({ group: wanted, schema: id, lines }, services): Promise<Putting> {
    const { directory, governance } = services;
    const [group, schema] = await Promise.all([resolveGroup(directory, wanted), governance.schema(id)]);
    if (!schema?.isForGroups) throw unknownSchema(id);
    if (lines === undefined)
      return { form: { group, schema, lines: linesOf(await governance.schemaValues(group.id, schema)) } };
    const read = valuesIn(lines);
    const problem = 'problem' in read ? read.problem : misfit(schema, Object.keys(read.values));
    if (problem !== undefined || 'problem' in read)
      return { form: { group, schema, lines, ...(problem !== undefined && { problem }) } };
    const values = Object.fromEntries(
      Object.entries(read.values).map(([name, value]) => [name, typed(schema, name, value)]),
    );
    await asOwner(group, services, () => governance.setSchemaValues(group.id, schema.id, values));
    return { saved: group };
  },
  changes: (putting) => ('saved' in putting ? { outcome: 'done', groupId: putting.saved.id } : undefined),
  card: (putting, reader) =>
    'form' in putting
      ? valuesFormCard(putting.form, reader)
      : extensionToldCard({ what: 'saved', group: putting.saved }, reader),
});

/** A code of digits is a text where the schema says so. An empty text takes the value away. */
function typed({ properties }: SchemaExtension, name: string, value: unknown): string | number | boolean | null {
  if (value === '') return null;
  const type = properties.find((one) => one.name === name)?.type;
  return (type === 'String' || type === 'DateTime' || type === 'Binary' ? String(value) : value) as string;
}

function misfit({ properties }: SchemaExtension, names: readonly string[]): string | undefined {
  const other = names.find((name) => !properties.some((one) => one.name === name));
  return other === undefined ? undefined : `There is no value “${other}” here.`;
}

function unknownSchema(id: string): AppError {
  return new AppError('notFound', {
    code: 'schema.unknown',
    advice: `There is no schema extension “${id}” for groups. “Schema extensions” lists them.`,
  });
}
