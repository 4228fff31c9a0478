import { AppError } from '../domain/errors.ts';
import type { Person } from '../domain/people.ts';
import type { SenderList, SenderLists } from '../ports/conversations.ts';
import type { Reader } from './batch.ts';
import { parsed } from './group-shape.ts';
import { isGuid } from './escape.ts';
import { groupPath } from './groups.ts';
import { sendInOrder } from './in-order.ts';
import type { Writer } from './members.ts';
import { directoryObjects, membersFrom, personFields } from './people.ts';
import { classify, personNotFound, refusalOf, unusable, type Doing, type Refusal } from './refusals.ts';

const managing: Doing = {
  denied: { code: 'sender.denied', advice: 'Only an owner of the group may say who writes to it.' },
  alreadyPresent: { code: 'sender.already-present', advice: 'It is on this list already.' },
};
const removing: Doing = {
  denied: managing.denied,
  notPresent: { code: 'sender.not-present', advice: 'It is not on this list, so there is nothing to take off.' },
};

/** How Graph says that somebody stands on the other list is not documented. */
const clashes: ReadonlySet<Refusal> = new Set(['unexpected', 'changed', 'taken']);

function listPath(groupId: string, list: SenderList): string {
  return `${groupPath(groupId)}/${list}Senders`;
}

/** People and groups. @see https://learn.microsoft.com/graph/api/group-list-acceptedsenders */
export async function readSenders(reader: Reader, groupId: string, list: SenderList): Promise<Person[]> {
  return sendersIn(await reader.read({ path: sendersPath(groupId, list) }, managing));
}

function sendersPath(groupId: string, list: SenderList): string {
  return `${listPath(groupId, list)}?$select=${personFields}`;
}

function sendersIn(body: unknown): Person[] {
  return membersFrom(parsed(directoryObjects, body).value);
}

/**
 * Both lists are read behind it, because the answer says nothing of them.
 * @returns undefined where they could not be read: somebody is on the list all the same
 * @see https://learn.microsoft.com/graph/api/group-post-acceptedsenders
 */
export async function addSender(
  writer: Writer,
  groupId: string,
  list: SenderList,
  userId: string,
): Promise<SenderLists | undefined> {
  const body = { '@odata.id': `${writer.graphUrl}/v1.0/users/${checked(userId)}` };
  const path = `${listPath(groupId, list)}/$ref`;
  const [reply, accepted, rejected] = await sendInOrder(writer, [
    { method: 'POST', path, body, isRead: false },
    ...(['accepted', 'rejected'] as const).map((one) => ({
      method: 'GET' as const,
      path: sendersPath(groupId, one),
      isRead: true,
    })),
  ]);
  if (!reply || !accepted || !rejected) throw unusable('graph.malformed');
  const isReadable = [accepted, rejected].every(({ status }) => status < 400);
  if (reply.status < 400)
    return isReadable ? { accepted: sendersIn(accepted.body), rejected: sendersIn(rejected.body) } : undefined;
  if (reply.inDoubt && classify(reply) === 'alreadyPresent') return undefined;
  // Graph documents that nobody stands on both lists, but not how it says so: everything else has words of its own.
  if (clashes.has(classify(reply)))
    throw new AppError('conflict', {
      code: 'sender.on-other-list',
      advice: `It is on the list of ${list === 'accepted' ? 'rejected' : 'accepted'} senders. Take it off there first.`,
    });
  throw refusalOf(reply, managing, writer.scopes);
}

/** The sender stands in the query. @see https://learn.microsoft.com/graph/api/group-delete-acceptedsenders */
export async function removeSender(
  { client, scopes, graphUrl }: Writer,
  groupId: string,
  list: SenderList,
  userId: string,
): Promise<void> {
  const sender = encodeURIComponent(`${graphUrl}/v1.0/users/${checked(userId)}`);
  const path = `${listPath(groupId, list)}/$ref?$id=${sender}`;
  const reply = await client.send({ method: 'DELETE', path, isRead: false });
  if (reply.status < 400 || (reply.inDoubt && classify(reply) === 'notFound')) return;
  throw refusalOf(reply, removing, scopes);
}

function checked(userId: string): string {
  if (isGuid(userId)) return userId.toLowerCase();
  throw personNotFound();
}
