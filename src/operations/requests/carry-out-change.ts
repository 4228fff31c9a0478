import { AppError } from '../../domain/errors.ts';
import { subjectOf, type GroupRequest } from '../../domain/requests.ts';
import { noteVisibility } from '../attestation/answer-visibility.ts';
import { tellOfDeletion } from '../notices/tell-of-deletion.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { whatIsGone } from './what-is-gone.ts';

/** These say that what was asked for is so already, perhaps by an attempt that died before it could say so. */
const alreadySo: ReadonlySet<string> = new Set(['owner.already-present', 'member.already-present']);

/** Changes a group as a request asks, with the caller's own right. Done twice it is done once. */
export async function carryOutChange(
  request: GroupRequest,
  services: Services,
): Promise<{ failureCode?: string; isSoAlready?: true }> {
  try {
    await change(request, services);
    if (request.wish?.what === 'visibility') await noteVisibility(request.group.id, request.wish.to, services);
    return {};
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    if (alreadySo.has(error.code)) return { isSoAlready: true };
    if (error.kind !== 'notFound') return { failureCode: error.code };
    const gone = await whatIsGone(request.group.id, services.directory);
    return request.kind === 'delete' && gone === 'group.not-found' ? { isSoAlready: true } : { failureCode: gone };
  }
}

async function change(request: GroupRequest, services: Services): Promise<unknown> {
  const { directory, lifecycle, profiles } = services;
  const { kind, group, wish } = request;
  if (kind === 'owner') return directory.addOwner(group.id, subjectOf(request).id);
  if (kind === 'delete') {
    const owners = (await unlessRefused(directory.ownersOf(group.id))) ?? [];
    await lifecycle.delete(group.id);
    return tellOfDeletion(group.id, owners, services);
  }
  if (wish?.what === 'visibility') return profiles.change(group.id, { visibility: wish.to });
  if (wish?.what === 'name') return profiles.change(group.id, { displayName: wish.to });
  throw new Error(`Request ${request.id} does not say what to change`);
}
