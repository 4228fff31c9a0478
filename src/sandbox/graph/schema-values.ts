import type { ObjectRecord } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { SchemaRecord } from '../tenant/work-records.ts';
import { badRequest, invalidValue } from './errors.ts';

/** How many schema extensions one group can have values of. */
const mostValues = 100;

const fits: Record<string, (value: unknown) => boolean> = {
  String: (value) => typeof value === 'string',
  Integer: (value) => Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value)),
  Boolean: (value) => typeof value === 'boolean',
  DateTime: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  Binary: (value) => typeof value === 'string',
};

/** @returns the schema extension of this id, when groups or users can have values of it */
export function schemaOf(tenant: Tenant, id: string, type: ObjectRecord['type']): SchemaRecord | undefined {
  const schema = tenant.work.schemas.get(id);
  return schema?.targetTypes.some((target) => target.toLowerCase() === type) ? schema : undefined;
}

/** What a group shows of a schema extension: its values with their type, or null. */
export function readSchemaValues(tenant: Tenant, groupId: string, schemaId: string): Record<string, unknown> | null {
  const values = tenant.work.schemaValues.get(groupId)?.values[schemaId];
  return values ? { '@odata.type': '#microsoft.graph.ComplexExtensionValue', ...values } : null;
}

/** A body that was taken apart: what is a group's own, and values of schema extensions by their id. */
export interface TakenApart {
  own: Record<string, unknown>;
  values: Record<string, Record<string, unknown> | null>;
}

/** @throws GraphError 400 for values that the schema extension does not have, or that are of another type */
export function takeApart(tenant: Tenant, body: Record<string, unknown>): TakenApart {
  const own: Record<string, unknown> = {};
  const values: TakenApart['values'] = {};
  for (const [name, value] of Object.entries(body)) {
    const schema = schemaOf(tenant, name, 'group');
    if (schema) values[schema.id] = readValues(schema, value);
    else own[name] = value;
  }
  return { own, values };
}

function readValues(schema: SchemaRecord, value: unknown): Record<string, unknown> | null {
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidValue(schema.id);
  const given = Object.entries(value).filter(([name]) => !name.startsWith('@odata.'));
  for (const [name, one] of given) {
    const type = schema.properties.find((property) => property.name === name)?.type;
    if (type === undefined) throw badRequest(`Invalid property '${name}'.`);
    if (one !== null && !fits[type]?.(one)) throw invalidValue(name);
  }
  return Object.fromEntries(given);
}

/** Keeps values with a group; null drops them all, a property with null itself alone. @throws GraphError 400 for too many */
export function keepSchemaValues(tenant: Tenant, groupId: string, values: TakenApart['values']): void {
  if (Object.keys(values).length === 0) return;
  const next = new Map(Object.entries(tenant.work.schemaValues.get(groupId)?.values ?? {}));
  for (const [id, given] of Object.entries(values)) {
    if (given === null) next.delete(id);
    else next.set(id, withoutNulls({ ...next.get(id), ...given }));
  }
  if (next.size > mostValues) throw badRequest(`A resource has at most ${String(mostValues)} schema extension values.`);
  tenant.work.schemaValues.put({ id: groupId, values: Object.fromEntries(next) });
}

function withoutNulls(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
