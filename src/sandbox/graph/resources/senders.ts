import { z } from 'zod';
import type { GroupRecord, ObjectRecord } from '../../tenant/records.ts';
import { mayManage } from '../access.ts';
import { readBody } from '../body.ts';
import { badRequest, deniedByExchange, notFound } from '../errors.ts';
import { answerLinks } from '../lists.ts';
import { mailboxOf } from '../mailbox-access.ts';
import type { OperationId } from '../permissions.ts';
import type { Answer, Call, Route } from '../types.ts';

type Side = 'acceptedSender' | 'rejectedSender';

const reference = z.looseObject({ '@odata.id': z.string() });

/** @throws GraphError 400 when it is no address of a person or group, 404 when there is nobody behind it */
function referenced({ tenant }: Call, address: string): ObjectRecord {
  const match = /^https?:\/\/[^/]+\/[^/]+\/(directoryObjects|users|groups)(?:\/([^/]+)|\('([^/]+)'\))$/i.exec(address);
  if (!match) throw badRequest(`Invalid URL format specified in @odata.id: '${address}'.`);
  const [, set = '', inPath, inKey] = match;
  const key = inPath ?? inKey ?? '';
  const object = set.toLowerCase() === 'groups' ? tenant.group(key) : (tenant.user(key) ?? tenant.group(key));
  if (!object || (set.toLowerCase() === 'users' && object.type !== 'user')) throw notFound(key);
  return object;
}

/** The group of the path, for those who may say who writes to it. */
function managedMailbox(call: Call, operation: OperationId): GroupRecord {
  const group = mailboxOf(call, operation, 'read');
  if (!mayManage(call.caller, group, call.tenant)) throw deniedByExchange();
  return group;
}

function listSenders(side: Side, operation: OperationId): (call: Call) => Answer {
  return (call) => {
    const group = mailboxOf(call, operation, 'read');
    return answerLinks(
      call,
      [...call.tenant.linked(group.id, side)].flatMap((id) => call.tenant.object(id) ?? []),
    );
  };
}

/** Nobody is on both lists. */
function addSender(side: Side, operation: OperationId): (call: Call) => Answer {
  return (call) => {
    const group = managedMailbox(call, operation);
    const object = referenced(call, readBody(call, reference)['@odata.id']);
    const other: Side = side === 'acceptedSender' ? 'rejectedSender' : 'acceptedSender';
    if (call.tenant.isLinked(group.id, side, object.id)) {
      const message = `One or more added object references already exist for the following modified properties: '${side}s'.`;
      throw badRequest(message);
    }
    if (call.tenant.isLinked(group.id, other, object.id))
      throw badRequest(`The sender is among the ${other}s of the group and cannot be among the ${side}s too.`);
    call.tenant.link(group.id, side, object.id);
    return { status: 204 };
  };
}

/** The sender stands in the query, as `$id`. */
function removeSender(side: Side, operation: OperationId): (call: Call) => Answer {
  return (call) => {
    const group = managedMailbox(call, operation);
    if (call.query.id === undefined) throw badRequest("The query option '$id' is required.", 'BadRequest');
    const object = referenced(call, call.query.id);
    if (!call.tenant.unlink(group.id, side, object.id)) throw notFound(object.id);
    return { status: 204 };
  };
}

/** Who may, and who may not, write to a group. */
export const senderRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/groups/{group}/acceptedSenders',
    handle: listSenders('acceptedSender', 'group-list-accepted-senders'),
  },
  {
    method: 'GET',
    path: '/groups/{group}/rejectedSenders',
    handle: listSenders('rejectedSender', 'group-list-rejected-senders'),
  },
  {
    method: 'POST',
    path: '/groups/{group}/acceptedSenders/$ref',
    handle: addSender('acceptedSender', 'group-add-accepted-sender'),
  },
  {
    method: 'POST',
    path: '/groups/{group}/rejectedSenders/$ref',
    handle: addSender('rejectedSender', 'group-add-rejected-sender'),
  },
  {
    method: 'DELETE',
    path: '/groups/{group}/acceptedSenders/$ref',
    handle: removeSender('acceptedSender', 'group-remove-accepted-sender'),
  },
  {
    method: 'DELETE',
    path: '/groups/{group}/rejectedSenders/$ref',
    handle: removeSender('rejectedSender', 'group-remove-rejected-sender'),
  },
];
