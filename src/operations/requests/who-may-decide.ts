import { peopleFrom } from '../../domain/approver-sources.ts';
import type { PersonRef } from '../../domain/people.ts';
import { stageOf, type GroupRequest } from '../../domain/requests.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';

/**
 * Where all of a stage have to agree: who of them still may. For whoever has left, or is no owner any more, nobody waits.
 * @param places for whom the caller's word counts; for themselves when absent
 * @returns their ids; undefined where it does not matter or nobody can say
 */
export async function whoMayDecide(
  request: GroupRequest,
  { directory, approvers, policy, caller }: Services,
  places?: readonly PersonRef[],
): Promise<ReadonlySet<string> | undefined> {
  const stage = stageOf(request);
  if (stage?.decides !== 'all') return undefined;
  const { by } = stage;
  if (by.kind === 'people' && by.principalNames.length === 0) return undefined;
  const about = { groupId: request.group.id, requesterId: request.requester.id };
  const lookup = { ...approvers, ownersOf: (groupId: string) => directory.ownersOf(groupId) };
  const people = await unlessRefused(peopleFrom(by, about, policy, lookup));
  // Whoever speaks in somebody's place only is not waited for.
  const speaks = places?.map(({ id }) => id) ?? [caller.userId];
  return people && new Set([...speaks, ...people.map(({ id }) => id)]);
}
