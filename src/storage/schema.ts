import type { AskedRole } from '../domain/attestation.ts';
import type { Decision } from '../domain/stages.ts';
import type { AdminsProblem } from '../domain/policy.ts';
import type { Subject } from '../domain/memberships.ts';
import type { ListKind, ListState, RowEnd } from '../domain/people-lists.ts';
import type { PastedRole } from '../domain/people-table.ts';
import type { AuditEvent } from '../ports/audit.ts';
import type { ConversationReference } from '../ports/conversation-references.ts';
import type {
  RequestRow,
  RequestCommentRow,
  RequestStageRow,
  RequestApproverRow,
  RequestDecisionRow,
  DelegationRow,
  DelegationCopyRow,
  PreferenceRow,
  RequestCopyRow,
} from './request-schema.ts';
import type {
  ExpirationRow,
  NoticeRow,
  DirectoryGroupRow,
  DeltaLinkRow,
  TermRow,
  TermCopyRow,
  OwnerSearchRow,
  OwnerCandidateRow,
  OwnerSearchCopyRow,
  AttestationRow,
  AttestationMemberRow,
  AttestationCopyRow,
} from './lifecycle-schema.ts';

/** The two engines. One schema serves both: ids are text, times epoch milliseconds, lists JSON text, flags 0 or 1. */
export type Engine = 'sqlite' | 'postgres';

export interface ConversationRow {
  tenant_id: string;
  conversation_id: string;
  kind: ConversationReference['kind'];
  user_id: string | null;
  teams_user_id: string | null;
  group_id: string | null;
  locale: string | null;
  time_zone: string | null;
  service_url: string;
  bot_id: string;
  /** By this machine's clock. */
  saved_at: number;
}

export interface JobRow {
  id: string;
  tenant_id: string;
  key: string;
  kind: string;
  /** Place in `jobClasses`. */
  class: number;
  payload: string;
  state: 'waiting' | 'done' | 'dead';
  /** In the time of the application's clock, which may be moved. */
  due_at: number;
  attempt: number;
  /** In real time; when it was claimed for the first time. */
  begun_at: number | null;
  lease: string | null;
  /** In real time: see `jobs.ts`. */
  lease_until: number | null;
  code: string | null;
  /** In real time; when it was done or died. */
  settled_at: number | null;
}

export interface ActivityRow {
  key: string;
  begun_at: number;
  lease_until: number;
  /** HTTP status of the answer; null while it is being handled. */
  status: number | null;
  body: string | null;
}

export interface PendingCommandRow {
  flow_id: string;
  tenant_id: string;
  user_id: string;
  conversation_id: string;
  activity: string;
  scopes: string;
  card_activity_id: string | null;
  /** In real time; null while nobody has claimed it. */
  claimed_until: number | null;
  created_at: number;
  expires_at: number;
}

export interface SignInFlowRow {
  flow_id: string;
  tenant_id: string;
  user_id: string;
  scopes: string;
  claims: string | null;
  prompt: 'consent' | null;
  state_hash: string | null;
  cookie_hash: string | null;
  code_verifier: string | null;
  nonce: string | null;
  code_hash: string | null;
  code_expires_at: number | null;
  created_at: number;
  expires_at: number;
}

export interface AuditEventRow {
  tenant_id: string;
  sequence: number;
  at: number;
  /** Empty: erased. */
  actor_id: string;
  operation: string;
  outcome: AuditEvent['outcome'];
  group_id: string | null;
  subject_kind: Subject['kind'] | null;
  subject_id: string | null;
  request_id: string | null;
  code: string | null;
  correlation_id: string;
  previous_hash: string;
  hash: string;
  /** 1: personal fields are part of what is hashed. 2: their commitments are. */
  format: number;
  on_behalf_of_id: string | null;
  decision_outcome: Decision['outcome'] | null;
  decision_at: number | null;
  decided_by_id: string | null;
  /** JSON list. */
  graph_request_ids: string | null;
  /** JSON list of `FieldChange`. */
  details: string | null;
  /** JSON: name of a personal field → digest of it and its salt. */
  commitments: string;
  /** JSON: name of a personal field → its salt, or `erased:` and the id of the erasure. */
  salts: string;
}

export interface PeopleListRow {
  tenant_id: string;
  id: string;
  kind: ListKind;
  group_id: string | null;
  group_name: string | null;
  sender_id: string;
  sender_name: string;
  actor_id: string | null;
  actor_name: string | null;
  state: ListState;
  size: number;
  created_at: number;
  /** In real time: until when it counts as being worked off. */
  alive_until: number;
  /** By this machine's clock. */
  saved_at: number;
}

export interface PeopleListEntryRow {
  tenant_id: string;
  list_id: string;
  number: number;
  wanted: string;
  role: PastedRole | null;
  what: RowEnd;
  person_id: string | null;
  person_name: string | null;
  same_as: number | null;
}

export interface SentMessageRow {
  tenant_id: string;
  /** Key of the job whose message it is. */
  key: string;
  id: string;
  recipient_id: string;
  sending_at: number;
  /** JSON of a `CardMessage`. */
  shown: string | null;
  /** Null while nobody knows whether it arrived. */
  conversation_id: string | null;
  activity_id: string | null;
}

/** Table names to row shapes, for Kysely. */
export interface Database {
  request: RequestRow;
  request_stage: RequestStageRow;
  request_approver: RequestApproverRow;
  request_decision: RequestDecisionRow;
  delegation: DelegationRow;
  delegation_copy: DelegationCopyRow;
  preference: PreferenceRow;
  request_copy: RequestCopyRow;
  request_comment: RequestCommentRow;
  conversation: ConversationRow;
  expiration: ExpirationRow;
  notice: NoticeRow;
  job: JobRow;
  sent_message: SentMessageRow;
  /** PostgreSQL only: one process keeps it in memory. `sent` is JSON of a `PaceLane`. */
  pace: { tenant_id: string; lane: string; sent: string; changed_at: number };
  activity: ActivityRow;
  pending_command: PendingCommandRow;
  sign_in_flow: SignInFlowRow;
  signed_out: { tenant_id: string; user_id: string };
  audit_event: AuditEventRow;
  directory_group: DirectoryGroupRow;
  delta_link: DeltaLinkRow;
  /**
   * The end of each tenant's chain: its row lock puts appends in a line, and a chain cut short at its end shows. Entries up
   * to `cut_to` may be deleted.
   */
  audit_head: { tenant_id: string; sequence: number; hash: string; cut_to: number };
  people_list: PeopleListRow;
  people_list_entry: PeopleListEntryRow;
  news_place: { tenant_id: string; user_id: string; token: string; asked_at: number };
  term: TermRow;
  term_copy: TermCopyRow;
  admins_found: { tenant_id: string; problem: AdminsProblem | null; at: number };
  owner_search: OwnerSearchRow;
  owner_candidate: OwnerCandidateRow;
  owner_search_copy: OwnerSearchCopyRow;
  attestation: AttestationRow;
  attestation_asked: { tenant_id: string; attestation_id: string; person_id: string; role: AskedRole };
  attestation_copy: AttestationCopyRow;
  /** New questions of a person on a day, counted from 1970, each in a slot of its own. */
  attestation_day: { tenant_id: string; person_id: string; day: number; slot: number; attestation_id: string };
  attestation_member: AttestationMemberRow;
  attestation_rule: { tenant_id: string; rule: string; began_at: number };
  turn_state: { key: string; value: string; etag: string };
}
