import type { Delegation } from '../../src/domain/delegations.ts';
import type { Expiration, Notice } from '../../src/domain/expiry.ts';
import type { NewsPlace } from '../../src/domain/group-news.ts';
import type { GroupRequest, RequestCardCopy } from '../../src/domain/requests.ts';
import type { AuditEvent } from '../../src/ports/audit.ts';
import type { NewsPlaceStore } from '../../src/ports/news-places.ts';
import type { Store } from '../../src/ports/store.ts';
import { memoryPaces } from '../../src/storage/paces.ts';
import { fakeAttestations } from './fake-attestations.ts';
import { fakeAudit } from './fake-audit.ts';
import { fakeActivities, fakeConversations } from './fake-conversations.ts';
import { fakeDirectoryGroups } from './fake-directory-groups.ts';
import { fakeDelegations, fakePreferences } from './fake-delegations.ts';
import { fakeJobs, type Row } from './fake-jobs.ts';
import { fakeLists, type KeptList } from './fake-lists.ts';
import { fakeRequests } from './fake-requests.ts';
import { fakeTerms } from './fake-terms.ts';
import { fakeReports } from './fake-reports.ts';
import { fakeOwnerSearches } from './fake-owner-searches.ts';
import { fakeSentMessages } from './fake-sent-messages.ts';
import { fakeNotices } from './fake-notices.ts';
import { memorySignInStore } from './memory-sign-in-store.ts';

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
    conversations: fakeConversations(),
    activities: fakeActivities(),
    pendingCommands,
    signIns,
  };
  const inside: Store = {
    ...others,
    requests: fakeRequests(state),
    jobs: fakeJobs(state),
    notices: fakeNotices(state),
    lists: fakeLists(state),
    delegations: fakeDelegations(state),
    audit: fakeAudit(state),
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

/** The same methods, each of which waits until no transaction runs. */
function inTurn<T extends object>(store: T, turn: <R>(work: () => Promise<R>) => Promise<R>): T {
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    (...input: unknown[]) => turn(() => (method as (...input: unknown[]) => Promise<unknown>)(...input)),
  ]);
  return Object.fromEntries(methods) as T;
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
