import { z } from 'zod';
import type { UserRecord } from '../../tenant/records.ts';
import { readBody } from '../body.ts';
import { GraphError, badRequest, notFound } from '../errors.ts';
import type { ErrorDetail } from '../errors.ts';
import { validateNaming } from '../naming.ts';
import type { Names } from '../naming.ts';
import { readableGroup } from '../objects.ts';
import type { Answer, Call, Route } from '../types.ts';

const names = {
  displayName: z.string().optional(),
  mailNickname: z.string().optional(),
  onBehalfOfUserId: z.guid().optional(),
};
const forGroup = z.looseObject(names);
const forNew = z.looseObject({ ...names, entityType: z.string().regex(/^group$/i) });

/** Whether new names of a group would do. */
function validateGroup(call: Call): Answer {
  readableGroup(call);
  const asked = readBody(call, forGroup);
  return answer(findings(call, asked));
}

/** Whether names for a group that is to be made would do; only the first kind of failure is told. */
function validateNew(call: Call): Answer {
  const asked = readBody(call, forNew);
  const found = findings(call, asked);
  if (found.length > 0) return answer(found);
  const isTaken = asked.mailNickname !== undefined && call.tenant.groupByNickname(asked.mailNickname) !== undefined;
  const message = 'Another object with the same value for property mailNickname already exists.';
  return answer(isTaken ? [{ target: 'mailNickname', code: 'PropertyConflict', message }] : []);
}

function findings(call: Call, asked: Names & { onBehalfOfUserId?: string | undefined }): ErrorDetail[] {
  if (asked.displayName === undefined && asked.mailNickname === undefined)
    throw badRequest("A value is required for property 'displayName' or 'mailNickname'.");
  return validateNaming(call.caller, call.tenant, asked, personOf(call, asked.onBehalfOfUserId));
}

/** By whose attributes the pattern is filled. */
function personOf({ caller, tenant }: Call, id: string | undefined): UserRecord | undefined {
  if (id === undefined) return caller.kind === 'user' ? caller.user : undefined;
  const user = tenant.user(id);
  if (!user) throw notFound(id);
  return user;
}

function answer(details: readonly ErrorDetail[]): Answer {
  if (details.length === 0) return { status: 204 };
  const message = 'The values provided contain one or more validation errors.';
  throw new GraphError(422, 'Request_UnprocessableEntity', message, {}, details);
}

/** Names held against the naming policy. */
export const validateRoutes: readonly Route[] = [
  {
    operation: 'group-validate-properties',
    method: 'POST',
    path: '/groups/{group}/validateProperties',
    handle: validateGroup,
  },
  {
    operation: 'directoryobject-validate-properties',
    method: 'POST',
    path: '/directoryObjects/validateProperties',
    handle: validateNew,
  },
];
