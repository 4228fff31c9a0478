import { AppError } from '../domain/errors.ts';
import type { GroupPlan } from '../domain/group-plan.ts';
import type { Group } from '../domain/groups.ts';
import type { Reader } from './batch.ts';
import { nameProblemsIn } from './check-name.ts';
import { doings } from './doings.ts';
import { isGuid } from './escape.ts';
import { groupFields, parseGroup } from './group-shape.ts';
import type { Writer } from './members.ts';
import { addOwner, isAmong, objectUrl, readOwners } from './members.ts';
import type { Reply } from './refusals.ts';
import { classify, groupNotFound, personNotFound, refusalOf, unusable } from './refusals.ts';

const ownerWaitsMs = [500, 1_000, 2_000];

export interface NewGroup {
  plan: GroupPlan;
  /** A GUID, by which the group is found again: the same one never makes a second group. */
  uniqueName: string;
  /** Who will own it and be in it, the caller perhaps among them. */
  ownerIds: readonly string[];
}

/**
 * Makes a Microsoft 365 group, or finds the one that an earlier attempt made and adds the owners that it still lacks.
 * @throws AppError `owner.denied` when somebody else began it and the caller may not go on with it
 * @see https://learn.microsoft.com/graph/api/group-upsert
 */
export async function createGroup(reader: Reader, writer: Writer, callerId: string, wish: NewGroup): Promise<Group> {
  const before = await madeBefore(reader, wish.uniqueName);
  const group = before ?? (await make(reader, writer, callerId, wish));
  const missing = before ? await missingOwners(reader, group.id, wish) : lateOwners(callerId, wish);
  for (const id of missing) await addOwnerToNew(writer, group.id, id);
  return group;
}

/** Whoever creates a group and names no owner owns it, and may not name itself: the others come after. */
function lateOwners(callerId: string, { ownerIds }: NewGroup): string[] {
  return ownerIds.includes(callerId) ? ownerIds.filter((one) => one !== callerId) : [];
}

/** The attempt that made the group may have ended before they were added, and may have been another person's. */
async function missingOwners(reader: Reader, groupId: string, { ownerIds }: NewGroup): Promise<string[]> {
  const owners = await readOwners(reader, groupId);
  return ownerIds.filter((id) => !isAmong(owners, id));
}

async function make(reader: Reader, writer: Writer, callerId: string, wish: NewGroup): Promise<Group> {
  const { client, scopes } = writer;
  const headers = { Prefer: 'create-if-missing' };
  const path = pathByName(wish.uniqueName);
  const reply = await client.send({
    method: 'PATCH',
    path,
    headers,
    body: bodyOf(writer, callerId, wish),
    isRead: false,
  });
  if (reply.status >= 400) throw refusalToCreate(reply, wish.plan, scopes);
  const group = reply.malformed || reply.body === undefined ? undefined : parseGroup(reply.body);
  const made = group ?? (await madeBefore(reader, wish.uniqueName));
  // It is there, but the reads do not know it yet.
  if (!made) throw notReady();
  return made;
}

function bodyOf(writer: Writer, callerId: string, { plan, ownerIds }: NewGroup): Record<string, unknown> {
  const people = ownerIds.map((id) => objectUrl(writer, id));
  return {
    displayName: plan.displayName,
    mailNickname: plan.mailNickname,
    ...(plan.description !== '' && { description: plan.description }),
    ...(plan.classification !== undefined && { classification: plan.classification }),
    groupTypes: ['Unified'],
    mailEnabled: true,
    securityEnabled: false,
    visibility: plan.visibility === 'public' ? 'Public' : 'Private',
    ...(!ownerIds.includes(callerId) && { 'owners@odata.bind': people }),
    'members@odata.bind': people,
  };
}

async function madeBefore(reader: Reader, uniqueName: string): Promise<Group | undefined> {
  try {
    return parseGroup(
      await reader.read({ path: `${pathByName(uniqueName)}?$select=${groupFields}` }, doings.readGroup),
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'group.not-found') return undefined;
    throw error;
  }
}

function pathByName(uniqueName: string): string {
  if (!isGuid(uniqueName)) throw groupNotFound();
  return `/groups(uniqueName='${uniqueName}')`;
}

function refusalToCreate(reply: Reply, plan: GroupPlan, scopes: readonly string[]): AppError {
  const [problem] = nameProblemsIn(reply, plan);
  if (problem)
    return new AppError('conflict', { code: `name.${problem.reason}`, advice: 'This name does not do any more.' });
  const refusal = classify(reply);
  if (refusal === 'notFound') return personNotFound();
  if (refusal === 'full')
    return new AppError('denied', {
      code: 'group.quota',
      advice: 'You have created as many groups as one person may. An administrator can create this one.',
    });
  return refusalOf(reply, doings.createGroup, scopes);
}

async function addOwnerToNew(writer: Writer, groupId: string, userId: string): Promise<void> {
  for (const waitMs of [...ownerWaitsMs, 0]) {
    try {
      await addOwner(writer, groupId, userId);
      return;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'owner.already-present') return;
      const isLagging = error.code === 'group.not-found' || error.code === 'group.not-ready';
      if (!isLagging || waitMs === 0 || !(await writer.client.budget.wait(waitMs, writer.client.signal))) throw error;
    }
  }
}

function notReady(): AppError {
  return unusable('group.not-ready');
}
