import { planChangedCard, type PlanChanged } from '../../cards/plan-changed.ts';
import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { planDeleteConfirmCard, type PlanDeleteConfirm } from '../../cards/plan-delete-confirm.ts';
import { AppError } from '../../domain/errors.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import { chooseTask } from './choose-plan.ts';
import { findTask } from './find-task.ts';
import { etag, taskSaid } from './plan-inputs.ts';
import { thingInPlan } from './plan-words.ts';

type Deleting = { ask: PlanDeleteConfirm } | { choose: PlanChoice } | { deleted: PlanChanged };
const name = 'task.delete';

/**
 * Deletes a task for ever, after asking; again when it was changed since.
 * @throws AppError `task.not-found`, `plan.not-found`, `plan.denied`
 * @see https://learn.microsoft.com/graph/api/plannertask-delete
 */
export const deleteTask = defineOperation({
  name,
  phrases: ['delete task', 'delete the task', 'remove task', 'drop task'],
  summary: 'Delete a task',
  example: 'delete task Draw the cover of Autumn catalogue of Design Guild',
  isDestructive: true,
  fromWords: (words) => thingInPlan(words, 'task'),
  input: taskSaid.extend({ etag, confirmed }),
  scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All'],

  async run({ etag: seen, confirmed: answer, ...said }, services): Promise<Deleting> {
    const found = await findTask(said, services);
    if (!('only' in found)) return { choose: chooseTask(found, name, said) };
    const { task, plan } = found.only;
    const isChanged = seen !== undefined && seen !== task.etag;
    if (answer !== 'yes' || isChanged) return { ask: { plan, task, isChanged } };
    try {
      await services.plans.deleteTask(plan.groupId, task);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'planner.changed') throw error;
      return { ask: { plan, task: await services.plans.task(task.id), isChanged: true } };
    }
    return { deleted: { what: 'taskDeleted', plan, name: task.title } };
  },
  changes: (deleting) =>
    'deleted' in deleting ? { outcome: 'done', groupId: deleting.deleted.plan.groupId } : undefined,
  card(deleting, reader) {
    if ('ask' in deleting) return planDeleteConfirmCard(deleting.ask, reader);
    return 'choose' in deleting ? planChoiceCard(deleting.choose, reader) : planChangedCard(deleting.deleted, reader);
  },
});
