import type { Delegation } from '../domain/delegations.ts';
import { delegateDenied, type GroupRequest } from '../domain/requests.ts';
import { newStage } from '../domain/stages.ts';
import { alan, grace, requestSample } from './samples.ts';

const [away, colleague] = [alan, grace].map(({ id, displayName }) => ({ id, displayName })) as [
  Delegation['person'],
  Delegation['delegate'],
];

/** Alan is away, and Grace decides for him. */
export const delegationSample: Delegation = {
  id: '77777777-0000-4000-8000-000000000001',
  tenantId: '77777777-0000-4000-8000-000000000002',
  person: away,
  delegate: colleague,
  since: new Date('2026-01-05T09:00:00Z'),
  until: new Date('2026-01-10T00:00:00Z'),
};

/** A request that Alan is asked about while he is away; failed: Grace has agreed for him, and is no owner. */
export function handedSample(status: 'pending' | 'failed' = 'pending'): GroupRequest {
  const sample = requestSample(status);
  const stage = newStage({ kind: 'owners' }, [away], { begunAt: sample.createdAt });
  const request: GroupRequest = { ...sample, stages: [stage], delegations: [delegationSample] };
  if (status === 'pending') return request;
  const decision = {
    by: colleague,
    for: away,
    at: new Date('2026-01-06T08:30:00Z'),
    outcome: 'approved' as const,
    reason: '',
  };
  return { ...request, stages: [{ ...stage, decisions: [decision] }], decision, failureCode: delegateDenied };
}
