import { z } from 'zod';
import { policyShape } from '../src/app/policy-shape.ts';

/** As much of JSON Schema as the shape comes out in. */
export interface Schema {
  description?: string;
  default?: unknown;
  examples?: unknown[];
  type?: string;
  enum?: string[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxLength?: number;
}

/** What a policy's file may hold, for editors. */
export function policySchema(): Schema {
  const { $schema, ...schema } = z.toJSONSchema(policyShape, {
    io: 'input',
    target: 'draft-07',
    // Left out otherwise where a value is turned into another; ours are of the file.
    override({ zodSchema, jsonSchema }) {
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (examples) jsonSchema.examples = examples as unknown[];
    },
  });
  const title = 'What an organisation wants of its groups';
  return { $schema, title, ...schema } as Schema;
}

interface Key {
  key: string;
  about: string;
  value: string;
  fallback: string;
}

/** Every key, those of lists with `[]` behind the list's. */
export function keysOf(schema: Schema, above = ''): Key[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const key = above === '' ? name : `${above}.${name}`;
    const isNeeded = schema.required?.includes(name) ?? false;
    const fallback = one.default === undefined ? (isNeeded ? '_needed_' : '') : `\`${flow(one.default)}\``;
    const about = (one.description ?? '').replaceAll('*', '\\*').replaceAll('|', '\\|');
    const inner = given(one);
    const items = inner.items && given(inner.items);
    const below = items ? keysOf(items, `${key}[]`) : keysOf(inner, key);
    const value = items?.properties ? countWords(inner) : inner.properties ? '' : valueWords(inner);
    return [{ key, about, value, fallback }, ...below];
  });
}

/** The shape without what stands for nothing. */
export function given(schema: Schema): Schema {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  return others?.length === 1 && others[0] ? others[0] : schema;
}

function valueWords(schema: Schema): string {
  const { type, anyOf, items, minimum, maximum, pattern } = schema;
  if (anyOf)
    return [...new Set(anyOf.filter((one) => one.type !== 'null').map((one) => valueWords(given(one))))].join(', or ');
  if (schema.enum) return schema.enum.map((one) => `\`${one}\``).join(', ');
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`;
  if (type === 'array') return `${countWords(schema)}: ${items ? valueWords(given(items)) : ''}`;
  if (type === 'object')
    return Object.keys(schema.properties ?? {})
      .map((one) => `\`${one}\``)
      .join(', ');
  return textWords(pattern, schema.maxLength);
}

function countWords({ minItems = 0, maxItems }: Schema): string {
  if (maxItems === undefined) return minItems > 0 ? `a list of at least ${minItems}` : 'a list';
  return minItems > 0 ? `a list of ${minItems} to ${maxItems}` : `a list of up to ${maxItems}`;
}

function textWords(pattern: string | undefined, maxLength: number | undefined): string {
  if (pattern?.includes('@')) return 'a sign-in name';
  if (pattern?.includes('[01]')) return "a time, `'18:00'`";
  if (pattern?.includes('0-9a-f')) return 'the object id of a group';
  return maxLength === undefined ? 'text' : `text of up to ${maxLength} characters`;
}

/** A value on one line, as YAML. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key}: ${flow(one)}`)
      .join(', ')} }`;
  const text = String(value);
  return typeof value === 'string' && !/^[\w@.-]+( [\w@.-]+)*$/u.test(text) ? `'${text}'` : text;
}
