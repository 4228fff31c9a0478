import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { taskShownCard, type TaskShown } from '../../cards/task-shown.ts';
import { defineOperation } from '../define-operation.ts';
import { chooseTask } from './choose-plan.ts';
import { findTask } from './find-task.ts';
import { taskSaid } from './plan-inputs.ts';
import { thingInPlan } from './plan-words.ts';
import { viewTask } from './view-task.ts';

type Showing = { shown: TaskShown } | { choose: PlanChoice };
const name = 'task.show';

/**
 * Shows one task of a plan.
 * @throws AppError `task.not-found`, `plan.not-found`, `plan.denied`
 * @see https://learn.microsoft.com/graph/api/plannertask-get
 */
export const showTask = defineOperation({
  name,
  phrases: ['show task', 'show the task', 'open task'],
  summary: 'Show a task of a plan',
  example: 'show task Draw the cover of Autumn catalogue of Design Guild',
  fromWords: (words) => thingInPlan(words, 'task'),
  input: taskSaid,
  scopes: ['Tasks.Read', 'GroupMember.Read.All', 'User.ReadBasic.All'],

  async run(said, services): Promise<Showing> {
    const found = await findTask(said, services);
    if (!('only' in found)) return { choose: chooseTask(found, name, said) };
    return { shown: await viewTask('shown', found.only, services) };
  },
  card: (showing, reader) =>
    'choose' in showing ? planChoiceCard(showing.choose, reader) : taskShownCard(showing.shown, reader),
});
