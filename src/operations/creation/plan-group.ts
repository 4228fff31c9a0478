import { AppError } from '../../domain/errors.ts';
import { mailNicknameFrom, planLimits, type GroupPlan } from '../../domain/group-plan.ts';
import type { Person, PersonRef } from '../../domain/people.ts';
import type { Services } from '../operation.ts';
import { checkNames, type NameProblems } from './check-names.ts';
import type { GroupForm } from './form-input.ts';

/** What is wrong with each field, in plain words. */
export type Problems = NameProblems &
  Partial<Record<'description' | 'visibility' | 'owners' | 'classification' | 'forWhom', string>>;

interface Planned {
  /** As far as the form could be read. */
  plan: GroupPlan;
  /** What is wrong with the owners. */
  ownersProblem?: string;
  /** Whom it is for, where that is somebody else. */
  forWhom?: PersonRef;
  forWhomProblem?: string;
}

/** Reads a form as a plan. What could not be read is missing from it, or stands in it as it was typed. */
export async function readPlan(form: GroupForm, services: Services): Promise<Planned> {
  const [{ owners, problem }, whose] = await Promise.all([ownersIn(form, services), forWhomIn(form, services)]);
  const ownersProblem = problem === undefined ? {} : { ownersProblem: problem };
  return { plan: planFrom(form, owners, services), ...ownersProblem, ...whose };
}

export interface CheckedPlan {
  /** Its names with what the organisation wants before and after them. */
  plan: GroupPlan;
  forWhom?: PersonRef;
  /** What speaks against it, beside each field. */
  problems: Problems;
}

/** Reads a form as a plan and holds it against our limits and, where its names keep those, against the directory's rules. */
export async function checkPlan(form: GroupForm, services: Services): Promise<CheckedPlan> {
  const typed = { displayName: form.displayName, mailNickname: form.mailNickname };
  const [{ plan, ownersProblem: owners, forWhom, forWhomProblem }, { names, problems }] = await Promise.all([
    readPlan(form, services),
    checkNames(typed, services),
  ]);
  const others = { ...limitsBroken(plan, form, services), ...(owners !== undefined && { owners }) };
  const whose = forWhomProblem === undefined ? {} : { forWhom: forWhomProblem };
  return {
    plan: { ...plan, ...names },
    problems: { ...problems, ...others, ...whose },
    ...(forWhom && { forWhom }),
  };
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

/** What a plan may not be by our limits or the policy, beside each field. */
export function limitsBroken(
  plan: Pick<GroupPlan, 'description'>,
  form: Pick<GroupForm, 'visibility' | 'classification'>,
  { policy }: Pick<Services, 'policy'>,
): Problems {
  const { classifications, visibilities } = policy.creation;
  const problems: Problems = {};
  if (plan.description.length > planLimits.description)
    problems.description = `Please keep this under ${planLimits.description} characters; it has ${plan.description.length}.`;
  if (form.visibility !== '' && !visibilities.some((one) => one === form.visibility))
    problems.visibility = 'Your organisation does not have such groups. Please choose again.';
  if (form.classification !== '' && !classifications.includes(form.classification))
    problems.classification = 'This is not one of the classifications of your organisation. Please choose again.';
  return problems;
}

async function ownersIn(
  form: GroupForm,
  services: Services,
): Promise<{ owners: PersonRef[]; problem?: string | undefined }> {
  const { caller, policy } = services;
  const ids = [...new Set(form.owners.split(',').map((id) => id.trim().toLowerCase()))];
  // Whoever it is for owns it in any case.
  const owner = (form.forWhom || caller.userId).toLowerCase();
  const others = ids.filter((id) => id !== '' && id !== owner);
  if (others.length > planLimits.owners)
    return { owners: [], problem: `Please choose up to ${planLimits.owners} further owners.` };
  const found = await Promise.all(others.map((id) => personWith(id, services)));
  const people = found.filter((person) => person !== undefined);
  const allowed = people.filter(({ isGuest }) => !isGuest || policy.members.allowsGuests);
  const owners = allowed.map(({ id, displayName }) => ({ id, displayName }));
  const count = { wanted: others.length, found: people.length, allowed: allowed.length };
  return { owners, problem: ownersProblem(count, form.forWhom === '' ? 'yourself' : 'whom it is for', services) };
}

function ownersProblem(
  count: { wanted: number; found: number; allowed: number },
  whom: string,
  { policy }: Services,
): string | undefined {
  const further = policy.creation.minimumOwners - 1;
  if (count.found < count.wanted) return 'Somebody of these is not in the directory any more. Please choose again.';
  if (count.allowed < count.found) return 'Guests cannot own a group in your organisation.';
  if (count.allowed >= further) return undefined;
  return `A group needs at least ${policy.creation.minimumOwners} owners here: please choose ${further === 1 ? 'somebody' : `${further} people`} besides ${whom}.`;
}

/** Whom the group is for. Choosing oneself is as choosing nobody. */
async function forWhomIn(
  { forWhom }: GroupForm,
  services: Services,
): Promise<{ forWhom?: PersonRef; forWhomProblem?: string }> {
  const id = forWhom.toLowerCase();
  if (id === '' || id === services.caller.userId.toLowerCase()) return {};
  const person = await personWith(id, services);
  if (!person) return { forWhomProblem: 'This person is not in the directory any more. Please choose again.' };
  if (person.isGuest) return { forWhomProblem: 'Guests cannot own a group that somebody else asks for.' };
  return { forWhom: { id: person.id, displayName: person.displayName } };
}

async function personWith(id: string, { directory }: Services): Promise<Person | undefined> {
  try {
    return await directory.person(id);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return undefined;
    throw error;
  }
}
