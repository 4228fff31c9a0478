import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SchemaRecord } from '../../tenant/work-records.ts';
import { readBody } from '../body.ts';
import { badRequest, conflictingObject, denied } from '../errors.ts';
import { answerPlainList } from '../plain-list.ts';
import type { Answer, Call, Route } from '../types.ts';

const targets = [
  'AdministrativeUnit',
  'Contact',
  'Device',
  'Event',
  'Group',
  'Message',
  'Organization',
  'Post',
  'User',
];
const types = ['Binary', 'Boolean', 'DateTime', 'Integer', 'String'] as const;
const newSchema = z.looseObject({
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9]*(_[A-Za-z][A-Za-z0-9]*)?$/),
  description: z.string(),
  targetTypes: z.array(z.string()).min(1),
  owner: z.string().optional(),
  properties: z.array(z.object({ name: z.string().regex(/^[A-Za-z]\w*$/), type: z.enum(types) })).min(1),
});

/** A name of its own is put before an id that does not begin with one of the organisation's domains. */
function wholeId(id: string): string {
  if (id.includes('_')) return id;
  return `ext${randomBytes(8).toString('hex').slice(0, 8)}_${id}`;
}

/** A person defines extensions for an app of its own: here, the one through which it asks. */
function create(call: Call): Answer {
  const { id, description, targetTypes, owner, properties } = readBody(call, newSchema);
  const known = targetTypes.map((type) => targets.find((one) => one.toLowerCase() === type.toLowerCase()));
  if (known.includes(undefined)) throw badRequest("Invalid value specified for property 'targetTypes'.");
  if (owner !== undefined && owner !== call.caller.appId) throw denied();
  const schema: SchemaRecord = {
    id: wholeId(id),
    description,
    targetTypes: known.filter((type) => type !== undefined),
    status: 'InDevelopment',
    owner: owner ?? call.caller.appId,
    properties,
  };
  if (call.tenant.work.schemas.get(schema.id)) throw conflictingObject();
  call.tenant.work.schemas.put(schema);
  const context = `${call.origin}/v1.0/$metadata#schemaExtensions/$entity`;
  return { status: 201, body: { '@odata.context': context, ...schema } };
}

function list(call: Call): Answer {
  const rows = call.tenant.work.schemas.all().map((schema) => ({ ...schema }));
  return answerPlainList(call, 'schemaExtensions', rows, { filters: ['id', 'owner', 'status', 'description'] });
}

/** What values of a group may look like that is not Graph's own. */
export const schemaRoutes: readonly Route[] = [
  { operation: 'schemaextension-create', method: 'POST', path: '/schemaExtensions', handle: create },
  { operation: 'schemaextension-list', method: 'GET', path: '/schemaExtensions', handle: list },
];
