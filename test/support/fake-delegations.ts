import type { Delegation } from '../../src/domain/delegations.ts';
import type { DelegationCopy, DelegationStore } from '../../src/ports/delegations.ts';
import type { OwnQuietHours, PreferenceStore } from '../../src/ports/preferences.ts';

/** Who decides for whom, in memory; the contract suite says what the real ones do. */
export function fakeDelegations(state: { delegations: Delegation[] }): DelegationStore {
  const copies: DelegationCopy[] = [];
  const runs = (tenantId: string) => (one: Delegation) => one.tenantId === tenantId && !one.ended;
  const store: DelegationStore = {
    async begin(delegation) {
      if (await store.running(delegation.tenantId, delegation.person.id)) return false;
      state.delegations.push(structuredClone(delegation));
      return true;
    },
    get: (tenantId, id) => Promise.resolve(state.delegations.find((one) => one.tenantId === tenantId && one.id === id)),
    running: (tenantId, personId) =>
      Promise.resolve(state.delegations.filter(runs(tenantId)).find(({ person }) => person.id === personId)),
    runningFor: (tenantId, delegateId, { limit }) =>
      Promise.resolve(
        state.delegations
          .filter(runs(tenantId))
          .filter(({ delegate }) => delegate.id === delegateId)
          .sort((one, other) => one.until.getTime() - other.until.getTime() || one.id.localeCompare(other.id))
          .slice(0, limit),
      ),
    end({ tenantId, id }, at, by) {
      const known = state.delegations.filter(runs(tenantId)).find((one) => one.id === id);
      if (known)
        state.delegations = state.delegations.map((one) => (one === known ? { ...one, ended: { at, by } } : one));
      return Promise.resolve(known !== undefined);
    },
    addCopy(copy) {
      const isKnown = copies.some(
        (one) =>
          one.delegationId === copy.delegationId &&
          one.recipientId === copy.recipientId &&
          one.occasion === copy.occasion,
      );
      if (!isKnown) copies.push(copy);
      return Promise.resolve(!isKnown);
    },
    copies: (tenantId, delegationId) =>
      Promise.resolve(copies.filter((copy) => copy.tenantId === tenantId && copy.delegationId === delegationId)),
  };
  return store;
}

/** What people have set for themselves, in memory. */
export function fakePreferences(): PreferenceStore {
  const quiet = new Map<string, OwnQuietHours>();
  return {
    quietHours: (tenantId, userId) => Promise.resolve(quiet.get(`${tenantId} ${userId}`)),
    setQuietHours: (tenantId, userId, hours) => {
      if (hours) quiet.set(`${tenantId} ${userId}`, hours);
      else quiet.delete(`${tenantId} ${userId}`);
      return Promise.resolve();
    },
  };
}
