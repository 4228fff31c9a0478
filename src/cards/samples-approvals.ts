import type { PersonRef } from '../domain/people.ts';
import type { GroupRequest } from '../domain/requests.ts';
import { newStage, type Decision } from '../domain/stages.ts';
import { alan, grace, otherScript, requestSample } from './samples.ts';

const at = new Date('2026-01-06T10:30:00Z');
const terms = { rule: 'Projects', carriedOutBy: 'approver', lapsesAfterDays: 7 } as const;

function ref({ id, displayName }: PersonRef): { id: string; displayName: string } {
  return { id, displayName };
}

function approvalOf(person: PersonRef): Decision {
  return { by: ref(person), at, outcome: 'approved', reason: '' };
}

/** Ada asks to join; her manager Alan decides first, then the owners. */
export function inTwoSteps(now: 'first' | 'second' | 'agreed' | 'done' = 'first'): GroupRequest {
  const sample = requestSample();
  const first = newStage({ kind: 'manager' }, [ref(alan)], { begunAt: sample.createdAt });
  const second = newStage({ kind: 'owners' }, [ref(grace), ref(otherScript)]);
  if (now === 'first') return { ...sample, stages: [first, second], terms };
  const agreed = { ...first, decisions: [approvalOf(alan)] };
  if (now === 'second') return { ...sample, stages: [agreed, { ...second, begunAt: at }], stage: 1, terms };
  const both = [agreed, { ...second, begunAt: at, decisions: [approvalOf(grace)] }];
  if (now === 'done') return { ...sample, status: 'done', stages: both, stage: 1, decision: approvalOf(grace), terms };
  return {
    ...sample,
    status: 'agreed',
    stages: both,
    stage: 2,
    carriers: [sample.requester],
    decision: approvalOf(grace),
    terms: { ...terms, carriedOutBy: 'requester' },
  };
}

/** Both owners have to agree, and one has. */
export function byAll(): GroupRequest {
  const sample = requestSample();
  const stage = newStage({ kind: 'owners' }, [ref(grace), ref(alan)], { decides: 'all', begunAt: sample.createdAt });
  return { ...sample, kind: 'delete', stages: [{ ...stage, decisions: [approvalOf(alan)] }], terms };
}

/** Nobody decided, so an administrator was asked as well. */
export function escalated(): GroupRequest {
  const sample = requestSample();
  const stage = newStage({ kind: 'owners' }, [ref(grace)], { standIns: [ref(alan)], begunAt: sample.createdAt });
  return { ...sample, stages: [{ ...stage, escalatedAt: at }], terms };
}

/** Of a private group. */
export function toBePublic(): GroupRequest {
  return { ...requestSample(), kind: 'visibility', wish: { what: 'visibility', from: 'private', to: 'public' } };
}

/** To a name that the policy reserves. */
export function renaming(): GroupRequest {
  return { ...requestSample(), kind: 'rename', wish: { what: 'name', from: 'Design Guild', to: 'Project Guild' } };
}
