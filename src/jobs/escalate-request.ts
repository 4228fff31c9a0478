import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { openNow, stageOf, type GroupRequest } from '../domain/requests.ts';
import { announce, standInJob, tellApproverJob } from '../operations/requests/request-jobs.ts';
import { recordByItself } from '../operations/requests/move-by-itself.ts';
import type { NewJob } from '../ports/jobs.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { requestOf, requestPayload } from './request-payload.ts';
import { wakingMoment } from './waking-moment.ts';

const payload = requestPayload.extend({ stage: z.int() });

/**
 * Asks those who stand in, when a stage has waited for too long, and tells those who were asked first.
 * @throws AppError `request.changed` (upstream) when somebody decided at the same moment: it is looked at again
 */
export function escalateRequest(parts: HandlerParts): Handler {
  const { store, clock } = parts;
  return async (job) => {
    const { stage: wanted, ...about } = payload.parse(job.payload);
    const request = await requestOf(job, about, store);
    const stage = request && stageOf(request);
    if (!stage || request.status !== 'pending' || request.stage !== wanted || stage.escalatedAt) return;
    const at = clock.now();
    const stages = request.stages.with(wanted, { ...stage, escalatedAt: at });
    const messages = await messagesFor(request, parts);
    const isDone = await store.atomically(async (inside) => {
      if (!(await inside.requests.escalate(request, at))) return false;
      await announce(inside, { ...request, stages });
      await inside.jobs.enqueue(messages);
      await recordByItself(inside, request, { operation: 'request.escalate', at });
      return true;
    });
    if (!isDone) throw new AppError('upstream', { code: 'request.changed', advice: 'Somebody has just decided.' });
  };
}

/** Each comes when its reader wakes. */
function messagesFor(request: GroupRequest, parts: HandlerParts): Promise<NewJob[]> {
  const stage = stageOf(request);
  if (!stage) return Promise.resolve([]);
  const due = (userId: string): Promise<Date> => wakingMoment({ tenantId: request.tenantId, userId }, parts);
  return Promise.all([
    ...stage.standIns.map(async ({ id }) => standInJob(request, id, await due(id))),
    ...openNow(request).map(async ({ id }) => tellApproverJob(request, 'escalated', id, await due(id))),
  ]);
}
