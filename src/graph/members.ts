import { z } from 'zod';
import type { Standing } from '../domain/groups.ts';
import { AppError } from '../domain/errors.ts';
import type { Person } from '../domain/people.ts';
import type { Reader } from './batch.ts';
import { advanced } from './batch.ts';
import type { GraphCall, GraphClient } from './client.ts';
import { doings } from './doings.ts';
import { isGuid } from './escape.ts';
import { parsed } from './group-shape.ts';
import { groupPath, readGroup } from './groups.ts';
import { directoryObjects, personFields, usersOf } from './people.ts';
import type { Doing, Refusal } from './refusals.ts';
import { classify, personNotFound, refusalOf } from './refusals.ts';

/** A group made moments ago is not known everywhere; Graph asks to try again after a few seconds. */
const replicationWaitsMs = [500, 1000, 2000];

/** A group has at most 100 owners, which is one page. @see https://learn.microsoft.com/graph/api/group-list-owners */
export async function readOwners(reader: Reader, groupId: string): Promise<Person[]> {
  const path = `${groupPath(groupId)}/owners?$select=${personFields}`;
  return usersOf(parsed(directoryObjects, await reader.read({ path, isSteady: true }, doings.readMembers)).value);
}

/**
 * How somebody stands to a group. Membership is asked of the caller's own side, which also answers for hidden
 * membership and counts a security group inside a security group. Who may not see the owners is not one.
 * @see https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
 */
export async function readStanding(reader: Reader, groupId: string, userId: string): Promise<Standing> {
  groupPath(groupId);
  const check = { method: 'POST', path: '/me/checkMemberGroups', body: { groupIds: [groupId] } } as const;
  const [memberOf, owners] = await Promise.all([
    reader.read(check, doings.readOwn),
    unlessDenied(readOwners(reader, groupId), []),
  ]);
  const ids = parsed(z.object({ value: z.array(z.string()) }), memberOf).value;
  return {
    isMember: ids.some((id) => id.toLowerCase() === groupId.toLowerCase()),
    isOwner: isAmong(owners, userId),
  };
}

export function isAmong(people: readonly Person[], userId: string): boolean {
  return people.some(({ id }) => id.toLowerCase() === userId.toLowerCase());
}

/** Direct members; undefined where the caller may not know. @see https://learn.microsoft.com/graph/api/group-list-members */
export async function readMemberCount(reader: Reader, groupId: string): Promise<number | undefined> {
  const path = `${groupPath(groupId)}/members/$count`;
  const [group, body] = await Promise.all([
    readGroup(reader, groupId),
    unlessDenied(reader.read({ path, headers: advanced }, doings.readMembers), undefined),
  ]);
  if (body === undefined) return undefined;
  const count = parsed(z.coerce.number().int().nonnegative(), body);
  // Graph counts no member of a hidden membership for those who may not see it, rather than refuse.
  return count === 0 && group.visibility === 'hiddenMembership' ? undefined : count;
}

/** The value, or what stands for it where Graph says that the caller may not read it. */
export async function unlessDenied<T, U>(value: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'denied') return otherwise;
    throw error;
  }
}

/** The value, or nothing where what was asked about is not there any more. */
export async function unlessGone<T>(value: Promise<T>): Promise<T | undefined> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return undefined;
    throw error;
  }
}

export interface Writer {
  client: GraphClient;
  scopes: readonly string[];
  graphUrl: string;
}

/** @see https://learn.microsoft.com/graph/api/group-post-members */
export async function addMember(writer: Writer, groupId: string, userId: string): Promise<void> {
  const path = `${groupPath(groupId)}/members/$ref`;
  const body = { '@odata.id': objectUrl(writer, userId) };
  const call = { method: 'POST', path, body, isRead: false } as const;
  for (const waitMs of replicationWaitsMs) {
    const lags = await write(writer, call, doings.addMember, {
      done: ['alreadyPresent'],
      wait: ['notFound', 'notReplicated'],
    });
    if (!lags) return;
    if (!(await writer.client.budget.wait(waitMs, writer.client.signal))) break;
  }
  await write(writer, call, doings.addMember, { done: ['alreadyPresent'], wait: [] });
}

/** `/$ref` is what keeps this from deleting the person. @throws AppError `person.not-found` when the id is not a GUID */
export function memberPath(groupId: string, userId: string): string {
  return `${groupPath(groupId)}/members/${personId(userId)}/$ref`;
}

/** @see https://learn.microsoft.com/graph/api/group-delete-members */
export async function removeMember(writer: Writer, groupId: string, userId: string): Promise<void> {
  const path = memberPath(groupId, userId);
  await write(writer, { method: 'DELETE', path, isRead: false }, doings.removeMember, {
    done: ['notPresent', 'notFound'],
    wait: [],
  });
}

/** A group has at most 100 owners. @see https://learn.microsoft.com/graph/api/group-post-owners */
export async function addOwner(writer: Writer, groupId: string, userId: string): Promise<void> {
  const path = `${groupPath(groupId)}/owners/$ref`;
  const body = { '@odata.id': objectUrl(writer, userId) };
  await write(writer, { method: 'POST', path, body, isRead: false }, doings.addOwner, {
    done: ['alreadyPresent'],
    wait: [],
  });
}

/** The last one stays. @see https://learn.microsoft.com/graph/api/group-delete-owners */
export async function removeOwner(writer: Writer, groupId: string, userId: string): Promise<void> {
  const path = `${groupPath(groupId)}/owners/${personId(userId)}/$ref`;
  await write(writer, { method: 'DELETE', path, isRead: false }, doings.removeOwner, {
    done: ['notPresent', 'notFound'],
    wait: [],
  });
}

/** @returns whether it is not done because of what `wait` lists. */
async function write(
  { client, scopes }: Writer,
  call: GraphCall,
  doing: Doing,
  { done, wait }: { done: readonly Refusal[]; wait: readonly Refusal[] },
): Promise<boolean> {
  const reply = await client.send(call);
  if (reply.status < 400) return false;
  const refusal = classify(reply);
  if (wait.includes(refusal)) return true;
  // The attempt before this one may have done it: then "already so" is our own work.
  if (reply.inDoubt && done.includes(refusal)) return false;
  throw refusalOf(reply, doing, scopes);
}

/** How a reference to somebody is written. @throws AppError `person.not-found` when the id is not a GUID */
export function objectUrl({ graphUrl }: Writer, userId: string): string {
  return `${graphUrl}/v1.0/directoryObjects/${personId(userId)}`;
}

function personId(userId: string): string {
  if (isGuid(userId)) return userId.toLowerCase();
  throw personNotFound();
}
