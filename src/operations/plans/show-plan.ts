import { z } from 'zod';
import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { planShownCard, type PlanShown } from '../../cards/plan-shown.ts';
import { defineOperation } from '../define-operation.ts';
import { choosePlan } from './choose-plan.ts';
import { findPlan } from './find-plan.ts';
import { nextLine, planSaid } from './plan-inputs.ts';
import { planAndGroup } from './plan-words.ts';
import { viewPlan } from './view-plan.ts';

type Showing = { shown: PlanShown } | { choose: PlanChoice };
const name = 'plan.show';

/**
 * Shows a plan: its buckets with the tasks in them, who does them and until when; finished ones when asked.
 * @throws AppError `plan.not-found`, `plan.missing`, `plan.denied`, `plan.wrong-kind`
 * @see https://learn.microsoft.com/graph/api/plannerplan-list-tasks
 */
export const showPlan = defineOperation({
  name,
  phrases: [
    'show plan',
    'show the plan',
    'open plan',
    'tasks of',
    'tasks in',
    'show tasks of',
    'show tasks in',
    'buckets of',
  ],
  summary: 'Show a plan: its buckets and tasks',
  example: 'show plan Autumn catalogue of Design Guild',
  fromWords: planAndGroup,
  input: planSaid.extend({
    shows: z.enum(['open', 'all'], { error: 'This button is broken. Ask for the plan again.' }).default('open'),
    next: nextLine,
  }),
  scopes: ['Tasks.Read', 'GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ shows, next, ...said }, services): Promise<Showing> {
    const found = await findPlan(said, services);
    if ('several' in found) return { choose: choosePlan(found.several, name, said) };
    return { shown: await viewPlan(found.only, { shows, next }, services) };
  },
  card: (showing, reader) =>
    'choose' in showing ? planChoiceCard(showing.choose, reader) : planShownCard(showing.shown, reader),
});
