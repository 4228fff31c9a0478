import type { Policy, PolicyFault } from '../domain/policy.ts';

/** What a policy's file says, or everything that is wrong with it. */
export type ReadPolicy = { policy: Policy } | Pick<PolicyFault, 'problems'>;

/** What the organisation wants now. Asked once for each turn and each job: the same holds all through it. */
export interface PolicySource {
  current: () => Policy;
  /** Why the file does not hold; undefined while it does. */
  fault(): PolicyFault | undefined;
  /** Reads what is no policy yet. @param source YAML */
  read(source: string): ReadPolicy;
}
