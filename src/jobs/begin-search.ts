import { z } from 'zod';
import type { Candidate, OwnerSearch } from '../domain/owner-search.ts';
import { askNext, settle } from '../operations/ownerless/search-steps.ts';
import { announceSearch } from '../operations/ownerless/search-jobs.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { standingOf } from './owner-standing.ts';

/** Nobody asks more people than that, however large the group is. */
const mostCandidates = 100;
const payload = z.object({ searchId: z.string() });

type Parts = HandlerParts & { scan: DirectoryScan };

/**
 * Finds out whom to ask for a group that nobody owns, and asks the first: managers of owners who have left, then its
 * members, those who wrote lately before the others; no guests, and nobody who was an owner of it.
 */
export function beginSearch(parts: Parts): Handler {
  const { store, scan, policy, clock } = parts;
  return async ({ tenantId, payload: given }, signal) => {
    const { searchId } = payload.parse(given);
    const search = await store.ownerSearches.get(tenantId, searchId);
    if (search?.state !== 'asking') return;
    const { found, failures } = await scan.look(tenantId, [search.group.id], { owners: true });
    const [group] = found;
    if (!group) throw failures[0] ?? new Error('The group was not read.');
    const close = () => store.atomically((inside) => settle(inside, search));
    if ('gone' in group) {
      await close();
      return;
    }
    const standing = await standingOf(parts, tenantId, group.ownerIds ?? []);
    if (standing.active.length >= policy().ownerless.minimumOwners) {
      await close();
      return;
    }
    const people = await whomToAsk(search, group.ownerIds ?? [], parts);
    signal.throwIfAborted();
    await store.atomically(async (inside) => {
      const held = await inside.ownerSearches.hold(tenantId, searchId);
      if (!held) return;
      await inside.ownerSearches.addCandidates(held, people);
      await askNext(inside, held, { policy: policy(), now: clock.now() });
      await announceSearch(inside, tenantId, searchId);
    });
  };
}

async function whomToAsk(
  { tenantId, group, formerIds }: OwnerSearch,
  ownerIds: readonly string[],
  { scan }: Parts,
): Promise<Pick<Candidate, 'person' | 'kind'>[]> {
  const former = await scan.people(tenantId, formerIds, { managers: true });
  const managerIds = [...(former?.values() ?? [])].flatMap(({ managerId }) => managerId ?? []);
  const managers = await scan.people(tenantId, [...new Set(managerIds)], { managers: false });
  const members = await scan.activeMembers(tenantId, group.id, mostCandidates);
  const isIn = new Set(members.map(({ id }) => id));
  const fit = [...(managers?.values() ?? [])].filter(({ isGuest, isEnabled }) => !isGuest && isEnabled !== false);
  const out = new Set([...formerIds, ...ownerIds]);
  return [...fit, ...members]
    .filter(({ id }) => !out.has(id))
    .map(({ id, displayName }) => ({ person: { id, displayName }, kind: isIn.has(id) ? 'member' : 'manager' }));
}
