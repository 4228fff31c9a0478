import type { AttestationState, AttestedMember, AttestedState } from '../domain/attestation.ts';
import type { Departure, ReadingPlace } from '../domain/directory-group.ts';
import type { GroupKind, Visibility } from '../domain/groups.ts';
import type { Expiration, NoticeRecipient, NoticeState } from '../domain/expiry.ts';
import type { CandidateState, Candidate, SearchState } from '../domain/owner-search.ts';
import type { TermState } from '../domain/terms.ts';

// Rows of the life of groups: ends, searches, terms, confirming. See `schema.ts` for what holds of all rows.

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
