import { randomUUID } from 'node:crypto';
import type { DirectoryGroup } from '../domain/directory-group.ts';
import type { AppError } from '../domain/errors.ts';
import { dayMs } from '../domain/expiry.ts';
import type { OwnerSearch } from '../domain/owner-search.ts';
import { beginSearchJob, ownerLeftJob } from '../operations/ownerless/search-jobs.ts';
import { settle } from '../operations/ownerless/search-steps.ts';
import type { SearchPosition } from '../ports/owner-searches.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { standingAmong, type OwnerStanding } from './owner-standing.ts';

const perPage = 100;
/** A larger directory is gone through over several days. */
const mostADay = 20_000;
const checksHoldMs = 6.5 * dayMs;
/** Who of two remains hears of it. */
const fewOwners = 2;

type Parts = HandlerParts & { scan: DirectoryScan };

/**
 * Once a day and tenant: looks whether groups that look for an owner have one, and goes through the owners of the groups at
 * which nobody has looked for a week. What was gone through is written down page by page, so a process that dies goes on
 * where it was and memory stays flat.
 */
export function checkOwners(parts: Parts): Handler {
  return async ({ tenantId }, signal) => {
    const unsettled = await settleFound(parts, tenantId, signal);
    const unchecked = await checkAll(parts, tenantId, signal);
    const failure = unsettled ?? unchecked;
    if (failure) throw failure;
  };
}

interface Checked {
  group: Pick<DirectoryGroup, 'id' | 'displayName'>;
  ownerIds: readonly string[];
  standing: OwnerStanding;
}

async function checkAll(parts: Parts, tenantId: string, signal: AbortSignal): Promise<AppError | undefined> {
  const { store, clock } = parts;
  const since = new Date(clock.now().getTime() - checksHoldMs);
  let failure: AppError | undefined;
  let afterId = '';
  for (let count = 0; count < mostADay; count += perPage) {
    signal.throwIfAborted();
    const groups = await store.directoryGroups.ownersUncheckedSince(tenantId, { since, limit: perPage, afterId });
    const last = groups.at(-1);
    if (!last) break;
    const { found, failures } = await look(parts, tenantId, groups);
    failure ??= failures[0];
    // Owners of what comes from on premises are made there.
    const ours = new Set(groups.filter(({ isSynced }) => !isSynced).map(({ id }) => id));
    for (const one of found) if (ours.has(one.group.id)) await consider(parts, tenantId, one);
    const checked = found.map(({ group, ownerIds }) => ({ id: group.id, ownerIds }));
    await store.directoryGroups.setOwnersChecked(tenantId, checked, clock.now());
    afterId = last.id;
  }
  return failure;
}

async function look(
  { store, scan, clock, policy }: Parts,
  tenantId: string,
  groups: readonly { id: string; checkedOwnerIds?: readonly string[] }[],
): Promise<{ found: Checked[]; failures: readonly AppError[]; gone: string[] }> {
  const ids = groups.map(({ id }) => id);
  const { found, failures } = await scan.look(tenantId, ids, { owners: true });
  const before = new Map(groups.map(({ id, checkedOwnerIds = [] }) => [id, checkedOwnerIds]));
  await store.directoryGroups.putLooks(tenantId, found, clock.now());
  const there = found.flatMap((one) => ('gone' in one ? [] : [{ group: one, ownerIds: one.ownerIds ?? [] }]));
  const asked = new Set(there.flatMap(({ group, ownerIds }) => [...ownerIds, ...(before.get(group.id) ?? [])]));
  const people = await scan.people(tenantId, [...asked], { managers: false });
  const { countsGuests } = policy().ownerless;
  return {
    failures,
    gone: found.flatMap((one) => ('gone' in one ? [one.id] : [])),
    found: there.map(({ group, ownerIds }) => ({
      group,
      ownerIds,
      standing: standingAmong(people, ownerIds, before.get(group.id) ?? [], countsGuests),
    })),
  };
}

/** Begins a search where too few owners are left, and tells those who remain that somebody has left. */
async function consider(
  { store, policy, clock }: Parts,
  tenantId: string,
  { group, ownerIds, standing: { active, left } }: Checked,
): Promise<void> {
  const { minimumOwners } = policy().ownerless;
  const [leaver] = left;
  const isFew = active.length < Math.max(fewOwners, minimumOwners);
  const { id, displayName } = group;
  if (leaver && isFew)
    await store.jobs.enqueue(
      active.map((userId) =>
        ownerLeftJob(tenantId, { group: { id, displayName }, leaver, userId, count: active.length }),
      ),
    );
  if (active.length >= minimumOwners) return;
  const search: OwnerSearch = {
    id: randomUUID(),
    tenantId,
    group: { id, displayName },
    state: 'asking',
    since: clock.now(),
    formerIds: [...new Set([...ownerIds, ...left.map((one) => one.id)])].filter((one) => !active.includes(one)),
    round: 1,
    revision: 0,
  };
  await store.atomically(async (inside) => {
    if (await inside.ownerSearches.begin(search)) await inside.jobs.enqueue([beginSearchJob(search)]);
  });
}

/** Closes searches of groups that have owners again, or are gone. */
async function settleFound(parts: Parts, tenantId: string, signal: AbortSignal): Promise<AppError | undefined> {
  const { store, policy } = parts;
  let failure: AppError | undefined;
  let after: SearchPosition | undefined;
  do {
    signal.throwIfAborted();
    const searches = await store.ownerSearches.open(tenantId, { limit: perPage, ...(after && { after }) });
    const groups = searches.map(({ group }) => group);
    const { found, gone, failures } = await look(parts, tenantId, groups);
    failure ??= failures[0];
    const owned = found.filter(({ standing }) => standing.active.length >= policy().ownerless.minimumOwners);
    const over = new Set([...gone, ...owned.map(({ group }) => group.id)]);
    for (const search of searches)
      if (over.has(search.group.id)) await store.atomically((inside) => settle(inside, search));
    after = searches.length === perPage ? searches.at(-1) : undefined;
  } while (after);
  return failure;
}
