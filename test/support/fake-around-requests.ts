import { requestClosed } from '../../src/domain/around-request-errors.ts';
import { shownComments, type RequestComment } from '../../src/domain/around-request.ts';
import { isOpen, type GroupRequest } from '../../src/domain/requests.ts';
import type { AroundRequestStore } from '../../src/ports/around-requests.ts';

/** Reminders and comments, kept on the requests themselves. */
export function fakeAroundRequests(state: { requests: GroupRequest[] }): AroundRequestStore {
  const kept: { tenantId: string; requestId: string; comment: RequestComment }[] = [];
  const find = (tenantId: string, id: string) =>
    state.requests.find((one) => one.id === id && one.tenantId === tenantId);
  const of = (tenantId: string, id: string) =>
    kept.filter((one) => one.tenantId === tenantId && one.requestId === id).map(({ comment }) => comment);
  return {
    nudge: (tenantId, id, { at, people, notSince }) => {
      const request = find(tenantId, id);
      const isTooSoon = request?.nudge !== undefined && request.nudge.at > notSince;
      if (!request || isTooSoon || !['pending', 'agreed', 'failed'].includes(request.status))
        return Promise.resolve(false);
      request.nudge = { at, people };
      return Promise.resolve(true);
    },
    comment: (tenantId, id, comment) => {
      if (of(tenantId, id).some((one) => one.id === comment.id)) return Promise.resolve(false);
      const request = find(tenantId, id);
      if (!request || !isOpen(request)) return Promise.reject(requestClosed());
      kept.push({ tenantId, requestId: id, comment });
      const last = of(tenantId, id).slice(-shownComments);
      request.comments = { count: (request.comments?.count ?? 0) + 1, last };
      return Promise.resolve(true);
    },
    commentOf: (tenantId, id, commentId) => Promise.resolve(of(tenantId, id).find((one) => one.id === commentId)),
    forgetCommentsBefore: (time) => {
      for (const { tenantId, requestId, comment } of [...kept]) {
        const request = find(tenantId, requestId);
        if (comment.at >= time || !request || isOpen(request)) continue;
        kept.splice(
          kept.findIndex((one) => one.comment === comment),
          1,
        );
        request.comments = { count: request.comments?.count ?? 0, last: of(tenantId, requestId).slice(-shownComments) };
      }
      return Promise.resolve();
    },
    lastClosed: (tenantId, requesterId, groupId, { kind, subjectId }) => {
      const [last] = state.requests
        .filter((one) => one.tenantId === tenantId && one.requester.id === requesterId && one.group.id === groupId)
        .filter((one) => one.kind === kind && one.subject?.id === subjectId && !isOpen(one))
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
      return Promise.resolve(last && structuredClone(last));
    },
  };
}
