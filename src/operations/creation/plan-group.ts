import { AppError } from '../../domain/errors.ts';
import { isMailNickname, mailNicknameFrom, planLimits, type GroupPlan } from '../../domain/group-plan.ts';
import { nameProblemWords } from '../../domain/name-problems.ts';
import type { Person, PersonRef } from '../../domain/people.ts';
import type { Services } from '../operation.ts';
import type { GroupForm } from './form-input.ts';

/** What is wrong with each field, in plain words. */
export type Problems = Partial<
  Record<'displayName' | 'mailNickname' | 'description' | 'visibility' | 'owners' | 'classification', string>
>;

export interface Planned {
  /** As far as the form could be read. */
  plan: GroupPlan;
  /** What is wrong with the owners. */
  ownersProblem?: string;
}

/** Reads a form as a plan. What could not be read is missing from it, or stands in it as it was typed. */
export async function readPlan(form: GroupForm, services: Services): Promise<Planned> {
  const { owners, problem } = await ownersIn(form, services);
  return { plan: planFrom(form, owners, services), ...(problem !== undefined && { ownersProblem: problem }) };
}

/** What speaks against a plan, beside each field: our limits, and where a name keeps those, the directory's rules. */
export async function problemsOf(form: GroupForm, planned: Planned, services: Services): Promise<Problems> {
  const { plan, ownersProblem: owners } = planned;
  const problems = { ...limitsBroken(plan, form, services), ...(owners !== undefined && { owners }) };
  const isNameBad = problems.displayName !== undefined || problems.mailNickname !== undefined;
  return isNameBad ? problems : { ...problems, ...(await namesRefused(plan, services)) };
}

function planFrom(form: GroupForm, owners: readonly PersonRef[], { policy }: Services): GroupPlan {
  const { visibilities, classifications } = policy.creation;
  const { displayName, description, classification } = form;
  return {
    displayName,
    mailNickname: form.mailNickname === '' ? mailNicknameFrom(displayName) : form.mailNickname,
    description,
    visibility: visibilities.find((one) => one === form.visibility) ?? visibilities[0] ?? 'private',
    hasTeam: form.hasTeam === 'true',
    owners,
    ...(classifications.includes(classification) && { classification }),
  };
}

function limitsBroken(plan: GroupPlan, form: GroupForm, { policy }: Services): Problems {
  const { classifications, visibilities } = policy.creation;
  const problems: Problems = {};
  if (plan.displayName === '') problems.displayName = 'A group needs a name.';
  else if (plan.displayName.length > planLimits.displayName)
    problems.displayName = `Names have up to ${planLimits.displayName} characters; this one has ${plan.displayName.length}.`;
  else if (plan.mailNickname === '')
    problems.mailNickname = 'No mail address could be made of this name. Please choose one.';
  else if (!isMailNickname(plan.mailNickname))
    problems.mailNickname = `Addresses have up to ${planLimits.mailNickname} letters, digits and signs of ASCII, without spaces and without @ ( ) \\ [ ] " ; : < > , or a full stop.`;
  if (plan.description.length > planLimits.description)
    problems.description = `Please keep this under ${planLimits.description} characters; it has ${plan.description.length}.`;
  if (form.visibility !== '' && !visibilities.some((one) => one === form.visibility))
    problems.visibility = 'Your organisation does not have such groups. Please choose again.';
  if (form.classification !== '' && !classifications.includes(form.classification))
    problems.classification = 'This is not one of the classifications of your organisation. Please choose again.';
  return problems;
}

async function namesRefused({ displayName, mailNickname }: GroupPlan, { directory }: Services): Promise<Problems> {
  const found = await directory.checkName({ displayName, mailNickname });
  return Object.fromEntries(found.map((problem) => [problem.field, nameProblemWords(problem)]));
}

async function ownersIn(
  form: GroupForm,
  services: Services,
): Promise<{ owners: PersonRef[]; problem?: string | undefined }> {
  const { caller, policy } = services;
  const ids = [...new Set(form.owners.split(',').map((id) => id.trim().toLowerCase()))];
  const others = ids.filter((id) => id !== '' && id !== caller.userId.toLowerCase());
  if (others.length > planLimits.owners)
    return { owners: [], problem: `Please choose up to ${planLimits.owners} further owners.` };
  const found = await Promise.all(others.map((id) => personWith(id, services)));
  const people = found.filter((person) => person !== undefined);
  const allowed = people.filter(({ isGuest }) => !isGuest || policy.members.allowsGuests);
  const owners = allowed.map(({ id, displayName }) => ({ id, displayName }));
  const count = { wanted: others.length, found: people.length, allowed: allowed.length };
  return { owners, problem: ownersProblem(count, services) };
}

function ownersProblem(
  count: { wanted: number; found: number; allowed: number },
  { policy }: Services,
): string | undefined {
  const further = policy.creation.minimumOwners - 1;
  if (count.found < count.wanted) return 'Somebody of these is not in the directory any more. Please choose again.';
  if (count.allowed < count.found) return 'Guests cannot own a group in your organisation.';
  if (count.allowed >= further) return undefined;
  return `A group needs at least ${policy.creation.minimumOwners} owners here: please choose ${further === 1 ? 'somebody' : `${further} people`} besides yourself.`;
}

async function personWith(id: string, { directory }: Services): Promise<Person | undefined> {
  try {
    return await directory.person(id);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return undefined;
    throw error;
  }
}
