import { z } from 'zod';
import type { TaskDetails, TaskRecord } from '../../tenant/work-records.ts';
import { readBody } from '../body.ts';
import { badRequest } from '../errors.ts';
import type { Answer, Call, Route } from '../types.ts';
import { answerChange, askedTask, checkMatch, etagOf, readHint } from './planner-access.ts';

const mostItems = 20;
const item = z.looseObject({
  '@odata.type': z.string().regex(/^#?microsoft\.graph\.plannerChecklistItem$/),
  title: z.string().min(1).max(100).optional(),
  isChecked: z.boolean().optional(),
  orderHint: z.string().optional(),
});
const change = z.looseObject({
  description: z.string().optional(),
  previewType: z.enum(['automatic', 'noPreview', 'checklist', 'description', 'reference']).optional(),
  checklist: z.record(z.string(), item.nullable()).optional(),
});

function render({ id, details }: TaskRecord): Record<string, unknown> {
  const checklist = Object.entries(details.checklist).map(([key, one]) => [
    key,
    { '@odata.type': '#microsoft.graph.plannerChecklistItem', ...one },
  ]);
  return {
    '@odata.etag': etagOf(`${id} details`, details.revision),
    description: details.description,
    previewType: details.previewType,
    id,
    references: {},
    checklist: Object.fromEntries(checklist) as unknown,
  };
}

function getDetails(call: Call): Answer {
  const context = `${call.origin}/v1.0/$metadata#planner/tasks('${call.params['task'] ?? ''}')/details/$entity`;
  return { status: 200, body: { '@odata.context': context, ...render(askedTask(call)) } };
}

function updateDetails(call: Call): Answer {
  const task = askedTask(call);
  const asked = readBody(call, change);
  checkMatch(call, etagOf(`${task.id} details`, task.details.revision));
  const details: TaskDetails = {
    description: asked.description ?? task.details.description,
    previewType: asked.previewType ?? task.details.previewType,
    checklist: checked(call, task.details.checklist, asked.checklist ?? {}),
    revision: task.details.revision + 1,
  };
  const next = { ...task, details };
  call.tenant.work.tasks.put(next);
  return answerChange(call, () => render(next));
}

/** An item with null is taken off, another put on or changed. */
function checked(
  call: Call,
  before: TaskDetails['checklist'],
  asked: Record<string, z.infer<typeof item> | null>,
): TaskDetails['checklist'] {
  const after = new Map(Object.entries(before));
  const lastModifiedDateTime = new Date(call.now()).toISOString();
  for (const [key, one] of Object.entries(asked)) {
    const old = after.get(key);
    const title = one?.title ?? old?.title;
    if (one === null) after.delete(key);
    else if (title === undefined) throw badRequest('A checklist item needs a title.', 'BadRequest');
    else {
      const isChecked = one.isChecked ?? old?.isChecked ?? false;
      after.set(key, { title, isChecked, orderHint: readHint(one.orderHint, call.now()), lastModifiedDateTime });
    }
  }
  if (after.size > mostItems)
    throw badRequest(`A task has at most ${String(mostItems)} checklist items.`, 'BadRequest');
  return Object.fromEntries(after);
}

/** What a task says about itself: description and checklist, with an etag of their own. */
export const taskDetailsRoutes: readonly Route[] = [
  { operation: 'planner-get-task', method: 'GET', path: '/planner/tasks/{task}/details', handle: getDetails },
  { operation: 'planner-update-task', method: 'PATCH', path: '/planner/tasks/{task}/details', handle: updateDetails },
];
