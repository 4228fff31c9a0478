import { z } from 'zod';
import { planMembersCard, type PlanMembers } from '../../cards/plan-members.ts';
import { plansListCard, type PlansList } from '../../cards/plans-list.ts';
import { AppError } from '../../domain/errors.ts';
import { defineOperation } from '../define-operation.ts';
import { maybeGroupName } from '../inputs.ts';
import { resolveGroup } from '../resolve-group.ts';
import { ownPlans, plansOfGroup } from './find-plan.ts';
import { howToBecomeMember } from './planning-member.ts';
import { nextLine } from './plan-inputs.ts';

const pageSize = 8;
type Listing = { list: PlansList } | { members: PlanMembers };

/**
 * Shows the plans of a group, or of all groups in which the caller is a member.
 * @throws AppError `plan.wrong-kind`
 * @see https://learn.microsoft.com/graph/api/plannergroup-list-plans
 */
export const listPlans = defineOperation({
  name: 'plan.list',
  phrases: ['plans of', 'plans', 'my plans', 'show plans', 'show plans of', 'list plans of', 'plans in', 'planner of'],
  summary: 'Show the plans of a group, or of all your groups',
  example: 'plans of Design Guild',
  argument: 'group',
  input: z.object({ group: maybeGroupName, next: nextLine }),
  scopes: ['Tasks.Read', 'GroupMember.Read.All'],

  async run({ group: wanted, next }, services): Promise<Listing> {
    if (wanted === '') return { list: pageOf(await ownPlans(services), next) };
    const group = await resolveGroup(services.directory, wanted);
    try {
      return { list: { group, ...pageOf(await plansOfGroup(group, services), next) } };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'plan.denied') throw error;
      return { members: { group, who: await howToBecomeMember(group, services) } };
    }
  },
  card: (listing, reader) =>
    'list' in listing ? plansListCard(listing.list, reader) : planMembersCard(listing.members, reader),
});

function pageOf(plans: PlansList['plans'], next: string | undefined): PlansList {
  const start = Number(next ?? 0);
  const end = start + pageSize;
  return {
    plans: plans.slice(start, end),
    ...(end < plans.length && { next: String(end) }),
    isContinued: start > 0,
  };
}
