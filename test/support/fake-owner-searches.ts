import { isSearchOpen, type Candidate, type OwnerSearch } from '../../src/domain/owner-search.ts';
import type { OwnerSearchStore, SearchCopy } from '../../src/ports/owner-searches.ts';
import { settled } from './settled.ts';

/** Searches for owners in memory; the contract suite says what the real ones do. */
export function fakeOwnerSearches(): OwnerSearchStore {
  const searches: OwnerSearch[] = [];
  const candidates: Candidate[] = [];
  const copies: SearchCopy[] = [];
  const find = (tenantId: string, id: string) => searches.find((one) => one.tenantId === tenantId && one.id === id);
  const openIn = (tenantId: string) => searches.filter((one) => one.tenantId === tenantId && isSearchOpen(one));
  const candidatesOf = (tenantId: string, searchId: string) =>
    candidates.filter((one) => one.tenantId === tenantId && one.searchId === searchId);
  const place = ({ since, id }: Pick<OwnerSearch, 'since' | 'id'>) =>
    `${String(since.getTime()).padStart(16, '0')} ${id}`;
  return {
    begin: (search) =>
      settled(() => {
        if (openIn(search.tenantId).some(({ group }) => group.id === search.group.id)) return false;
        searches.push(structuredClone(search));
        return true;
      }),
    get: (tenantId, id) => settled(() => structuredClone(find(tenantId, id))),
    openFor: (tenantId, groupId) =>
      settled(() => structuredClone(openIn(tenantId).find(({ group }) => group.id === groupId))),
    open: (tenantId, { limit, after }) =>
      settled(() =>
        openIn(tenantId)
          .filter((one) => !after || place(one) > place(after))
          .sort((one, other) => (place(one) < place(other) ? -1 : 1))
          .slice(0, limit)
          .map((one) => structuredClone(one)),
      ),
    countOpen: (tenantId) =>
      settled(() => {
        const counts = { asking: 0, accepted: 0, exhausted: 0 };
        for (const { state } of openIn(tenantId)) counts[state as keyof typeof counts] += 1;
        return counts;
      }),
    hold: (tenantId, id) =>
      settled(() => {
        const search = find(tenantId, id);
        if (search) search.revision += 1;
        return structuredClone(search);
      }),
    move: ({ tenantId, id }, from, to) =>
      settled(() => {
        const search = find(tenantId, id);
        if (!search || !from.includes(search.state)) return false;
        Object.assign(search, to, { revision: search.revision + 1 });
        return true;
      }),
    addCandidates: ({ tenantId, id }, people) =>
      settled(() => {
        for (const { person, kind } of people) {
          const known = candidatesOf(tenantId, id);
          if (known.some((one) => one.person.id === person.id)) continue;
          candidates.push({ tenantId, searchId: id, person, kind, place: known.length, state: 'waiting' });
        }
      }),
    candidates: (tenantId, searchId) =>
      settled(() =>
        candidatesOf(tenantId, searchId)
          .sort((one, other) => one.place - other.place)
          .map((one) => structuredClone(one)),
      ),
    candidate: (tenantId, searchId, personId) =>
      settled(() => structuredClone(candidatesOf(tenantId, searchId).find(({ person }) => person.id === personId))),
    moveCandidate: ({ tenantId, searchId, person }, from, to) =>
      settled(() => {
        const known = candidatesOf(tenantId, searchId).find((one) => one.person.id === person.id);
        const search = find(tenantId, searchId);
        if (!known || !from.includes(known.state)) return false;
        Object.assign(known, structuredClone(to));
        if (search) search.revision += 1;
        return true;
      }),
    addCopy: (copy) =>
      settled(() => {
        const isKnown = copies.some(
          (one) =>
            one.searchId === copy.searchId && one.recipientId === copy.recipientId && one.occasion === copy.occasion,
        );
        if (!isKnown) copies.push(copy);
        return !isKnown;
      }),
    copies: (tenantId, searchId) =>
      settled(() => copies.filter((one) => one.tenantId === tenantId && one.searchId === searchId)),
  };
}
