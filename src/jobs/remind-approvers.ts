import { z } from 'zod';
import { openNow, stageOf } from '../domain/requests.ts';
import { tellApproverJob } from '../operations/requests/request-jobs.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { requestOf, requestPayload } from './request-payload.ts';
import { wakingMoment } from './waking-moment.ts';

const payload = requestPayload.extend({ stage: z.int() });

/** Plans a reminder for each of whom a stage still waits, and the colleagues of those who are away, when they wake. Planned twice, it comes once. */
export function remindApprovers(parts: HandlerParts): Handler {
  return async (job) => {
    const { stage: wanted, ...about } = payload.parse(job.payload);
    const request = await requestOf(job, about, parts.store);
    const stage = request && stageOf(request);
    if (!stage || request.status !== 'pending' || request.stage !== wanted) return;
    const reminders = openNow(request).map(async ({ id }) => {
      const dueAt = await wakingMoment({ tenantId: job.tenantId, userId: id }, parts);
      return tellApproverJob(request, 'reminded', id, dueAt);
    });
    await parts.store.jobs.enqueue(await Promise.all(reminders));
  };
}
