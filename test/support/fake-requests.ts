import type { Delegation } from '../../src/domain/delegations.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { RequestKind } from '../../src/domain/request-kinds.ts';
import {
  delegationsOf,
  isOpen,
  isWaitingFor,
  type GroupRequest,
  type RequestCardCopy,
} from '../../src/domain/requests.ts';
import type { RequestPosition, RequestStore } from '../../src/ports/requests.ts';
import { fakeAroundRequests } from './fake-around-requests.ts';
import { settled } from './settled.ts';

interface State {
  requests: GroupRequest[];
  copies: RequestCardCopy[];
  delegations: Delegation[];
}

/** Requests, and the cards that show them, in memory. */
export function fakeRequests(state: State): RequestStore {
  const find = (tenantId: string, id: string) =>
    state.requests.find((one) => one.id === id && one.tenantId === tenantId);
  const withDelegations = (one: GroupRequest): GroupRequest => ({ ...one, ...delegationsOf(one, state.delegations) });
  const openFor = (
    tenantId: string,
    requesterId: string,
    groupId: string,
    about: { kind: RequestKind; subjectId?: string | undefined } = { kind: 'join' },
  ) =>
    state.requests
      .filter((one) => one.tenantId === tenantId && one.requester.id === requesterId && one.group.id === groupId)
      .find((one) => one.kind === about.kind && one.subject?.id === about.subjectId && isOpen(one));
  return {
    ...fakeAroundRequests(state),
    insert: (request) =>
      settled(() => {
        const about = { kind: request.kind, subjectId: request.subject?.id };
        const isKnown = find(request.tenantId, request.id) !== undefined;
        if (isKnown || openFor(request.tenantId, request.requester.id, request.group.id, about)) {
          throw new AppError('conflict', { code: 'request.already-open', advice: 'You have asked already.' });
        }
        state.requests.push(structuredClone(request));
      }),
    get: (tenantId, id) =>
      settled(() => {
        const found = find(tenantId, id);
        return found && structuredClone(withDelegations(found));
      }),
    pendingFor: (tenantId, requesterId, groupId, about) =>
      settled(() => structuredClone(openFor(tenantId, requesterId, groupId, about))),
    madeSince: (tenantId, start, { limit, after = '' }) =>
      settled(() =>
        state.requests
          .filter((one) => one.tenantId === tenantId && one.createdAt >= start && one.id > after)
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .slice(0, limit)
          .map((request) => ({ request: structuredClone(request) })),
      ),
    byRequester: (tenantId, requesterId, { limit, before }) =>
      settled(() =>
        state.requests
          .filter((one) => one.tenantId === tenantId && one.requester.id === requesterId)
          .filter((one) => !before || inOrder(one, before) < 0)
          .sort((a, b) => inOrder(b, a))
          .slice(0, limit),
      ),
    waitingFor: (tenantId, approverId, { limit, after }) =>
      settled(() =>
        state.requests
          .map(withDelegations)
          .filter((one) => one.tenantId === tenantId && isWaitingFor(one, approverId))
          .filter((one) => !after || inOrder(one, after) > 0)
          .sort(inOrder)
          .slice(0, limit),
      ),
    decide: (before, _decision, after) =>
      settled(() => {
        const request = find(before.tenantId, before.id);
        if (request?.revision !== before.revision || request.status !== before.status) return false;
        Object.assign(request, structuredClone(after), { revision: before.revision + 1 });
        if (!after.wish) delete request.wish;
        delete request.delegations;
        if (after.details) request.group = { ...request.group, displayName: after.details.displayName };
        return true;
      }),
    escalate: (before, at) =>
      settled(() => {
        const request = find(before.tenantId, before.id);
        if (request?.revision !== before.revision || request.status !== before.status) return false;
        request.stages = request.stages.map((one, index) =>
          index === request.stage ? { ...one, escalatedAt: at } : one,
        );
        request.revision += 1;
        return true;
      }),
    move: (tenantId, id, from, to, change = {}) =>
      settled(() => {
        const request = find(tenantId, id);
        if (request?.status !== from) return false;
        delete request.failureCode;
        request.revision += 1;
        Object.assign(request, { status: to }, change);
        if (change.details) request.group = { ...request.group, displayName: change.details.displayName };
        return true;
      }),
    setGroup: (tenantId, id, group) =>
      settled(() => {
        const request = find(tenantId, id);
        if (request) request.group = { ...group };
      }),
    addCopy: (copy) =>
      settled(() => {
        const isKnown = state.copies.some(
          (one) => one.conversationId === copy.conversationId && one.activityId === copy.activityId,
        );
        if (!isKnown) state.copies.push(copy);
        return !isKnown;
      }),
    copies: (tenantId, requestId) =>
      settled(() => state.copies.filter((one) => one.tenantId === tenantId && one.requestId === requestId)),
  };
}

function inOrder(one: RequestPosition, other: RequestPosition): number {
  return one.createdAt.getTime() - other.createdAt.getTime() || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
