import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { GraphCall } from './client.ts';
import type { Writer } from './members.ts';
import type { Doing, Reply, Words } from './refusals.ts';
import { classify, refusalOf } from './refusals.ts';

const denied: Words = {
  code: 'plan.denied',
  advice: 'Only members of the group can see and change its plans; owning it is not enough. Join the group first.',
};

/** What each part of Planner says when it is not there. */
export const planning = {
  plan: { denied, notFound: { code: 'plan.not-found', advice: 'This plan is not there any more.' } },
  bucket: { denied, notFound: { code: 'bucket.not-found', advice: 'This bucket is not there any more.' } },
  task: { denied, notFound: { code: 'task.not-found', advice: 'This task is not there any more.' } },
} as const satisfies Record<string, Doing>;

/** Planner's own limits, by the names that its refusals carry. @see https://learn.microsoft.com/graph/api/resources/planner-overview */
const limits = new Map(
  Object.entries({
    MaximumBucketsInProject:
      'This plan has as many buckets as a plan can have. Delete one that is not needed in Planner.',
    MaximumTasksInProject:
      'This plan has as many tasks as a plan can have. Delete finished ones, or make another plan.',
    MaximumActiveTasksInProject:
      'This plan has as many unfinished tasks as a plan can have. Finish or delete some first.',
    MaximumTasksCreatedByUser: 'You have created as many tasks as one person can. Delete some that are over first.',
    MaximumTasksAssignedToUser: 'One of these people has as many tasks as one person can have. Choose somebody else.',
    MaximumProjectsOwnedByUser: 'You own as many plans as one person can. Delete one that is not needed first.',
    MaximumPlannerPlans: 'This group has as many plans as a group can have. Delete one that is not needed first.',
    MaximumAssigneesInTasks: 'As many people are on this task as there can be. Take somebody off it first.',
  }),
);

const errorBody = z.object({ error: z.object({ code: z.string() }) });

/** Turns an error reply of Planner's into what the rest of the bot understands. */
export function plannerRefusal(reply: Reply, doing: Doing, scopes: readonly string[]): AppError {
  const { status } = reply;
  const code = errorBody.safeParse(reply.body).data?.error.code ?? '';
  const limit = status === 403 ? limits.get(code) : undefined;
  if (limit !== undefined) return new AppError('conflict', { code: `planner.full.${code}`, advice: limit });
  if (status === 412 || status === 409)
    return new AppError('conflict', {
      code: 'planner.changed',
      advice: 'Somebody has changed this in the meantime. Look at it again before you change it.',
      cause: { status },
    });
  return refusalOf(reply, doing, scopes);
}

/** Changes what is there. @throws AppError `planner.changed`, and as `doing` says */
export async function changePlanner({ client, scopes }: Writer, call: GraphCall, doing: Doing): Promise<unknown> {
  const reply = await client.send(call);
  if (reply.status < 400) return reply.body;
  // What is gone after an attempt in doubt is our own work.
  if (call.method === 'DELETE' && reply.inDoubt && classify(reply) === 'notFound') return undefined;
  throw plannerRefusal(reply, doing, scopes);
}

/**
 * Makes something. Planner takes no key of ours, so without an answer nobody knows whether it is there: it is never
 * sent again, and the person is told to look.
 */
export async function createInPlanner({ client, scopes }: Writer, call: GraphCall, doing: Doing): Promise<unknown> {
  let reply: Reply;
  try {
    reply = await client.send(call);
  } catch (error) {
    const isLost =
      error instanceof AppError && ['graph.timeout', 'graph.unreachable', 'graph.cancelled'].includes(error.code);
    throw isLost ? inDoubt(error) : error;
  }
  if (reply.status < 400) return reply.body;
  if (reply.status >= 500 && !reply.headers.has('retry-after')) throw inDoubt({ status: reply.status });
  throw plannerRefusal(reply, doing, scopes);
}

function inDoubt(cause: unknown): AppError {
  return new AppError('upstream', {
    code: 'planner.in-doubt',
    advice:
      'Planner did not answer in time. It may have been done all the same: look at the plan before you try again.',
    cause,
  });
}
