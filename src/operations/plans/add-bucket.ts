import { planChangedCard, type PlanChanged } from '../../cards/plan-changed.ts';
import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { planFormCard, type PlanForm } from '../../cards/plan-form.ts';
import { plannerLimits, type Bucket } from '../../domain/plans.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import { choosePlan } from './choose-plan.ts';
import { findPlan } from './find-plan.ts';
import { newName, planSaid } from './plan-inputs.ts';
import { thingInPlan } from './plan-words.ts';

type Adding = { form: PlanForm } | { choose: PlanChoice } | { added: PlanChanged };
const name = 'plan.add-bucket';

/**
 * Puts one more bucket at the end of a plan.
 * @throws AppError `plan.not-found`, `plan.denied`, `planner.full.*`, `planner.in-doubt`
 * @see https://learn.microsoft.com/graph/api/planner-post-buckets
 */
export const addBucket = defineOperation({
  name,
  phrases: ['add bucket', 'add a bucket', 'new bucket', 'create bucket', 'make bucket'],
  summary: 'Add a bucket to a plan',
  example: 'add bucket Ideas to Autumn catalogue of Design Guild',
  fromWords: (words) => thingInPlan(words, 'title'),
  input: planSaid.extend({ title: newName, confirmed }),
  scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All'],

  dialog: { title: 'New bucket' },

  async run({ title, confirmed: answer, ...said }, services): Promise<Adding> {
    const found = await findPlan(said, services);
    if ('several' in found) return { choose: choosePlan(found.several, name, { ...said, title }) };
    const { plan } = found.only;
    const buckets = await services.plans.buckets(plan.id);
    const problem = problemOf(title, answer === 'yes', buckets);
    if (title === '' || problem !== undefined) return { form: { what: 'bucket', plan, title, problem } };
    const bucket = await services.plans.createBucket(plan.groupId, plan.id, title);
    return { added: { what: 'bucketAdded', plan, name: bucket.name } };
  },
  changes: (adding) => ('added' in adding ? { outcome: 'done', groupId: adding.added.plan.groupId } : undefined),
  card(adding, reader) {
    if ('form' in adding) return planFormCard(adding.form, reader);
    return 'choose' in adding ? planChoiceCard(adding.choose, reader) : planChangedCard(adding.added, reader);
  },
});

/** Buckets of one name could not be told apart in a form. */
function problemOf(title: string, isSent: boolean, buckets: readonly Bucket[]): string | undefined {
  if (title === '') return isSent ? 'A bucket needs a name.' : undefined;
  if (title.length > plannerLimits.title)
    return `Names have up to ${plannerLimits.title} characters; this has ${title.length}.`;
  const isTaken = buckets.some((bucket) => bucket.name.toLowerCase() === title.toLowerCase());
  return isTaken ? 'The plan has a bucket of this name already. Please choose another name.' : undefined;
}
