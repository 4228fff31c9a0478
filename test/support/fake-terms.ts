import type { MembershipTerm } from '../../src/domain/terms.ts';
import type { TermCopy, TermStore } from '../../src/ports/terms.ts';

/** Memberships for a time in memory; the contract suite says what the real ones do. */
export function fakeTerms(): TermStore {
  let terms: MembershipTerm[] = [];
  const copies: TermCopy[] = [];
  const running = (tenantId: string, id: string) =>
    terms.find((term) => term.tenantId === tenantId && term.id === id && term.state === 'running');
  const change = (term: MembershipTerm | undefined, to: Partial<MembershipTerm>): boolean => {
    terms = terms.map((one) => (one === term ? { ...one, ...to } : one));
    return term !== undefined;
  };
  const isSame = (one: Date, other: Date | undefined): boolean => one.getTime() === other?.getTime();
  const store: TermStore = {
    async set(term) {
      const known = await store.running(term.tenantId, term.group.id, term.person.id);
      if (!known) terms.push(term);
      else {
        const changed = { ...known, endsAt: term.endsAt, setBy: term.setBy };
        delete changed.moreAskedAt;
        terms = terms.map((one) => (one === known ? changed : one));
      }
      return (await store.running(term.tenantId, term.group.id, term.person.id)) ?? term;
    },
    get: (tenantId, id) => Promise.resolve(terms.find((term) => term.tenantId === tenantId && term.id === id)),
    running: (tenantId, groupId, personId) =>
      Promise.resolve(
        terms.find(
          ({ state, group, person, ...term }) =>
            term.tenantId === tenantId && state === 'running' && group.id === groupId && person.id === personId,
        ),
      ),
    move({ tenantId, id, endsAt }, to, setBy) {
      const known = running(tenantId, id);
      if (!known || !isSame(endsAt, known.endsAt)) return Promise.resolve(false);
      const changed = { ...known, endsAt: to, setBy };
      delete changed.moreAskedAt;
      terms = terms.map((one) => (one === known ? changed : one));
      return Promise.resolve(true);
    },
    close: ({ tenantId, id }, state, closedBy) =>
      Promise.resolve(change(running(tenantId, id), { state, ...(closedBy && { closedBy }) })),
    askMore({ tenantId, id, endsAt }, moreAskedAt) {
      const known = running(tenantId, id);
      const mayAsk = known && isSame(endsAt, known.endsAt) && !known.moreAskedAt;
      return Promise.resolve(mayAsk ? change(known, { moreAskedAt }) : false);
    },
    list: (tenantId, { groupIds, personId }, { limit, after }) =>
      Promise.resolve(
        terms
          .filter(
            (term) =>
              term.tenantId === tenantId &&
              term.state === 'running' &&
              ((groupIds ?? personId) === undefined ||
                groupIds?.includes(term.group.id) === true ||
                term.person.id === personId) &&
              (!after || term.endsAt > after.endsAt || (isSame(term.endsAt, after.endsAt) && term.id > after.id)),
          )
          .sort((one, other) => one.endsAt.getTime() - other.endsAt.getTime() || one.id.localeCompare(other.id))
          .slice(0, limit),
      ),
    addCopy(copy) {
      const isKnown = copies.some(
        (one) => one.termId === copy.termId && one.recipientId === copy.recipientId && one.occasion === copy.occasion,
      );
      if (!isKnown) copies.push(copy);
      return Promise.resolve(!isKnown);
    },
    copies: (tenantId, termId) =>
      Promise.resolve(copies.filter((copy) => copy.tenantId === tenantId && copy.termId === termId)),
  };
  return store;
}
