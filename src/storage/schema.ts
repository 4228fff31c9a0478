import type { AskedRole, AttestationState, AttestedMember, AttestedState } from '../domain/attestation.ts';
import type { Departure, ReadingPlace } from '../domain/directory-group.ts';
import type { GroupKind, Visibility } from '../domain/groups.ts';
import type { DelegationEnd } from '../domain/delegations.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import type { RequestStatus, RequestCardCopy } from '../domain/requests.ts';
import type { Decision, RequestStage } from '../domain/stages.ts';
import type { Expiration, NoticeRecipient, NoticeState } from '../domain/expiry.ts';
import type { AdminsProblem } from '../domain/policy.ts';
import type { CandidateState, Candidate, SearchState } from '../domain/owner-search.ts';
import type { TermState } from '../domain/terms.ts';
import type { Subject } from '../domain/memberships.ts';
import type { ListKind, ListState, RowEnd } from '../domain/people-lists.ts';
import type { PastedRole } from '../domain/people-table.ts';
import type { AuditEvent } from '../ports/audit.ts';
import type { ConversationReference } from '../ports/conversation-references.ts';

/** The two engines. One schema serves both: ids are text, times epoch milliseconds, lists JSON text, flags 0 or 1. */
export type Engine = 'sqlite' | 'postgres';

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

export interface ExpirationRow {
  tenant_id: string;
  group_id: string;
  expires_at: number;
  group_name: string;
  state: Expiration['state'];
  moved_to: number | null;
  not_needed_by_id: string | null;
  not_needed_by_name: string | null;
  not_needed_at: number | null;
  is_deletion: number;
  /** JSON: what people said of it. */
  said: string | null;
}

export interface NoticeRow {
  tenant_id: string;
  id: string;
  group_id: string;
  expires_at: number;
  step: string;
  recipient_kind: NoticeRecipient['kind'];
  recipient_id: string;
  due_at: number;
  planned_at: number;
  state: NoticeState;
  sending_at: number | null;
  conversation_id: string | null;
  activity_id: string | null;
  digest_id: string | null;
  root_id: string | null;
}

export interface DirectoryGroupRow {
  tenant_id: string;
  id: string;
  name: string;
  kind: GroupKind;
  is_dynamic: number;
  is_synced: number;
  has_team: number;
  visibility: Visibility;
  classification: string | null;
  created_at: number | null;
  renewed_at: number | null;
  expires_at: number | null;
  /** With the next two: null until somebody has looked. */
  owner_count: number | null;
  /** JSON list. */
  owner_ids: string | null;
  owners_at: number | null;
  /** When its owners were gone through as people. */
  owners_checked_at: number | null;
  /** JSON list of who they were then. */
  checked_owner_ids: string | null;
  /** Of the last round that saw it. */
  generation: number;
  gone_as: Departure | null;
  gone_at: number | null;
}

export interface DeltaLinkRow {
  tenant_id: string;
  generation: number;
  round: ReadingPlace['round'];
  token: string | null;
  started_at: number;
  swept_to: string | null;
  full_at: number | null;
  rules: string | null;
  /** Goes up with each change, so that of two readers one gets on. */
  step: number;
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

export interface TermRow {
  tenant_id: string;
  id: string;
  group_id: string;
  group_name: string;
  person_id: string;
  person_name: string;
  set_by_id: string;
  set_by_name: string;
  ends_at: number;
  state: TermState;
  closed_by_id: string | null;
  closed_by_name: string | null;
  more_asked_at: number | null;
}

export interface TermCopyRow {
  tenant_id: string;
  term_id: string;
  recipient_id: string;
  occasion: string;
  conversation_id: string;
  activity_id: string;
}

export interface OwnerSearchRow {
  tenant_id: string;
  id: string;
  group_id: string;
  group_name: string;
  state: SearchState;
  since: number;
  /** JSON list. */
  former_ids: string;
  round: number;
  revision: number;
  owner_id: string | null;
  owner_name: string | null;
  confirmed_by_id: string | null;
  confirmed_by_name: string | null;
}

export interface OwnerCandidateRow {
  tenant_id: string;
  search_id: string;
  person_id: string;
  person_name: string;
  place: number;
  kind: Candidate['kind'];
  state: CandidateState;
  answer_by: number | null;
  accepted_at: number | null;
}

export interface OwnerSearchCopyRow {
  tenant_id: string;
  search_id: string;
  recipient_id: string;
  occasion: string;
  conversation_id: string;
  activity_id: string;
}

export interface AttestationRow {
  tenant_id: string;
  id: string;
  group_id: string;
  group_name: string;
  round: number;
  /** Whether no later round of the group was begun. */
  is_last: number;
  state: AttestationState;
  /** JSON of `AttestationTerms`. */
  terms: string;
  started_at: number;
  lapses_at: number;
  escalated_at: number | null;
  ended_at: number | null;
  visibility: 'public' | 'private' | null;
  /** JSON of the answers, with times as ISO 8601. */
  answers: string;
  /** JSON of `MembersProgress`. */
  members: string | null;
  revision: number;
}

export interface AttestationMemberRow {
  tenant_id: string;
  attestation_id: string;
  member_id: string;
  name: string;
  type: AttestedMember['type'];
  is_guest: number;
  is_disabled: number;
  /** Where it stands in the list. */
  position: string;
  /** The name without accents and capitals. */
  search: string;
  state: AttestedState;
  code: string | null;
}

export interface AttestationCopyRow {
  tenant_id: string;
  attestation_id: string;
  recipient_id: string;
  occasion: string;
  conversation_id: string;
  activity_id: string;
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
