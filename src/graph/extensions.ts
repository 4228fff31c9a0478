import { z } from 'zod';
import { roleNeeded } from '../domain/entra-roles.ts';
import { AppError } from '../domain/errors.ts';
import type { Extension, ExtensionValue, SchemaExtension } from '../domain/extensions.ts';
import type { Governance } from '../ports/governance.ts';
import { change } from './change.ts';
import type { GraphCall } from './client.ts';
import { doings } from './doings.ts';
import { odataString } from './escape.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { continued, nextOf } from './paging.ts';
import type { Doing } from './refusals.ts';

const gone = { code: 'extension.not-found', advice: 'The group has no such data, or not any more.' };
const reading: Doing = { denied: doings.readGroup.denied, notFound: gone };
const writing: Doing = {
  denied: { code: 'extension.denied', advice: 'Only an owner of the group or an administrator may change its data.' },
  notFound: gone,
};
const defining: Doing = {
  denied: {
    code: 'schema.denied',
    advice: `You may not define schema extensions: it takes an owner of the app that they are for. ${roleNeeded('appDevelopment')}`,
  },
  alreadyPresent: { code: 'schema.exists', advice: 'There is a schema extension of this name already.' },
};

const primitive = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const value = z.union([primitive, z.array(primitive)]);
const extensionShape = z.looseObject({ id: z.string(), extensionName: z.string().nullish() });
const extensionList = z.object({ value: z.array(extensionShape) });
const schemaShape = z.object({
  id: z.string(),
  description: z.string().nullish(),
  status: z.string().nullish(),
  targetTypes: z.array(z.string()).nullish(),
  properties: z.array(z.object({ name: z.string(), type: z.string() })).nullish(),
});
const schemaList = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(schemaShape) });

type Extensions = Pick<
  Governance,
  | 'extensionsOf'
  | 'extension'
  | 'createExtension'
  | 'changeExtension'
  | 'deleteExtension'
  | 'schemas'
  | 'schema'
  | 'createSchema'
  | 'schemaValues'
  | 'setSchemaValues'
>;

/**
 * Data that apps keep with groups, over Graph. Open extensions have no properties to select: all comes back.
 * @see https://learn.microsoft.com/graph/extensibility-overview
 */
export function extensionsOver({ reader, writer }: Link): Extensions {
  return {
    async extensionsOf(groupId) {
      const path = `${groupPath(groupId)}/extensions`;
      return parsed(extensionList, await reader.read({ path }, reading)).value.map(extensionFrom);
    },
    async extension(groupId, name) {
      return extensionFrom(parsed(extensionShape, await reader.read({ path: extensionPath(groupId, name) }, reading)));
    },
    createExtension: (groupId, extension) =>
      save(writer, { method: 'POST', path: `${groupPath(groupId)}/extensions`, body: bodyOf(extension) }, writing),
    changeExtension: (groupId, extension) =>
      save(writer, { method: 'PATCH', path: extensionPath(groupId, extension.name), body: bodyOf(extension) }, writing),
    deleteExtension: (groupId, name) => save(writer, { method: 'DELETE', path: extensionPath(groupId, name) }, writing),
    async schemas({ pageSize, next }) {
      const path = `/schemaExtensions?$top=${pageSize}&${schemaFields}`;
      const body = parsed(schemaList, await reader.read({ path: continued(path, next) }, defining));
      const following = nextOf(path, body['@odata.nextLink']);
      return { items: body.value.map(schemaFrom), ...(following === undefined ? {} : { next: following }) };
    },
    async schema(id) {
      const path = `/schemaExtensions?$filter=id%20eq%20${odataString(id)}&${schemaFields}`;
      return parsed(schemaList, await reader.read({ path }, defining)).value.map(schemaFrom)[0];
    },
    createSchema: (_tenantId, { id, description, properties }) => {
      const body = { id, description, targetTypes: ['Group'], properties };
      return save(writer, { method: 'POST', path: '/schemaExtensions', body }, defining);
    },
    async schemaValues(groupId, { id, properties }) {
      const path = `${groupPath(groupId)}?$select=id,${encodeURIComponent(id)}`;
      const raw = parsed(z.looseObject({}), await reader.read({ path }, reading))[id];
      const names = properties.map(({ name }) => name);
      return typeof raw === 'object' && raw !== null
        ? valuesFrom(raw as Record<string, unknown>, (name) => names.includes(name))
        : {};
    },
    setSchemaValues: (groupId, schemaId, values) =>
      save(writer, { method: 'PATCH', path: groupPath(groupId), body: { [schemaId]: values } }, writing),
  };
}

const schemaFields = '$select=id,description,status,targetTypes,properties';

function extensionPath(groupId: string, name: string): string {
  return `${groupPath(groupId)}/extensions/${encodeURIComponent(name)}`;
}

/** What Graph takes no values of is told without its words, which name properties alone. */
async function save(writer: Writer, call: Omit<GraphCall, 'isRead'>, doing: Doing): Promise<void> {
  try {
    await change(writer, call, doing);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'graph.refused') throw error;
    throw new AppError('conflict', {
      code: 'extension.refused',
      advice:
        'Microsoft 365 did not take these values: a value is of another type, there is too much of it, or somebody was faster. Nothing was changed.',
      cause: error,
    });
  }
}

function bodyOf({ name, values }: Extension): Record<string, unknown> {
  return { '@odata.type': 'microsoft.graph.openTypeExtension', extensionName: name, ...values };
}

function extensionFrom({ id, extensionName, ...rest }: z.infer<typeof extensionShape>): Extension {
  return { name: extensionName ?? id, values: valuesFrom(rest, (name) => !name.includes('@')) };
}

/** Other apps may keep what is none of ours to show. */
function valuesFrom(raw: Record<string, unknown>, isWanted: (name: string) => boolean): Record<string, ExtensionValue> {
  const entries = Object.entries(raw).filter(([name, one]) => isWanted(name) && value.safeParse(one).success);
  return Object.fromEntries(entries) as Record<string, ExtensionValue>;
}

function schemaFrom(raw: z.infer<typeof schemaShape>): SchemaExtension {
  return {
    id: raw.id,
    description: raw.description ?? '',
    status: raw.status ?? '',
    isForGroups: raw.targetTypes?.some((type) => type.toLowerCase() === 'group') ?? false,
    properties: raw.properties ?? [],
  };
}
