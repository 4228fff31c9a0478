import { roleNeeded } from '../domain/entra-roles.ts';
import { linesOf, ownExtension, schemaTypes, type Extension, type SchemaExtension } from '../domain/extensions.ts';
import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { pageActions, rowsView } from './rows.ts';
import { guild } from './samples.ts';

type Named = Pick<Group, 'id' | 'displayName'>;

const data: Extension = { name: ownExtension, values: { costCentre: 4711, note: '**Ask** <at>Ada</at>' } };
const projects: SchemaExtension = {
  id: 'contoso_projects',
  description: 'What our projects are about',
  status: 'Available',
  isForGroups: true,
  properties: [
    { name: 'code', type: 'String' },
    { name: 'budget', type: 'Integer' },
  ],
};

function nameWords(name: string): string {
  return name === ownExtension ? 'Written here' : name;
}

/** What is kept with a group besides what Microsoft 365 keeps. */
export const extensionsCard = defineCard<{ group: Named; extensions: readonly Extension[] }>('rows', {
  samples: { some: { group: guild, extensions: [data] }, none: { group: guild, extensions: [] } },
  text: ({ group }) => `Extra data of ${plain(group.displayName)}`,
  view: ({ group, extensions }) =>
    rowsView({
      title: `Extra data of ${escapeText(group.displayName, 120)}`,
      sentence: extensions.length === 0 ? 'Nothing is kept with it. Write something, such as a cost centre.' : '',
      rows: extensions.map(({ name, values }) => ({
        name: nameWords(name),
        text: linesOf(values) || 'Empty',
        actions: [
          openDialog('Change…', 'extension.put', { group: group.id, extension: name }),
          executeAction('Delete', 'extension.delete', { group: group.id, extension: name }),
        ],
      })),
      actions: [
        ...(extensions.some(({ name }) => name === ownExtension)
          ? []
          : [openDialog('Write something…', 'extension.put', { group: group.id })]),
        openAction('Show the group', 'group.show', { group: group.id }),
      ],
    }),
});

export interface ValuesForm {
  group: Named;
  /** Either of the two: an extension's name, or a schema extension. */
  extension?: string;
  schema?: SchemaExtension;
  lines: string;
  problem?: string;
}

/** Values, a line each. */
export const valuesFormCard = defineCard<ValuesForm>('form', {
  samples: {
    first: { group: guild, extension: ownExtension, lines: '' },
    schema: { group: guild, schema: projects, lines: 'code = A1' },
    wrong: { group: guild, extension: 'com.contoso.x', lines: 'A1', problem: '“A1” should be name = value.' },
  },
  asks: () => true,
  text: ({ group }) => `Extra data of ${plain(group.displayName)}`,
  view: ({ group, extension, schema, lines, problem }) =>
    formView({
      title: `Extra data of ${escapeText(group.displayName, 120)}`,
      sentence: schema
        ? `${escapeText(schema.id)} has ${escapeText(schema.properties.map(({ name, type }) => `${name} (${type})`).join(', '), 600)}. What you leave out stays as it is.`
        : 'Everybody who sees the group can read it, and apps can. A line that you take away is deleted.',
      fields: [
        {
          kind: 'text',
          id: 'lines',
          label: 'Values, a line each',
          isRequired: true,
          value: lines,
          isMultiline: true,
          maxLength: 2_000,
          placeholder: 'costCentre = 4711',
          problem,
        },
      ],
      send: schema
        ? { title: 'Save', verb: 'schema.put', data: { group: group.id, schema: schema.id } }
        : {
            title: 'Save',
            verb: 'extension.put',
            data: { group: group.id, ...(extension !== undefined && { extension }) },
          },
      others: [executeAction('Leave as it is', 'extension.show', { group: group.id })],
    }),
});

export const extensionConfirmCard = defineCard<{ group: Named; extension: Extension }>('confirm', {
  samples: { delete: { group: guild, extension: data } },
  asks: () => true,
  text: ({ group }) => `Delete data of ${plain(group.displayName)}?`,
  view: ({ group, extension }) =>
    confirmView({
      title: `Delete “${escapeText(nameWords(extension.name), 80)}” of ${escapeText(group.displayName, 120)}?`,
      sentence: 'It cannot be brought back, and an app that keeps it there may miss it.',
      facts: Object.entries(extension.values)
        .slice(0, 10)
        .map(([name, value]) => ({ title: escapeText(name, 60), value: escapeText(String(value), 200) })),
      yes: { title: 'Delete', verb: 'extension.delete', data: { group: group.id, extension: extension.name } },
      no: { title: 'Keep it', verb: 'extension.show', data: { group: group.id } },
    }),
});

export const extensionToldCard = defineCard<{ what: 'saved' | 'deleted'; group: Named }>('done', {
  samples: { saved: { what: 'saved', group: guild }, deleted: { what: 'deleted', group: guild } },
  text: ({ what, group }) => `Data of ${plain(group.displayName)} is ${what}`,
  view: ({ what, group }) => ({
    title: `Data of ${escapeText(group.displayName, 120)} is ${what}`,
    sentence: what === 'saved' ? 'Apps that look for it find it now.' : 'Nothing else of the group has changed.',
    detail: '',
    hasDetail: false,
    actions: [executeAction('Extra data', 'extension.show', { group: group.id })],
  }),
});

/** Which patterns for values there are. */
export const schemasCard = defineCard<{ schemas: readonly SchemaExtension[]; next?: string; isContinued?: boolean }>(
  'rows',
  {
    samples: { some: { schemas: [projects], next: 'opaque' }, none: { schemas: [] } },
    text: () => 'Schema extensions',
    view: ({ schemas, next, isContinued }) =>
      rowsView({
        title: 'Schema extensions',
        sentence:
          schemas.length === 0
            ? 'There is none. One says which values groups can have, for every app of the organisation.'
            : 'Give a group values by “set values of” with its name and that of the schema extension.',
        rows: schemas.map(({ id, description, status, properties, isForGroups }) => ({
          name: id,
          meta: [escapeText(status), isForGroups ? '' : 'not for groups'],
          text: `${description}: ${properties.map(({ name, type }) => `${name} (${type})`).join(', ')}`,
        })),
        actions: [
          openDialog('Define one…', 'schema.create', {}),
          ...pageActions(
            'schema.list',
            {},
            { ...(next !== undefined && { next }), ...(isContinued && { isContinued }) },
          ),
        ],
      }),
  },
);

export interface SchemaForm {
  values: { id: string; description: string; properties: string };
  problems?: Partial<Record<'id' | 'description' | 'properties', string>>;
}

export const schemaFormCard = defineCard<SchemaForm>('form', {
  samples: {
    first: { values: { id: '', description: '', properties: '' } },
    wrong: {
      values: { id: '1', description: 'x', properties: 'code: Text' },
      problems: { id: 'It begins with a letter.', properties: '“Text” is no type.' },
    },
  },
  asks: () => true,
  text: () => 'Define a schema extension',
  view: ({ values, problems = {} }) =>
    formView({
      title: 'Define a schema extension',
      sentence: `Groups can have values of it then, for every app to read. What was defined once can be added to, not taken away. ${roleNeeded('appDevelopment')}`,
      fields: [
        {
          kind: 'text',
          id: 'id',
          label: 'Name',
          isRequired: true,
          maxLength: 60,
          value: values.id,
          placeholder: 'projects',
          problem: problems.id,
        },
        {
          kind: 'text',
          id: 'description',
          label: 'What it is for',
          isRequired: true,
          maxLength: 200,
          value: values.description,
          problem: problems.description,
        },
        {
          kind: 'text',
          id: 'properties',
          label: `Values, a line each: name: type (${schemaTypes.join(', ')})`,
          isRequired: true,
          isMultiline: true,
          maxLength: 2_000,
          value: values.properties,
          placeholder: 'code: String',
          problem: problems.properties,
        },
      ],
      send: { title: 'Define', verb: 'schema.create', data: { filled: 'yes' } },
      others: [executeAction('Leave it', 'schema.list', {})],
    }),
});

export const schemaToldCard = defineCard<{ id: string }>('done', {
  samples: { defined: { id: 'projects' } },
  text: ({ id }) => `${plain(id)} is defined`,
  view: ({ id }) => ({
    title: `${escapeText(id)} is defined`,
    sentence: 'Microsoft 365 puts a mark of its own before the name: the list shows how it is called now.',
    detail: '',
    hasDetail: false,
    actions: [executeAction('Schema extensions', 'schema.list', {})],
  }),
});
