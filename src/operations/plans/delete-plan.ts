import { planChangedCard, type PlanChanged } from '../../cards/plan-changed.ts';
import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { planDeleteConfirmCard, type PlanDeleteConfirm } from '../../cards/plan-delete-confirm.ts';
import { AppError } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plans.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { choosePlan } from './choose-plan.ts';
import { findPlan } from './find-plan.ts';
import { etag, planSaid } from './plan-inputs.ts';
import { planAndGroup } from './plan-words.ts';

type Deleting = { ask: PlanDeleteConfirm } | { choose: PlanChoice } | { deleted: PlanChanged };
const name = 'plan.delete';

/**
 * Deletes a plan for ever, after saying what goes with it.
 * @throws AppError `plan.not-found`, `plan.denied`
 * @see https://learn.microsoft.com/graph/api/plannerplan-delete
 */
export const deletePlan = defineOperation({
  name,
  phrases: ['delete plan', 'delete the plan', 'remove plan', 'drop plan'],
  summary: 'Delete a plan with all its tasks',
  example: 'delete plan Autumn catalogue of Design Guild',
  isDestructive: true,
  fromWords: planAndGroup,
  input: planSaid.extend({ etag, confirmed }),
  scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All'],

  async run({ etag: seen, confirmed: answer, ...said }, services): Promise<Deleting> {
    const found = await findPlan(said, services);
    if ('several' in found) return { choose: choosePlan(found.several, name, said) };
    const { plan } = found.only;
    if (answer !== 'yes') return { ask: await question(plan, services) };
    if (seen !== undefined && seen !== plan.etag) return { ask: await question(plan, services, true) };
    try {
      await services.plans.deletePlan(plan.groupId, plan);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'planner.changed') throw error;
      return { ask: await question(await services.plans.plan(plan.id), services, true) };
    }
    return { deleted: { what: 'deleted', plan } };
  },
  changes: (deleting) =>
    'deleted' in deleting ? { outcome: 'done', groupId: deleting.deleted.plan.groupId } : undefined,
  card(deleting, reader) {
    if ('ask' in deleting) return planDeleteConfirmCard(deleting.ask, reader);
    return 'choose' in deleting ? planChoiceCard(deleting.choose, reader) : planChangedCard(deleting.deleted, reader);
  },
});

async function question(plan: Plan, { plans }: Services, isChanged = false): Promise<PlanDeleteConfirm> {
  const [buckets, tasks] = await Promise.all([plans.buckets(plan.id), plans.tasks(plan.id)]);
  const doneCount = tasks.filter(({ progress }) => progress === 'done').length;
  return { plan, bucketCount: buckets.length, openCount: tasks.length - doneCount, doneCount, isChanged };
}
