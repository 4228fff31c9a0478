import type { NewJob } from '../../src/ports/jobs.ts';
import type { PendingCommand, SignInFlow } from '../../src/ports/sign-ins.ts';
import type { Store } from '../../src/ports/store.ts';

export type SignInStores = Pick<Store, 'pendingCommands' | 'signIns' | 'atomically'>;

/** What signing in keeps, in memory. Each method yields first, as a real store would, so that races show. */
export function memorySignInStore(): SignInStores & {
  flows: Map<string, SignInFlow>;
  pending: Map<string, PendingCommand>;
  /** Jobs that claims gave rise to. */
  queued: NewJob[];
} {
  const flows = new Map<string, SignInFlow>();
  const pending = new Map<string, PendingCommand>();
  const claimedUntil = new Map<string, number>();
  const queued: NewJob[] = [];
  const signedOut = new Set<string>();
  const later = () => Promise.resolve();
  const change = async (flowId: string, values: Partial<SignInFlow>) => {
    await later();
    const flow = flows.get(flowId);
    if (flow) flows.set(flowId, { ...flow, ...values });
  };
  const ofTenant = (tenantId: string, flowId: string) => {
    const command = pending.get(flowId);
    return command?.tenantId === tenantId ? command : undefined;
  };

  const stores: SignInStores = {
    pendingCommands: {
      async insert(command) {
        await later();
        if (pending.has(command.flowId)) throw new Error('unique violation');
        pending.set(command.flowId, structuredClone(command));
      },
      async get(tenantId, flowId) {
        await later();
        return claimedUntil.has(flowId) ? undefined : ofTenant(tenantId, flowId);
      },
      async setCardActivity(tenantId, flowId, cardActivityId) {
        await later();
        const command = ofTenant(tenantId, flowId);
        if (!command || claimedUntil.has(flowId)) return false;
        pending.set(flowId, { ...command, cardActivityId });
        return true;
      },
      async newest(tenantId, userId, conversationId, now) {
        await later();
        return [...pending.values()]
          .filter((one) => one.tenantId === tenantId && one.userId === userId && one.conversationId === conversationId)
          .filter((one) => one.expiresAt > now && !claimedUntil.has(one.flowId))
          .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime())[0];
      },
      async claim(tenantId, flowId, { leaseSeconds }) {
        await later();
        const command = ofTenant(tenantId, flowId);
        if (!command) return { state: 'gone' };
        if ((claimedUntil.get(flowId) ?? 0) > Date.now()) return { state: 'busy' };
        claimedUntil.set(flowId, Date.now() + leaseSeconds * 1000);
        return { state: 'claimed', command };
      },
      async remove(tenantId, flowId) {
        await later();
        if (ofTenant(tenantId, flowId)) pending.delete(flowId);
      },
      async forgetBefore(time) {
        await later();
        for (const one of pending.values()) if (one.expiresAt < time) pending.delete(one.flowId);
      },
    },
    signIns: {
      async insert(flow) {
        await later();
        if (flows.has(flow.flowId)) throw new Error('unique violation');
        flows.set(flow.flowId, structuredClone(flow));
      },
      async get(flowId) {
        await later();
        return flows.get(flowId);
      },
      async byStateHash(stateHash) {
        await later();
        return [...flows.values()].find((flow) => flow.opened?.stateHash === stateHash);
      },
      open: (flowId, opened) => change(flowId, { opened }),
      setOneTimeCode: (flowId, oneTimeCode) => change(flowId, { oneTimeCode }),
      async takeByCode(codeHash) {
        await later();
        const flow = [...flows.values()].find((one) => one.oneTimeCode?.hash === codeHash);
        if (flow) flows.delete(flow.flowId);
        return flow;
      },
      setClaims: (flowId, claims) => change(flowId, { claims }),
      async forgetBefore(time) {
        await later();
        for (const one of flows.values()) if (one.expiresAt < time) flows.delete(one.flowId);
      },
      async isSignedOut(tenantId, userId) {
        await later();
        return signedOut.has(`${tenantId} ${userId}`);
      },
      async setSignedOut(tenantId, userId, value) {
        await later();
        if (value) signedOut.add(`${tenantId} ${userId}`);
        else signedOut.delete(`${tenantId} ${userId}`);
      },
    },
    atomically: (work) => work({ ...stores, jobs } as unknown as Store),
  };
  const jobs = { enqueue: (more: readonly NewJob[]) => Promise.resolve(void queued.push(...more)) };
  return { ...stores, flows, pending, queued };
}
