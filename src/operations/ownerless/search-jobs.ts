import type { Candidate, OwnerSearch } from '../../domain/owner-search.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { SearchCopy } from '../../ports/owner-searches.ts';
import type { Store } from '../../ports/store.ts';

/** Who reads a card about a search, from what it was sent for. */
export type SearchReader = 'candidate' | 'admin' | 'owner';

/** What a card is sent for: a recipient gets one for each. The number makes a later occasion of the same kind another one. */
export const occasions = {
  ask: ({ round }: OwnerSearch) => `ask@${round}`,
  confirm: ({ revision }: OwnerSearch) => `confirm@${revision}`,
  /** The app was to do it and may not. */
  confirmInstead: ({ revision }: OwnerSearch) => `confirm-instead@${revision}`,
  exhausted: ({ revision }: OwnerSearch) => `exhausted@${revision}`,
  owner: () => 'owner',
};

export function readerFor(occasion: string): SearchReader {
  if (occasion === 'owner') return 'owner';
  return occasion.startsWith('ask@') ? 'candidate' : 'admin';
}

/** Finds out whom to ask. */
export function beginSearchJob({ tenantId, id }: Pick<OwnerSearch, 'tenantId' | 'id'>): NewJob {
  return { kind: 'begin-search', key: `search:${id}:begin`, tenantId, payload: { searchId: id } };
}

export function searchCardJob(
  { tenantId, id }: Pick<OwnerSearch, 'tenantId' | 'id'>,
  recipientId: string,
  occasion: string,
  dueAt?: Date,
): NewJob {
  return {
    kind: 'deliver-search-card',
    key: `search:${id}:card:${occasion}:${recipientId}`,
    tenantId,
    payload: { searchId: id, recipientId, occasion },
    ...(dueAt && { dueAt }),
  };
}

/** The time of a candidate to answer ends. */
export function searchAnswerJob({ tenantId, searchId, person }: Candidate, answerBy: Date): NewJob {
  return {
    kind: 'search-answer',
    key: `search:${searchId}:answer:${person.id}:${answerBy.getTime()}`,
    tenantId,
    payload: { searchId, personId: person.id, answerBy: answerBy.getTime() },
    dueAt: answerBy,
  };
}

export function tellSearchAdminsJob({ tenantId, id }: OwnerSearch, occasion: string): NewJob {
  return {
    kind: 'tell-search-admins',
    key: `search:${id}:admins:${occasion}`,
    tenantId,
    payload: { searchId: id, occasion },
  };
}

/** The app makes an owner of whoever accepted. */
export function confirmByAppJob({ tenantId, id, revision }: OwnerSearch, personId: string): NewJob {
  return {
    kind: 'confirm-by-app',
    key: `search:${id}:by-app:${personId}:${revision}`,
    tenantId,
    payload: { searchId: id, personId },
  };
}

/** Every card about it shows how it stands now. Call it in the transaction of the change, after the change. */
export async function announceSearch(store: Store, tenantId: string, id: string): Promise<void> {
  const search = await store.ownerSearches.get(tenantId, id);
  if (!search) return;
  const copies = await store.ownerSearches.copies(tenantId, id);
  await store.jobs.enqueue(copies.map((copy) => updateSearchJob(search, copy)));
}

/** @param again once more nevertheless, under a name of its own */
export function updateSearchJob({ revision }: OwnerSearch, copy: SearchCopy, again = ''): NewJob {
  const { tenantId, searchId, conversationId, activityId, recipientId, occasion } = copy;
  return {
    kind: 'update-search-card',
    key: `search:${searchId}:update:${conversationId}:${activityId}:${revision}${again}`,
    tenantId,
    payload: { searchId, conversationId, activityId, recipientId, occasion },
  };
}

/** Goes through the owners of groups: once a day, named by it. */
export function checkOwnersJob(tenantId: string, now: Date): NewJob {
  return {
    kind: 'check-owners',
    key: `check-owners:${now.toISOString().slice(0, 10)}`,
    tenantId,
    payload: {},
    dueAt: now,
  };
}

/** Tells an owner who remains that another has left: once for each who leaves. */
export function ownerLeftJob(
  tenantId: string,
  about: {
    group: { id: string; displayName: string };
    leaver: { id: string; displayName?: string };
    userId: string;
    count: number;
  },
): NewJob {
  const { group, leaver, userId, count } = about;
  const payload = { group, userId, count, ...(leaver.displayName !== undefined && { left: leaver.displayName }) };
  return { kind: 'tell-owner-left', key: `owner-left:${group.id}:${leaver.id}:${userId}`, tenantId, payload };
}
