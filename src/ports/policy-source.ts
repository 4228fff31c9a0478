import type { Policy, PolicyFault } from '../domain/policy.ts';

/** What the organisation wants now. Asked once for each turn and each job: the same holds all through it. */
export interface PolicySource {
  current: () => Policy;
  /** Why the file does not hold; undefined while it does. */
  fault(): PolicyFault | undefined;
}
