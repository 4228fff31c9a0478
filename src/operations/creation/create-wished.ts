import { AppError } from '../../domain/errors.ts';
import { isCreated, type GroupRequest } from '../../domain/requests.ts';
import type { Services } from '../operation.ts';

/**
 * Makes the group of a request, with a team when that was asked for. Which group it became is written down as soon as
 * it is there; until then its unique name, the request's id, finds it again. So it may be interrupted anywhere and done
 * again, by whoever may.
 * @returns the code of what went wrong, or undefined when all is done
 */
export async function createWished(request: GroupRequest, services: Services): Promise<string | undefined> {
  const { teams } = services;
  try {
    const groupId = isCreated(request) ? request.group.id : await create(request, services);
    if (request.details?.hasTeam) await teams.enable(groupId);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    return error.code;
  }
}

async function create(request: GroupRequest, { directory, store }: Services): Promise<string> {
  const { id, tenantId, details: plan, requester } = request;
  if (!plan) throw new Error(`Request ${id} does not say what to create`);
  const ownerIds = [...new Set([requester.id, ...plan.owners.map((owner) => owner.id)])];
  const { id: groupId, displayName } = await directory.createGroup(id, { plan, ownerIds });
  await store.requests.setGroup(tenantId, id, { id: groupId, displayName });
  return groupId;
}
