import { createHash } from 'node:crypto';
import { cast, groups } from './cast.ts';
import type { TaskRecord, WorkSeed } from './work-records.ts';

const day = 24 * 3_600_000;
const made = '2025-11-03T09:00:00Z';

interface TaskRow {
  title: string;
  bucket?: string;
  /** Who is to do it. */
  who?: readonly string[];
  percent?: number;
  dueInDays?: number;
  description?: string;
}

interface PlanRow {
  groupId: string;
  title: string;
  buckets: readonly string[];
  tasks: readonly TaskRow[];
}

const rows: readonly PlanRow[] = [
  {
    groupId: groups.designGuild,
    title: 'Autumn catalogue',
    buckets: ['Ideas', 'In the workshop', 'At the printer'],
    tasks: [
      { title: 'Choose the paper', bucket: 'At the printer', who: [cast.owner.id], percent: 100 },
      {
        title: 'Draw the cover',
        bucket: 'In the workshop',
        who: [cast.owner.id, cast.secondOwner.id],
        percent: 50,
        dueInDays: 9,
        description: 'Two colours at most; leave room for the seal.',
      },
      { title: 'Proof the swatch pages', bucket: 'Ideas', who: [cast.secondOwner.id], dueInDays: 14 },
      { title: 'Collect quotes from last year’s readers', bucket: 'Ideas' },
    ],
  },
  {
    groupId: groups.researchCircle,
    title: 'Diary study',
    buckets: ['Before', 'During', 'After'],
    tasks: [
      { title: 'Recruit twelve households', bucket: 'Before', who: [cast.owner.id], percent: 50, dueInDays: 3 },
      { title: 'Write the consent form', bucket: 'Before', percent: 100 },
    ],
  },
  {
    groupId: groups.launchRoom,
    title: 'Countdown',
    buckets: ['This week'],
    tasks: [{ title: 'Book the hall', bucket: 'This week', who: [cast.owner.id], dueInDays: 2 }],
  },
];

/** Plans of a few groups. Ids are the same everywhere. */
export function seedPlans(now: Date): Pick<WorkSeed, 'plan' | 'bucket' | 'task'> {
  return {
    plan: rows.map(({ groupId, title }) => ({
      id: idOf('plan', title),
      groupId,
      title,
      createdDateTime: made,
      createdBy: cast.owner.id,
      revision: 1,
    })),
    bucket: rows.flatMap(({ title, buckets }) =>
      buckets.map((name, index) => ({
        id: idOf(`bucket ${title}`, name),
        planId: idOf('plan', title),
        name,
        orderHint: `858525${index}`,
        revision: 1,
      })),
    ),
    task: rows.flatMap((plan) => plan.tasks.map((task, index) => taskOf(plan, task, index, now))),
  };
}

function taskOf(plan: PlanRow, task: TaskRow, index: number, now: Date): TaskRecord {
  const due = task.dueInDays === undefined ? null : now.getTime() + task.dueInDays * day;
  const isDone = task.percent === 100;
  const assignment = { assignedBy: cast.owner.id, assignedDateTime: made, orderHint: `858526${index}` };
  return {
    id: idOf(`task ${plan.title}`, task.title),
    planId: idOf('plan', plan.title),
    bucketId: task.bucket === undefined ? null : idOf(`bucket ${plan.title}`, task.bucket),
    title: task.title,
    orderHint: `858524${index}`,
    assigneePriority: `858527${index}`,
    percentComplete: task.percent ?? 0,
    priority: 5,
    startDateTime: null,
    dueDateTime: due === null ? null : new Date(Math.ceil(due / day) * day).toISOString(),
    createdDateTime: made,
    createdBy: cast.owner.id,
    completedDateTime: isDone ? made : null,
    completedBy: isDone ? cast.owner.id : null,
    assignments: Object.fromEntries((task.who ?? []).map((id) => [id, assignment])),
    categories: [],
    details: { description: task.description ?? '', previewType: 'automatic', checklist: {}, revision: 1 },
    revision: 1,
  };
}

function idOf(kind: string, key: string): string {
  return createHash('sha256').update(`${kind}:${key}`).digest().subarray(0, 21).toString('base64url');
}
