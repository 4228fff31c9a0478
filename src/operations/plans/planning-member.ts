import type { PlanMembers } from '../../cards/plan-members.ts';
import { membershipControl, type Group } from '../../domain/groups.ts';
import type { Services } from '../operation.ts';

/** How somebody whom Planner refuses could come to be a member. */
export async function howToBecomeMember(
  group: Group,
  { directory }: Services,
): Promise<Exclude<PlanMembers['who'], 'joined'>> {
  if (membershipControl(group) !== 'byHand') return 'outside';
  const { isOwner } = await directory.standingIn(group.id);
  return isOwner ? 'owner' : 'stranger';
}
