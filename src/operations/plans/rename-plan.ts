import { planChangedCard, type PlanChanged } from '../../cards/plan-changed.ts';
import { planChoiceCard, type PlanChoice } from '../../cards/plan-choice.ts';
import { planFormCard, type PlanForm } from '../../cards/plan-form.ts';
import { AppError } from '../../domain/errors.ts';
import { plannerLimits, type Plan } from '../../domain/plans.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { choosePlan } from './choose-plan.ts';
import { findPlan } from './find-plan.ts';
import { etag, newName, planSaid } from './plan-inputs.ts';
import { planAndGroup } from './plan-words.ts';

type Renaming = { form: PlanForm } | { choose: PlanChoice } | { renamed: PlanChanged & { was: string } };
const name = 'plan.rename';
const overtaken = 'Somebody renamed it in the meantime: this is its name now.';

/**
 * Gives a plan another name. Who was faster is told, not overwritten.
 * @throws AppError `plan.not-found`, `plan.denied`
 * @see https://learn.microsoft.com/graph/api/plannerplan-update
 */
export const renamePlan = defineOperation({
  name,
  phrases: ['rename plan', 'rename the plan', 'edit plan', 'change plan'],
  summary: 'Give a plan another name',
  example: 'rename plan Autumn catalogue of Design Guild to Winter catalogue',
  fromWords(words) {
    const found = [...words.matchAll(/\s+(?:to|as)\s+/giu)].at(-1);
    if (!found) return planAndGroup(words);
    const title = words.slice(found.index + found[0].length).replace(/^["“„«](.*)["”“»]$/su, '$1');
    return { ...planAndGroup(words.slice(0, found.index)), title };
  },
  input: planSaid.extend({ title: newName, etag, confirmed }),
  scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All'],

  dialog: { title: 'Change a plan' },

  async run({ title, etag: seen, confirmed: answer, ...said }, services): Promise<Renaming> {
    const found = await findPlan(said, services);
    if ('several' in found) return { choose: choosePlan(found.several, name, { ...said, title }) };
    const { plan } = found.only;
    const form = (problem?: string): Renaming => ({ form: { what: 'rename', plan, title, problem } });
    if (title === '')
      return answer === 'yes' ? form('A plan needs a name.') : { form: { what: 'rename', plan, title: plan.title } };
    if (title.length > plannerLimits.title)
      return form(`Names have up to ${plannerLimits.title} characters; this has ${title.length}.`);
    const was = plan.title;
    const renamed = { what: 'renamed', plan: { ...plan, title }, was } as const;
    if (title === was) return { renamed };
    if (seen !== undefined && seen !== plan.etag) return standsNow(plan);
    return (await rename(plan, title, services)) ?? { renamed };
  },
  changes: (renaming) =>
    'renamed' in renaming && renaming.renamed.was !== renaming.renamed.plan.title
      ? { outcome: 'done', groupId: renaming.renamed.plan.groupId }
      : undefined,
  card(renaming, reader) {
    if ('form' in renaming) return planFormCard(renaming.form, reader);
    return 'choose' in renaming ? planChoiceCard(renaming.choose, reader) : planChangedCard(renaming.renamed, reader);
  },
});

function standsNow(plan: Plan): Renaming {
  return { form: { what: 'rename', plan, title: plan.title, problem: overtaken } };
}

/** @returns the form with how it stands when somebody was faster */
async function rename(plan: Plan, title: string, { plans }: Services): Promise<Renaming | undefined> {
  try {
    await plans.renamePlan(plan.groupId, plan, title);
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'planner.changed') throw error;
    return standsNow(await plans.plan(plan.id));
  }
}
