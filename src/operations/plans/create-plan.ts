import { z } from 'zod';
import { planChangedCard, type PlanChanged } from '../../cards/plan-changed.ts';
import { planFormCard, type PlanForm } from '../../cards/plan-form.ts';
import { planMembersCard, type PlanMembers } from '../../cards/plan-members.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { whyNoPlans } from '../../domain/plan-errors.ts';
import { plannerLimits } from '../../domain/plans.ts';
import { defineOperation } from '../define-operation.ts';
import { groupsToChoose } from '../groups-to-choose.ts';
import { confirmed, groupName, maybeGroupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { called, plansOfGroup } from './find-plan.ts';
import { howToBecomeMember } from './planning-member.ts';
import { newName } from './plan-inputs.ts';
import { planAndGroup } from './plan-words.ts';

type Creating =
  { form: PlanForm } | { members: PlanMembers; groupId?: string } | { created: PlanChanged; groupId: string };

/**
 * Makes a plan in a group. Planner lets members only: an owner who is none is offered to become one with the same click.
 * @throws AppError `plan.wrong-kind`, `planner.full.*`, `planner.in-doubt`
 * @see https://learn.microsoft.com/graph/api/planner-post-plans
 */
export const createPlan = defineOperation({
  name: 'plan.create',
  phrases: ['new plan', 'create plan', 'create a plan', 'add plan', 'make plan', 'make a plan', 'start plan'],
  summary: 'Make a plan in a group',
  example: 'new plan Autumn catalogue in Design Guild',
  fromWords(words) {
    const { plan, ...rest } = planAndGroup(words);
    return { ...rest, ...(plan !== undefined && { title: plan }) };
  },
  input: z.object({ group: maybeGroupName, title: newName, confirmed }),
  scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All'],

  dialog: { title: 'New plan' },

  async run({ group: wanted, title, confirmed: answer }, services): Promise<Creating> {
    if (wanted === '') {
      const groups = (await groupsToChoose('any', services)).filter(({ kind }) => kind === 'microsoft365');
      return { form: { what: 'create', groups, title, ...(answer && { groupProblem: 'Please choose a group.' }) } };
    }
    const group = await resolveGroup(services.directory, wanted);
    const never = whyNoPlans(group);
    if (never) throw never;
    try {
      return await create(group, title, answer === 'yes', services);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'plan.denied') throw error;
      return { members: { group, who: await howToBecomeMember(group, services), ...(title !== '' && { title }) } };
    }
  },
  changes: (creating) => ('created' in creating ? { outcome: 'done', groupId: creating.groupId } : undefined),
  card: cardOf,
});

/**
 * What an owner who is no member presses: makes them one, then the plan. An operation of its own, because it needs a
 * scope that nobody has to consent to who only makes plans.
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export const joinAndCreatePlan = defineOperation({
  name: 'plan.join-and-create',
  phrases: [],
  summary: 'Become a member of a group you own, and make a plan in it',
  example: '',
  input: z.object({ group: groupName, title: newName }),
  scopes: ['Tasks.ReadWrite', 'GroupMember.Read.All', 'GroupMember.ReadWrite.All'],

  async run({ group: wanted, title }, services): Promise<Creating> {
    const { directory, caller } = services;
    const group = await resolveGroup(directory, wanted);
    const never = whyNoPlans(group);
    if (never) throw never;
    const { isMember, isOwner } = await directory.standingIn(group.id);
    if (!isMember && !isOwner) return { members: { group, who: await howToBecomeMember(group, services), title } };
    if (!isMember) await becomeMember(group, services, caller.userId);
    try {
      return await create(group, title, true, services);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'plan.denied') throw error;
      return { members: { group, who: 'joined', title }, groupId: group.id };
    }
  },
  changes: (creating) => ('groupId' in creating ? { outcome: 'done', groupId: creating.groupId } : undefined),
  card: cardOf,
});

function cardOf(creating: Creating, reader: Parameters<typeof planFormCard>[1]) {
  if ('form' in creating) return planFormCard(creating.form, reader);
  return 'members' in creating ? planMembersCard(creating.members, reader) : planChangedCard(creating.created, reader);
}

/** The same button on another device may have been faster. */
async function becomeMember(group: Group, { directory }: Services, userId: string): Promise<void> {
  try {
    await directory.addMember(group.id, userId);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'member.already-present') throw error;
  }
}

/** A second plan of one name would be taken for the first; and a form that is sent twice makes one plan. */
async function create(group: Group, title: string, isSent: boolean, services: Services): Promise<Creating> {
  const own = await plansOfGroup(group, services);
  const problem = problemOf(title, isSent) ?? takenBy(title, own);
  if (title === '' || problem !== undefined) return { form: { what: 'create', group, title, problem } };
  const plan = await services.plans.createPlan(group.id, title);
  return { created: { what: 'created', plan, group }, groupId: group.id };
}

function takenBy(title: string, own: Awaited<ReturnType<typeof plansOfGroup>>): string | undefined {
  const [same] = called(title, own, ({ plan }) => plan.title);
  return title !== '' && same?.plan.title.toLowerCase() === title.toLowerCase()
    ? 'The group has a plan of this name already. Please choose another name.'
    : undefined;
}

function problemOf(title: string, isSent: boolean): string | undefined {
  if (title === '') return isSent ? 'A plan needs a name.' : undefined;
  if (title.length <= plannerLimits.title) return undefined;
  return `Names have up to ${plannerLimits.title} characters; this has ${title.length}.`;
}
