import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { subjectOf, type GroupRequest } from '../../domain/requests.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { requestNow } from './decide.ts';
import { moveByItself } from './move-by-itself.ts';

/**
 * Looks at a request that waits for a decision before anybody decides: its time may be over, should the job that ends it
 * be late, and what it asks for may be so already, or mean something else by now. Then it is settled without an effect.
 * @returns the request as it stands
 */
export async function broughtUpToDate(request: GroupRequest, services: Services): Promise<GroupRequest> {
  if (request.status !== 'pending') return request;
  const now = services.clock.now();
  const { store } = services;
  if (now >= request.lapsesAt) {
    await moveByItself(store, request, { status: 'lapsed' }, 'request.lapse', now);
    return requestNow(request.id, services);
  }
  if (request.kind === 'create') return request;
  // Both at once, so that they travel together.
  const [group, isSo] = await Promise.all([groupNow(request.group.id, services), isInAlready(request, services)]);
  const failureCode = whyNothingToDecide(request, group, isSo);
  if (failureCode !== undefined) {
    await moveByItself(store, request, { status: 'settled', failureCode }, 'request.settle', now);
    return requestNow(request.id, services);
  }
  if (!group || group.displayName === request.group.displayName || request.kind === 'rename') return request;
  // It has another name since, by which whoever decides has to know it.
  const { id, displayName } = group;
  await store.requests.setGroup(request.tenantId, request.id, { id, displayName });
  return { ...request, group: { id, displayName } };
}

/** @returns undefined where the group is not there; what is asked for then fails, and can be tried again */
async function groupNow(groupId: string, { directory }: Services): Promise<Group | undefined> {
  try {
    return await directory.group(groupId);
  } catch (error) {
    if (error instanceof AppError && error.kind !== 'signIn') return undefined;
    throw error;
  }
}

/** @returns a code of `settled-words.ts`, or undefined while there is something to decide */
function whyNothingToDecide(request: GroupRequest, group: Group | undefined, isSo: boolean): string | undefined {
  if (!group) return undefined;
  const { kind, wish, terms } = request;
  switch (kind) {
    case 'join':
      if (!terms.wasPublic && group.kind === 'microsoft365' && group.visibility === 'public') return 'group.public';
      return isSo ? 'member.already-present' : undefined;
    case 'add-member':
      return isSo ? 'member.already-present' : undefined;
    case 'owner':
      return isSo ? 'owner.already-present' : undefined;
    case 'visibility':
      return wish?.what === 'visibility' && wish.to === group.visibility ? 'visibility.already' : undefined;
    case 'rename':
      if (wish?.what !== 'name' || wish.from === group.displayName) return undefined;
      return wish.to === group.displayName ? 'name.already' : 'name.changed';
    case 'team':
      return group.hasTeam ? 'team.already-present' : undefined;
    case 'delete':
    case 'create':
      return undefined;
  }
}

/** Whether whom it is about is what they are to become already. */
async function isInAlready(request: GroupRequest, services: Services): Promise<boolean> {
  if (request.kind === 'join' || request.kind === 'add-member') return isMember(request, services);
  return request.kind === 'owner' && isOwner(request, services);
}

async function isMember(request: GroupRequest, { directory }: Services): Promise<boolean> {
  return (await unlessRefused(directory.hasMember(request.group.id, subjectOf(request).id))) === true;
}

async function isOwner(request: GroupRequest, { directory }: Services): Promise<boolean> {
  const owners = await unlessRefused(directory.ownersOf(request.group.id));
  return owners?.some(({ id }) => id === subjectOf(request).id) ?? false;
}
