import { z } from 'zod';
import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { taskFormCard, type TaskForm } from '../../cards/task-form.ts';
import { taskShownCard, type TaskShown } from '../../cards/task-shown.ts';
import type { Plan } from '../../domain/plans.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, peopleList, words as anyWords } from '../inputs.ts';
import { choosePlan } from './choose-plan.ts';
import { findPlan } from './find-plan.ts';
import { newName, planSaid, plannerId } from './plan-inputs.ts';
import { newTaskWords } from './plan-words.ts';
import { taskPeople } from './task-people.ts';
import { dueFrom, problemsOf } from './task-values.ts';
import { viewTask } from './view-task.ts';

type Adding = { form: TaskForm } | { choose: PlanChoice } | { added: TaskShown; plan: Plan };
const name = 'task.add';

/**
 * Adds a task to a plan, at once where the sentence says enough, else by a form. Without a bucket it goes to the first.
 * @throws AppError `plan.not-found`, `plan.denied`, `planner.full.*`, `planner.in-doubt`
 * @see https://learn.microsoft.com/graph/api/planner-post-tasks
 */
export const addTask = defineOperation({
  name,
  phrases: ['add task', 'add a task', 'new task', 'create task', 'create a task', 'add to do'],
  summary: 'Add a task to a plan',
  example: 'add task Draw the cover to Autumn catalogue of Design Guild due Friday assigned to Ada Lovelace',
  fromWords: newTaskWords,
  input: planSaid.extend({
    title: newName,
    bucket: z.union([z.literal('none'), plannerId]),
    due: anyWords,
    people: peopleList,
    picked: peopleList,
    confirmed,
  }),
  scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All', 'User.ReadBasic.All'],

  dialog: { title: 'New task', size: 'large' },

  async run({ title, bucket, due, people, picked, confirmed: answer, ...said }, services): Promise<Adding> {
    const found = await findPlan(said, services);
    if ('several' in found) {
      const besides = { title, due, people: people.join('; ') };
      return { choose: choosePlan(found.several, name, { ...said, ...besides }) };
    }
    const { plan } = found.only;
    const [buckets, whom] = await Promise.all([
      services.plans.buckets(plan.id),
      taskPeople([...people, ...picked], services),
    ]);
    const bucketId = bucket === 'none' ? '' : (bucket ?? buckets[0]?.id ?? '');
    const values = {
      title,
      bucketId,
      due: dueFrom(due, services),
      progress: 'notStarted',
      people: whom.people,
    } as const;
    const problems = problemsOf(values, buckets, whom.problem);
    const isBegun = title !== '' || answer === 'yes';
    if (!isBegun) return { form: { plan, buckets, values } };
    if (Object.keys(problems).length > 0) return { form: { plan, buckets, values, problems } };
    const task = await services.plans.createTask(plan.groupId, plan.id, {
      title,
      ...(bucketId !== '' && { bucketId }),
      ...(values.due !== '' && { dueDay: values.due }),
      assign: whom.people.map(({ id }) => id),
    });
    return { added: await viewTask('added', { task, plan }, services), plan };
  },
  changes: (adding) => ('added' in adding ? { outcome: 'done', groupId: adding.plan.groupId } : undefined),
  card(adding, reader) {
    if ('form' in adding) return taskFormCard(adding.form, reader);
    return 'choose' in adding ? planChoiceCard(adding.choose, reader) : taskShownCard(adding.added, reader);
  },
});
