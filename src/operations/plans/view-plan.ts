import type { PlanShown, PlanSection } from '../../cards/plan-shown.ts';
import type { Bucket, PlanTask } from '../../domain/plans.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { asMember, type PlanOf } from './find-plan.ts';

const pageSize = 8;

/** Which tasks of a plan are looked at, and from which line on. */
export interface PlanPage {
  shows?: PlanShown['shows'];
  next?: string | undefined;
}

/** A page of a plan: its buckets in their order with the tasks in them. */
export async function viewPlan(
  { plan, group }: PlanOf,
  { shows = 'open', next }: PlanPage,
  services: Services,
): Promise<PlanShown> {
  const { plans } = services;
  const [buckets, tasks] = await asMember(group, () => Promise.all([plans.buckets(plan.id), plans.tasks(plan.id)]));
  const lines = linesOf(buckets, tasks, shows);
  const start = Number(next ?? 0);
  const shown = lines.slice(start, start + pageSize);
  const assigned = shown.flatMap(({ task }) => task?.assigneeIds ?? []);
  const names = await namesOf(assigned, services);
  return {
    plan,
    group,
    shows,
    ...counted(tasks),
    sections: sectionsOf(shown, names),
    ...(start + pageSize < lines.length && { next: String(start + pageSize) }),
    isContinued: start > 0,
  };
}

interface Part {
  name: string;
  all: readonly PlanTask[];
}

/** A bucket in which nothing is to be shown takes a line all the same. */
interface Line {
  part: Part;
  task?: PlanTask;
}

/** Tasks in no bucket come last. */
function linesOf(buckets: readonly Bucket[], tasks: readonly PlanTask[], shows: PlanShown['shows']): Line[] {
  const known = new Set<string | undefined>(buckets.map(({ id }) => id));
  const loose = tasks.filter(({ bucketId }) => !known.has(bucketId));
  const parts = [
    ...buckets.map(({ id, name }) => ({ name, all: tasks.filter(({ bucketId }) => bucketId === id) })),
    ...(loose.length > 0 ? [{ name: '', all: loose }] : []),
  ];
  return parts.flatMap((part) => {
    const wanted = part.all.filter(({ progress }) => shows === 'all' || progress !== 'done');
    return wanted.length === 0 ? [{ part }] : wanted.map((task) => ({ part, task }));
  });
}

function sectionsOf(lines: readonly Line[], names: ReadonlyMap<string, string>): PlanSection[] {
  const parts = [...new Set(lines.map(({ part }) => part))];
  return parts.map((part) => ({
    name: part.name,
    ...counted(part.all),
    tasks: lines.flatMap(({ part: its, task }) =>
      its === part && task ? { task, people: task.assigneeIds.map((id) => names.get(id) ?? somebody) } : [],
    ),
  }));
}

function counted(tasks: readonly PlanTask[]): { openCount: number; doneCount: number } {
  const doneCount = tasks.filter(({ progress }) => progress === 'done').length;
  return { openCount: tasks.length - doneCount, doneCount };
}

/** Whoever left the organisation, or whom the caller may not look up. */
const somebody = 'Somebody you cannot see';

/** Names of people by their ids, read side by side. */
export async function namesOf(ids: readonly string[], { directory }: Services): Promise<Map<string, string>> {
  const people = await Promise.all([...new Set(ids)].map((id) => unlessRefused(directory.person(id))));
  return new Map(people.flatMap((person) => (person ? [[person.id, person.displayName]] : [])));
}

/** The same as references, in their order. */
export async function peopleOf(ids: readonly string[], services: Services) {
  const names = await namesOf(ids, services);
  return ids.map((id) => ({ id, displayName: names.get(id) ?? somebody }));
}
