import type { Delegation } from '../../src/domain/delegations.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { Expiration, Notice } from '../../src/domain/expiry.ts';
import type { NewsPlace } from '../../src/domain/group-news.ts';
import { classOfKind } from '../../src/domain/job-classes.ts';
import type { RequestKind } from '../../src/domain/request-kinds.ts';
import {
  delegationsOf,
  isOpen,
  isWaitingFor,
  type GroupRequest,
  type RequestCardCopy,
} from '../../src/domain/requests.ts';
import type { ActivityAnswer, ActivityStore } from '../../src/ports/activities.ts';
import type { AuditEvent, AuditFilter } from '../../src/ports/audit.ts';
import type { ConversationReference, ConversationStore } from '../../src/ports/conversation-references.ts';
import type { ClaimedJob, JobQueue, NewJob } from '../../src/ports/jobs.ts';
import type { NewsPlaceStore } from '../../src/ports/news-places.ts';
import type { RequestPosition, RequestStore } from '../../src/ports/requests.ts';
import type { Store } from '../../src/ports/store.ts';
import { memoryPaces } from '../../src/storage/paces.ts';
import { fakeAttestations } from './fake-attestations.ts';
import { fakeAroundRequests } from './fake-around-requests.ts';
import { fakeDirectoryGroups } from './fake-directory-groups.ts';
import { fakeDelegations, fakePreferences } from './fake-delegations.ts';
import { jobReport } from './fake-job-report.ts';
import { fakeLists, type KeptList } from './fake-lists.ts';
import { fakeTerms } from './fake-terms.ts';
import { fakeReports } from './fake-reports.ts';
import { fakeOwnerSearches } from './fake-owner-searches.ts';
import { fakeSentMessages } from './fake-sent-messages.ts';
import { fakeNotices } from './fake-notices.ts';
import { memorySignInStore } from './memory-sign-in-store.ts';

export interface Row extends ClaimedJob {
  state: 'waiting' | 'done' | 'dead';
  leaseUntil: number;
  code: string;
  settledAt?: Date;
}

interface State {
  requests: GroupRequest[];
  copies: RequestCardCopy[];
  expirations: Expiration[];
  notices: Notice[];
  lists: KeptList[];
  delegations: Delegation[];
  jobs: Row[];
  events: AuditEvent[];
}

export interface FakeStore extends Store {
  /** How changes ended. */
  readonly events: readonly AuditEvent[];
  /** What was written down before each change. */
  readonly begun: readonly AuditEvent[];
  readonly queued: readonly Readonly<Row>[];
}

/** What is kept, in memory: the same promises as the real stores, without their speed or their files. */
export function fakeStore(): FakeStore {
  const state: State = {
    requests: [],
    copies: [],
    expirations: [],
    notices: [],
    lists: [],
    delegations: [],
    jobs: [],
    events: [],
  };
  const { pendingCommands, signIns } = memorySignInStore();
  let last = Promise.resolve();
  const places = new Map<string, NewsPlace>();
  const newsPlaces: NewsPlaceStore = {
    get: (tenantId, userId) => Promise.resolve(places.get(`${tenantId} ${userId}`)),
    set: (tenantId, userId, place) => Promise.resolve(void places.set(`${tenantId} ${userId}`, place)),
  };
  const others = {
    newsPlaces,
    directoryGroups: fakeDirectoryGroups(),
    paces: memoryPaces(),
    sentMessages: fakeSentMessages(),
    attestations: fakeAttestations(),
    terms: fakeTerms(),
    ownerSearches: fakeOwnerSearches(),
    reports: fakeReports(),
    preferences: fakePreferences(),
    conversations: conversationStore(),
    activities: activityStore(),
    pendingCommands,
    signIns,
  };
  const hasEnd = (correlationId: string, begun: number): boolean =>
    state.events.slice(begun).some((event) => event.correlationId === correlationId && event.outcome !== 'begun');
  const inside: Store = {
    ...others,
    requests: requestStore(state),
    jobs: jobQueue(state),
    notices: fakeNotices(state),
    lists: fakeLists(state),
    delegations: fakeDelegations(state),
    audit: {
      append: (event) => settled(() => void state.events.push(event)),
      newest: (tenantId, filter, { limit, before = Infinity }) =>
        settled(() =>
          state.events
            .map((event, index) => ({ ...event, sequence: index + 1 }))
            .filter((entry) => entry.tenantId === tenantId && entry.sequence < before && isWanted(entry, filter))
            .filter(({ outcome, correlationId, sequence }) => outcome !== 'begun' || !hasEnd(correlationId, sequence))
            .reverse()
            .slice(0, limit),
        ),
      firstBrokenLink: () => Promise.resolve(undefined),
      tenants: () => settled(() => [...new Set(state.events.map(({ tenantId }) => tenantId))].sort()),
      mentionsOf: (tenantId, { id }) =>
        settled(() => {
          const named = state.events.filter((event) => event.tenantId === tenantId && names(event, id));
          const did = named.filter(({ actorId }) => actorId === id).length;
          return { did, others: named.length - did };
        }),
      erase: (tenantId, { id }) =>
        settled(() => {
          const named = state.events.filter((event) => event.tenantId === tenantId && names(event, id));
          state.events = state.events.map((event) => (named.includes(event) ? without(event, id) : event));
          return named.length;
        }),
      cutBefore: (tenantId, before) =>
        settled(() => {
          const isOld = (event: AuditEvent) => event.tenantId === tenantId && event.at < before;
          const kept = state.events.filter((event) => !isOld(event));
          const entries = state.events.length - kept.length;
          state.events = kept;
          return entries;
        }),
    },
    atomically: (work) => work(inside),
  };
  // As with a real one, whoever uses the outer store inside a transaction waits for ever.
  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  };
  return {
    ...others,
    requests: inTurn(inside.requests, turn),
    jobs: inTurn(inside.jobs, turn),
    notices: inTurn(inside.notices, turn),
    lists: inTurn(inside.lists, turn),
    delegations: inTurn(inside.delegations, turn),
    audit: inTurn(inside.audit, turn),
    get events() {
      return state.events.filter(({ outcome }) => outcome !== 'begun');
    },
    get begun() {
      return state.events.filter(({ outcome }) => outcome === 'begun');
    },
    get queued() {
      return state.jobs;
    },
    atomically: (work) => turn(() => allOrNothing(state, () => work(inside))),
  };
}

function names({ actorId, subject }: AuditEvent, id: string): boolean {
  return actorId === id || subject?.id === id;
}

function without(event: AuditEvent, id: string): AuditEvent {
  const { actorId, subject, details } = event;
  const texts = details?.map((change) => (change.kind === 'text' && actorId === id ? { ...change, to: null } : change));
  return {
    ...event,
    actorId: actorId === id ? '' : actorId,
    ...(subject && { subject: { ...subject, id: subject.id === id ? '' : subject.id } }),
    ...(texts && { details: texts }),
  };
}

/** The same methods, each of which waits until no transaction runs. */
function inTurn<T extends object>(store: T, turn: <R>(work: () => Promise<R>) => Promise<R>): T {
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    (...input: unknown[]) => turn(() => (method as (...input: unknown[]) => Promise<unknown>)(...input)),
  ]);
  return Object.fromEntries(methods) as T;
}

function isWanted(event: AuditEvent, filter: AuditFilter): boolean {
  const { groupIds, personId, subjectId, requestId, operations, outcome, from, until } = filter;
  return (
    (!groupIds || groupIds.some((id) => id === event.groupId)) &&
    (personId === undefined || event.actorId === personId || event.subject?.id === personId) &&
    (subjectId === undefined || event.subject?.id === subjectId) &&
    (requestId === undefined || event.requestId === requestId) &&
    (outcome === undefined || event.outcome === outcome) &&
    (!operations || operations.includes(event.operation)) &&
    (!from || event.at >= from) &&
    (!until || event.at < until)
  );
}

async function allOrNothing<T>(state: State, work: () => Promise<T>): Promise<T> {
  const before = structuredClone(state);
  try {
    return await work();
  } catch (error) {
    Object.assign(state, before);
    throw error;
  }
}

function settled<T>(work: () => T): Promise<T> {
  return Promise.resolve().then(work);
}

function requestStore(state: State): RequestStore {
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

function jobQueue(state: State): JobQueue {
  const held = ({ id, lease }: Pick<ClaimedJob, 'id' | 'lease'>) =>
    state.jobs.find((row) => row.id === id && row.lease === lease && row.state === 'waiting');
  const isFree = (row: Row, now: Date) =>
    row.state === 'waiting' && row.dueAt <= now && (row.lease === '' || row.leaseUntil <= now.getTime());
  return {
    enqueue: (jobs) =>
      settled(() => {
        for (const job of jobs) if (!state.jobs.some(({ key }) => key === job.key)) state.jobs.push(rowFrom(job));
      }),
    claim: ({ now, limit, leaseSeconds }) =>
      settled(() =>
        state.jobs
          .filter((row) => isFree(row, now))
          .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
          .slice(0, limit)
          .map((row) => {
            const attempt = row.attempt + 1;
            const lease = `${row.id}-${attempt}`;
            Object.assign(row, { attempt, lease, leaseUntil: now.getTime() + leaseSeconds * 1000 });
            return structuredClone(row);
          }),
      ),
    renew: (job, until) =>
      settled(() => {
        const row = held(job);
        if (row) row.leaseUntil = until.getTime();
        return row !== undefined;
      }),
    finish: (job) =>
      settled(() => {
        const row = held(job);
        if (row) Object.assign(row, { state: 'done', settledAt: new Date() });
        return row !== undefined;
      }),
    fail: (job, { code, retryAt, isUncounted = false }) =>
      settled(() => {
        const row = held(job);
        if (row)
          Object.assign(
            row,
            { code, lease: '' },
            retryAt ? { dueAt: retryAt } : { state: 'dead', settledAt: new Date() },
          );
        if (row && isUncounted) row.attempt -= 1;
        return row !== undefined;
      }),
    nextDueAt: () =>
      settled(
        () =>
          state.jobs
            .filter((row) => row.state === 'waiting' && row.lease === '')
            .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0]?.dueAt,
      ),
    waitingKeys: (tenantId, kind) =>
      settled(() =>
        state.jobs
          .filter((row) => row.tenantId === tenantId && row.kind === kind && row.state === 'waiting')
          .map(({ key }) => key),
      ),
    dead: (tenantId) => settled(() => state.jobs.filter((row) => row.tenantId === tenantId && row.state === 'dead')),
    ...jobReport(state.jobs),
  };

  function rowFrom(job: NewJob): Row {
    const id = `job-${state.jobs.length + 1}`;
    return {
      dueAt: new Date(0),
      class: classOfKind(job.kind),
      begunAt: new Date(),
      ...structuredClone(job),
      id,
      attempt: 0,
      lease: '',
      leaseUntil: 0,
      state: 'waiting',
      code: '',
    };
  }
}

function conversationStore(): ConversationStore {
  const kept = new Map<string, ConversationReference>();
  const keyOf = (tenantId: string, conversationId: string) => `${tenantId}/${conversationId}`;
  return {
    save: (reference) => settled(() => void kept.set(keyOf(reference.tenantId, reference.conversationId), reference)),
    get: (tenantId, conversationId) => settled(() => kept.get(keyOf(tenantId, conversationId))),
    personal: (tenantId, userId) =>
      settled(() =>
        [...kept.values()].find((one) => one.kind === 'personal' && one.tenantId === tenantId && one.userId === userId),
      ),
    channelOf: (tenantId, groupId) =>
      settled(() =>
        [...kept.values()].find(
          (one) => one.kind === 'channel' && one.tenantId === tenantId && one.groupId === groupId,
        ),
      ),
    remove: (tenantId, conversationId) => settled(() => void kept.delete(keyOf(tenantId, conversationId))),
  };
}

function activityStore(): ActivityStore {
  const seen = new Map<string, { until: number; at: number; answer?: ActivityAnswer }>();
  return {
    begin: (key, { now, leaseSeconds }) =>
      settled(() => {
        const known = seen.get(key);
        if (known?.answer) return { state: 'done' as const, answer: known.answer };
        if (known && known.until > now.getTime()) return { state: 'busy' as const };
        seen.set(key, { until: now.getTime() + leaseSeconds * 1000, at: now.getTime() });
        return { state: 'new' as const };
      }),
    hold: (key, until) =>
      settled(() => {
        const known = seen.get(key);
        if (known && !known.answer) known.until = until.getTime();
      }),
    finish: (key, answer, now) => settled(() => void seen.set(key, { until: 0, at: now.getTime(), answer })),
    forgetBefore: (time) =>
      settled(() => {
        for (const [key, { at }] of seen) if (at < time.getTime()) seen.delete(key);
      }),
  };
}
