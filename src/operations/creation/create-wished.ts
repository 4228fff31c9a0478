import { AppError } from '../../domain/errors.ts';
import { isCreated, subjectOf, type GroupRequest } from '../../domain/requests.ts';
import type { Services } from '../operation.ts';
import { putWishedTeam } from '../teams/put-wished-team.ts';

/**
 * Makes the group of a request, with a team when that was asked for. Which group it became is written down as soon as
 * it is there; until then its unique name, the request's id, finds it again. So it may be interrupted anywhere and done
 * again, by whoever may.
 * @returns the code of what went wrong, or undefined when all is done
 */
export async function createWished(request: GroupRequest, services: Services): Promise<string | undefined> {
  const group = isCreated(request) ? request.group : await create(request, services);
  if (typeof group === 'string') return group;
  return request.details?.hasTeam ? putWishedTeam({ ...request, group }, services) : undefined;
}

/** @returns the code of what went wrong, or the group */
async function create(request: GroupRequest, { directory, store }: Services): Promise<GroupRequest['group'] | string> {
  const { id, tenantId, details: plan } = request;
  if (!plan) throw new Error(`Request ${id} does not say what to create`);
  const ownerIds = [...new Set([subjectOf(request).id, ...plan.owners.map((owner) => owner.id)])];
  try {
    const { id: groupId, displayName } = await directory.createGroup(id, { plan, ownerIds });
    await store.requests.setGroup(tenantId, id, { id: groupId, displayName });
    return { id: groupId, displayName };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    return error.code;
  }
}
