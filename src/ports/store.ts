import type { ActivityStore } from './activities.ts';
import type { AttestationStore } from './attestations.ts';
import type { AuditTrail } from './audit.ts';
import type { ConversationStore } from './conversation-references.ts';
import type { DelegationStore } from './delegations.ts';
import type { DirectoryGroupStore } from './directory-groups.ts';
import type { JobQueue } from './jobs.ts';
import type { ListStore } from './lists.ts';
import type { NewsPlaceStore } from './news-places.ts';
import type { NoticeStore } from './notices.ts';
import type { OwnerSearchStore } from './owner-searches.ts';
import type { ReportStore } from './reports.ts';
import type { PaceStore } from './paces.ts';
import type { PreferenceStore } from './preferences.ts';
import type { RequestStore } from './requests.ts';
import type { SentMessageStore } from './sent-messages.ts';
import type { PendingCommandStore, SignInStore } from './sign-ins.ts';
import type { TermStore } from './terms.ts';

/**
 * What is kept. Every row carries the tenant; every method that takes an id from outside takes the tenant too.
 * Implemented over Kysely for SQLite and PostgreSQL in `storage/`; one contract suite passes on both.
 */
export interface Store {
  requests: RequestStore;
  conversations: ConversationStore;
  jobs: JobQueue;
  paces: PaceStore;
  sentMessages: SentMessageStore;
  lists: ListStore;
  newsPlaces: NewsPlaceStore;
  directoryGroups: DirectoryGroupStore;
  notices: NoticeStore;
  activities: ActivityStore;
  attestations: AttestationStore;
  pendingCommands: PendingCommandStore;
  signIns: SignInStore;
  audit: AuditTrail;
  terms: TermStore;
  ownerSearches: OwnerSearchStore;
  reports: ReportStore;
  delegations: DelegationStore;
  preferences: PreferenceStore;
  /**
   * All or nothing. Only the store that is handed in may be used inside (any other use of the outer one throws); nothing
   * else may be awaited but it. Nested, it joins, and a nested failure undoes the whole. PostgreSQL may run `work` again
   * when two transactions wait for each other, so it only writes to the store.
   */
  atomically<T>(work: (store: Store) => Promise<T>): Promise<T>;
}
