import { dayMs } from '../domain/expiry.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';

/** Cuts off what the policy does not keep any longer. Run twice, it finds nothing more to cut. */
export function cutAudit({ store, clock, policy }: HandlerParts): Handler {
  return async ({ tenantId }, signal) => {
    const { keepDays } = policy().audit;
    if (keepDays === undefined) return;
    const now = clock.now();
    const before = new Date(now.getTime() - keepDays * dayMs);
    while ((await store.audit.cutBefore(tenantId, before, now)) > 0) signal.throwIfAborted();
  };
}
