import type { DelegationEnd } from '../domain/delegations.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import type { RequestStatus, RequestCardCopy } from '../domain/requests.ts';
import type { Decision, RequestStage } from '../domain/stages.ts';

// Rows of requests and of who decides on them. See `schema.ts` for what holds of all rows.

export interface RequestRow {
  tenant_id: string;
  id: string;
  kind: RequestKind;
  group_id: string;
  group_name: string;
  requester_id: string;
  requester_name: string;
  subject_id: string | null;
  subject_name: string | null;
  /** JSON of what is asked for, by kind. */
  details: string | null;
  reason: string;
  status: RequestStatus;
  created_at: number;
  lapses_at: number;
  decided_by_id: string | null;
  decided_by_name: string | null;
  decided_at: number | null;
  decision_outcome: Decision['outcome'] | null;
  decision_reason: string | null;
  /** In whose place, where that is somebody else than who decided. */
  decided_for_id: string | null;
  decided_for_name: string | null;
  failure_code: string | null;
  /** JSON of a `RequestWish`. */
  wish: string | null;
  /** JSON of `RequestTerms`; null where what was asked before there were any. */
  terms: string | null;
  stage: number;
  revision: number;
  nudged_at: number | null;
  /** JSON of the people who were reminded then. */
  nudged: string | null;
  /** How many comments were made. */
  comments: number;
  /** JSON of an `EarlierRequest`. */
  follows: string | null;
  /** JSON of an `AskedAs`. */
  asked_as: string | null;
  undo_until: number | null;
  undone_at: number | null;
  undone_by_id: string | null;
  undone_by_name: string | null;
}

export interface RequestCommentRow {
  tenant_id: string;
  request_id: string;
  id: string;
  by_id: string;
  by_name: string;
  at: number;
  text: string;
}

export interface RequestStageRow {
  tenant_id: string;
  request_id: string;
  stage: number;
  /** JSON of an `ApproverSource`. */
  source: string;
  decides: RequestStage['decides'];
  begun_at: number | null;
  escalated_at: number | null;
}

/** Who is asked in a stage: first, in the place of others, or to carry out what all have agreed to. */
export interface RequestApproverRow {
  tenant_id: string;
  request_id: string;
  stage: number;
  approver_id: string;
  approver_name: string;
  position: number;
  role: 'approver' | 'standIn' | 'carrier';
}

export interface RequestDecisionRow {
  tenant_id: string;
  request_id: string;
  stage: number;
  /** Whose word it counts as. */
  person_id: string;
  person_name: string;
  at: number;
  outcome: Decision['outcome'];
  reason: string;
  /** Who said it in their place. */
  by_id: string | null;
  by_name: string | null;
}

export interface DelegationRow {
  tenant_id: string;
  id: string;
  person_id: string;
  person_name: string;
  delegate_id: string;
  delegate_name: string;
  since: number;
  until: number;
  /** Null while it runs. */
  ended_at: number | null;
  ended_by: DelegationEnd | null;
}

export interface DelegationCopyRow {
  tenant_id: string;
  delegation_id: string;
  recipient_id: string;
  occasion: string;
  conversation_id: string;
  activity_id: string;
}

/** What somebody has set for themselves; without a row, what the policy says holds. */
export interface PreferenceRow {
  tenant_id: string;
  user_id: string;
  /** `HH:MM`; null, as the other: no quiet hours. */
  quiet_from: string | null;
  quiet_to: string | null;
  quiet_weekends: 0 | 1;
}

export interface RequestCopyRow {
  tenant_id: string;
  conversation_id: string;
  activity_id: string;
  request_id: string;
  recipient_id: string;
  role: RequestCardCopy['role'];
  stage: number;
}
