import type { FieldChange } from '../domain/audit.ts';
import type { DirectoryChange, DirectoryGroup, GroupLook, ReadingPlace } from '../domain/directory-group.ts';
import type { Expiration, Notice, NoticeState } from '../domain/expiry.ts';
import type { GroupPlan } from '../domain/group-plan.ts';
import type { JobClass } from '../domain/job-classes.ts';
import type { Subject } from '../domain/memberships.ts';
import type { NewsPlace } from '../domain/group-news.ts';
import type { PersonRef } from '../domain/people.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import type { GroupRequest, RequestCardCopy, RequestStatus } from '../domain/requests.ts';
import type { Decision } from '../domain/stages.ts';
import type { PaceStore } from './paces.ts';
import type { ListRow, ListState, PeopleList, RowCounts, RowEnd } from '../domain/people-lists.ts';
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
  lists: ListStore;
  newsPlaces: NewsPlaceStore;
  directoryGroups: DirectoryGroupStore;
  notices: NoticeStore;
  activities: ActivityStore;
  pendingCommands: PendingCommandStore;
  signIns: SignInStore;
  audit: AuditTrail;
  terms: TermStore;
  /**
   * All or nothing. Only the store that is handed in may be used inside (any other use of the outer one throws); nothing
   * else may be awaited but it. Nested, it joins, and a nested failure undoes the whole. PostgreSQL may run `work` again
   * when two transactions wait for each other, so it only writes to the store.
   */
  atomically<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

/** Where a page of requests ended. Several can be made in the same millisecond, so the time alone is no place. */
export type RequestPosition = Pick<GroupRequest, 'createdAt' | 'id'>;

export interface RequestStore {
  /**
   * @throws AppError `request.already-open` (conflict) when the person has an open request of this kind for the group and,
   *   where it is about somebody else, for the same subject
   */
  insert(request: GroupRequest): Promise<void>;
  get(tenantId: string, id: string): Promise<GroupRequest | undefined>;
  /**
   * The open request (`pending`, `agreed`, `approved` or `failed`) of this person for this group, if there is one: a second one of
   * the same kind about the same subject is never made (a unique index holds it).
   * @param about a request to join when absent
   */
  pendingFor(
    tenantId: string,
    requesterId: string,
    groupId: string,
    about?: { kind: RequestKind; subjectId?: string },
  ): Promise<GroupRequest | undefined>;
  /** Newest first. */
  byRequester(
    tenantId: string,
    requesterId: string,
    options: { limit: number; before?: RequestPosition },
  ): Promise<GroupRequest[]>;
  /** Those in which this person is asked now: to decide and has not, to carry out, or to try again. Oldest first. */
  waitingFor(
    tenantId: string,
    approverId: string,
    options: { limit: number; after?: RequestPosition },
  ): Promise<GroupRequest[]>;
  /**
   * Keeps what somebody has said in the stage whose turn it is, and how the request stands after it, if nothing of it has
   * changed since it was read.
   * @param after as `afterDecision` gives it
   * @returns false when somebody was faster: read it again
   */
  decide(before: GroupRequest, decision: Decision, after: GroupRequest): Promise<boolean>;
  /** Asks the stand-ins of the stage whose turn it is. @returns false as `decide` does */
  escalate(before: GroupRequest, at: Date): Promise<boolean>;
  /**
   * Moves a request on, if it still stands where the caller believes.
   * @returns false when somebody was faster: read it again and say so.
   */
  move(
    tenantId: string,
    id: string,
    from: RequestStatus,
    to: RequestStatus,
    change?: { decision?: Decision; failureCode?: string; details?: GroupPlan },
  ): Promise<boolean>;
  /** Keeps which group a request to create one has become. */
  setGroup(tenantId: string, id: string, group: GroupRequest['group']): Promise<void>;
  /** @returns false when the message is among them already */
  addCopy(copy: RequestCardCopy): Promise<boolean>;
  copies(tenantId: string, requestId: string): Promise<RequestCardCopy[]>;
}

/** Where to reach a person or a channel: the latest address that the channel told us. */
export interface ConversationReference {
  tenantId: string;
  conversationId: string;
  /** `personal` conversations belong to one person. */
  kind: 'personal' | 'groupChat' | 'channel';
  /** For `personal`: the directory object id of the person. */
  userId?: string;
  teamsUserId?: string;
  /** Group id of the team, for channels where it is known. */
  groupId?: string;
  /** For `personal`, as the person's client said last: a BCP 47 tag and an IANA zone that `Intl` knows. */
  locale?: string;
  timeZone?: string;
  serviceUrl: string;
  botId: string;
}

export interface ConversationStore {
  save(reference: ConversationReference): Promise<void>;
  get(tenantId: string, conversationId: string): Promise<ConversationReference | undefined>;
  personal(tenantId: string, userId: string): Promise<ConversationReference | undefined>;
  /** A channel of the team of this group in which the bot is; always the same one of several. */
  channelOf(tenantId: string, groupId: string): Promise<ConversationReference | undefined>;
  remove(tenantId: string, conversationId: string): Promise<void>;
}

/** Where each person stands in the stream of what changes about groups. */
export interface NewsPlaceStore {
  get(tenantId: string, userId: string): Promise<NewsPlace | undefined>;
  set(tenantId: string, userId: string, place: NewsPlace): Promise<void>;
}

/** Where a page of groups in the order of a time ended: several can have the same one. */
export interface GroupPosition {
  at: Date;
  id: string;
}

/** What the app knows of every group of a directory, and how far it has read. Lists are pages: nothing here holds all groups. */
export interface DirectoryGroupStore {
  /** How far reading is; undefined before the first time. */
  place(tenantId: string): Promise<ReadingPlace | undefined>;
  /**
   * Begins a full round.
   * @param from where reading stood, as `place` said
   * @returns undefined when somebody else has moved it meanwhile
   */
  begin(
    tenantId: string,
    from: ReadingPlace | undefined,
    round: { rules?: string; at: Date },
  ): Promise<ReadingPlace | undefined>;
  /**
   * Writes a page and where it ended, together. A group that comes back after it was gone is there again.
   * @param page.token `skip.…` when the round goes on, `delta.…` when this was its last page
   * @returns the new place; undefined, and nothing is written, when somebody else has moved it meanwhile
   */
  putPage(
    tenantId: string,
    from: ReadingPlace,
    page: { changes: readonly DirectoryChange[]; token: string; at: Date },
  ): Promise<ReadingPlace | undefined>;
  /**
   * After the last page of a full round: marks the next `limit` groups, by id, as missing where the round did not see them.
   * Those that have been gone since before `forgetBefore` are forgotten.
   */
  sweep(
    tenantId: string,
    from: ReadingPlace,
    options: { limit: number; at: Date; forgetBefore: Date },
  ): Promise<ReadingPlace | undefined>;
  get(tenantId: string, id: string): Promise<DirectoryGroup | undefined>;
  /** Keeps what was found about single groups. Of groups that are not known nothing is kept. */
  putLooks(tenantId: string, looks: readonly GroupLook[], at: Date): Promise<void>;
  /** Groups that expire after `from` and not after `until`, the first to end first. */
  dueBetween(
    tenantId: string,
    query: { from: Date; until: Date; limit: number; after?: GroupPosition },
  ): Promise<(DirectoryGroup & { expiresAt: Date })[]>;
  /** Microsoft 365 groups whose owners nobody has looked at since a time, by id: where to look for groups without owners. */
  ownersUnknownSince(
    tenantId: string,
    query: { since: Date; limit: number; afterId?: string },
  ): Promise<DirectoryGroup[]>;
  /** Groups that had no owner when somebody looked last, by id. */
  ownerless(tenantId: string, query: { limit: number; afterId?: string }): Promise<DirectoryGroup[]>;
  /** Groups of which the app has learnt since a time that they are gone, the first to go first. */
  goneSince(
    tenantId: string,
    query: { since: Date; limit: number; after?: GroupPosition },
  ): Promise<(DirectoryGroup & Required<Pick<DirectoryGroup, 'gone'>>)[]>;
}

/** Lists of people that are worked off, row by row. Long ones outlive a turn, and may outlive the process. */
export interface ListStore {
  insert(list: PeopleList, rows: readonly ListRow[]): Promise<void>;
  get(tenantId: string, id: string): Promise<PeopleList | undefined>;
  /**
   * Moves a list on, if it is in one of these states. One that is `running` counts as `stopped` once nobody has said for
   * a while that it is being worked off.
   * @param change.aliveMs how long it counts as being worked off, in real time
   * @returns false when somebody was faster
   */
  move(
    tenantId: string,
    id: string,
    from: readonly ListState[],
    to: ListState,
    change?: { actor?: PersonRef; group?: NonNullable<PeopleList['group']>; aliveMs?: number },
  ): Promise<boolean>;
  /** Says that it is still being worked off. */
  keepAlive(tenantId: string, id: string, aliveMs: number): Promise<void>;
  /** Rows by number. @param options.after the number of the last row of the page before */
  rows(
    tenantId: string,
    id: string,
    options: { limit: number; what?: readonly RowEnd[]; after?: number },
  ): Promise<ListRow[]>;
  /** Whom the list has met already, with the row that named each first. */
  known(tenantId: string, id: string): Promise<{ personId: string; number: number }[]>;
  counts(tenantId: string, id: string): Promise<RowCounts>;
  /** Writes down what became of rows, by their numbers. */
  settle(tenantId: string, id: string, rows: readonly ListRow[]): Promise<void>;
  /** @param time by this machine's clock */
  forgetBefore(time: Date): Promise<void>;
}

/** Which end of which group. */
export type ExpirationKey = Pick<Expiration, 'tenantId' | 'groupId' | 'expiresAt'>;

/** What people are told before groups expire. */
export interface NoticeStore {
  /**
   * Writes down an end of a group (its name is brought up to date when it is known already) and notices about it.
   * @returns those of the notices that are new: of a step, a recipient has one for ever
   */
  plan(
    expiration: Pick<Expiration, 'tenantId' | 'groupId' | 'expiresAt' | 'groupName'>,
    notices: readonly Notice[],
  ): Promise<Notice[]>;
  get(tenantId: string, id: string): Promise<{ notice: Notice; expiration: Expiration } | undefined>;
  /** Ends of groups about which nothing further is known yet. */
  open(tenantId: string, groupId?: string): Promise<Expiration[]>;
  /** The same, for all groups, a page at a time: by end, then by group. */
  openAfter(tenantId: string, page: { limit: number; after?: ExpirationKey }): Promise<Expiration[]>;
  /** Which steps of which ends of these groups somebody is told of, or was. */
  plannedSteps(
    tenantId: string,
    groupIds: readonly string[],
  ): Promise<{ groupId: string; expiresAt: Date; step: string }[]>;
  /** Every notice about one end of a group. */
  about(key: ExpirationKey): Promise<Notice[]>;
  /** @returns false when it was settled before */
  settle(key: ExpirationKey, state: Exclude<Expiration['state'], 'open'>, movedTo?: Date): Promise<boolean>;
  setNotNeeded(key: ExpirationKey, notNeeded: { by: PersonRef; at: Date }): Promise<void>;
  /** Moves a notice that has no message yet, also a dead one that is tried again. @returns false when it has one, or is closed */
  move(tenantId: string, id: string, state: Exclude<NoticeState, 'sent'>, at: Date): Promise<boolean>;
  /**
   * A message shows this notice: the sender says so, or the message itself, when somebody looks at it.
   * @returns `double` when another message is the one that is kept true
   */
  record(
    tenantId: string,
    id: string,
    message: { conversationId: string; activityId: string },
  ): Promise<'recorded' | 'known' | 'double'>;
}

/** One kind per file in `jobs/`; the payload is what that kind reads. */
export interface NewJob {
  kind: string;
  /** Unique in the tenant for ever (forgotten 90 days after it was done): enqueueing the same key again changes nothing. */
  key: string;
  tenantId: string;
  payload: Record<string, unknown>;
  /** Not before; now when absent. */
  dueAt?: Date;
  /** What its kind is when absent. */
  class?: JobClass;
}

export interface ClaimedJob extends Required<NewJob> {
  id: string;
  /** How often it was claimed, this time included. */
  attempt: number;
  /** When it was claimed for the first time, in real time. */
  begunAt: Date;
  /** Only the holder of the lease may finish or fail the job. */
  lease: string;
}

/** A job that could not be done, and that nobody tries again by itself. */
export interface DeadJob extends Required<NewJob> {
  id: string;
  /** In real time. */
  diedAt: Date;
  /** Why. */
  code: string;
}

/** What became of the jobs of one kind. */
export interface JobCount {
  kind: string;
  /** Due, and not done yet. */
  waiting: number;
  /** Not due yet: planned, or to be tried again. */
  later: number;
  /** Of those that were due in the time that was asked about. */
  done: number;
  dead: number;
}

export interface JobQueue {
  /** Inside `atomically`, so that a request and its messages are written together. */
  enqueue(jobs: readonly NewJob[]): Promise<void>;
  /**
   * Takes up to `limit` due jobs for `leaseSeconds`. No two claimers get the same one (`for update skip locked` on
   * PostgreSQL). Classes take turns by their shares and tenants one after the other, so that nobody waits behind a long
   * line of somebody else's; within a tenant and class the oldest goes first.
   * @param options.now the application's clock, against which jobs are due; leases run in real time, so that moving that
   *   clock takes no job from its holder
   * @param options.most of each class; as many as `limit` when absent
   * @param options.exceptTenants whose jobs stay where they are
   */
  claim(options: {
    now: Date;
    limit: number;
    leaseSeconds: number;
    most?: Partial<Record<JobClass, number>>;
    exceptTenants?: readonly string[];
  }): Promise<ClaimedJob[]>;
  /**
   * @param until in this machine's time (`Date.now()`), not the application's clock
   * @returns false when the lease was lost
   */
  renew(job: Pick<ClaimedJob, 'id' | 'lease'>, until: Date): Promise<boolean>;
  finish(job: Pick<ClaimedJob, 'id' | 'lease'>): Promise<boolean>;
  /**
   * Back into the queue at `retryAt`, or dead when absent; `code` says why.
   * @param outcome.isUncounted the attempt was none: the job had to wait for its turn
   */
  fail(
    job: Pick<ClaimedJob, 'id' | 'lease'>,
    outcome: { code: string; retryAt?: Date; isUncounted?: boolean },
  ): Promise<boolean>;
  /** When the next job is due that nobody holds; undefined when none waits. */
  nextDueAt(except?: { tenants?: readonly string[]; classes?: readonly JobClass[] }): Promise<Date | undefined>;
  dead(tenantId: string): Promise<{ id: string; kind: string; key: string; code: string }[]>;
  /** @param options `now` and `since` in the application's clock, in which jobs are due */
  counts(tenantId: string, options: { now: Date; since: Date }): Promise<JobCount[]>;
  /** How many were done in the last seconds of real time, and in how many of them: since the first of these. */
  doneLately(
    tenantId: string,
    seconds: number,
    exceptKinds: readonly string[],
  ): Promise<{ count: number; seconds: number }>;
  /** Dead ones, the last to die first. */
  undelivered(
    tenantId: string,
    options: { limit: number; before?: Pick<DeadJob, 'diedAt' | 'id'>; exceptKinds: readonly string[] },
  ): Promise<DeadJob[]>;
  countUndelivered(tenantId: string, exceptKinds: readonly string[]): Promise<number>;
  /**
   * Gives dead ones back to the queue, due at `now` and as if they had never been tried.
   * @param options.ids all when absent
   * @returns how many were dead
   */
  retry(
    tenantId: string,
    options: { now: Date; ids?: readonly string[]; exceptKinds?: readonly string[] },
  ): Promise<number>;
}

/** Answers already given, so that a delivery that comes again is answered with the same words and no second effect. */
export interface ActivityStore {
  /**
   * Begins to handle an activity, unless it is known.
   * @param key conversation id + activity id
   * @returns `new` (also when an earlier handler's time ran out without an answer), `busy` while another handles it, or the recorded answer.
   */
  begin(
    key: string,
    options: { now: Date; leaseSeconds: number },
  ): Promise<{ state: 'new' | 'busy' } | { state: 'done'; answer: ActivityAnswer }>;
  /** Keeps an activity that is being handled until then; a time that is over gives it free for the next delivery. */
  hold(key: string, until: Date): Promise<void>;
  finish(key: string, answer: ActivityAnswer, now: Date): Promise<void>;
  /** Removes what is older than Teams delivers again. */
  forgetBefore(time: Date): Promise<void>;
}

/** The HTTP answer to an activity. */
export interface ActivityAnswer {
  status: number;
  /** Only invokes have one. */
  body?: unknown;
}

/** A command that waits until its sender has signed in. */
export interface PendingCommand {
  /** The id that the sign-in carries, random, at least 128 bit. */
  flowId: string;
  tenantId: string;
  userId: string;
  conversationId: string;
  /** The activity as it arrived, so that it can be handled again. */
  activity: Record<string, unknown>;
  /** Delegated scopes that are wanted. */
  scopes: readonly string[];
  /** Message that carries the sign-in card, so that it can be tidied up. */
  cardActivityId?: string;
  createdAt: Date;
  expiresAt: Date;
}

export type CommandClaim = { state: 'claimed'; command: PendingCommand } | { state: 'busy' } | { state: 'gone' };

export interface PendingCommandStore {
  insert(command: PendingCommand): Promise<void>;
  /** The command, while it waits: not once somebody has claimed it. */
  get(tenantId: string, flowId: string): Promise<PendingCommand | undefined>;
  /** @returns false when the command does not wait any more: whoever claimed it did not know the card */
  setCardActivity(tenantId: string, flowId: string, activityId: string): Promise<boolean>;
  /** The newest waiting command of a person in a conversation. */
  newest(tenantId: string, userId: string, conversationId: string, now: Date): Promise<PendingCommand | undefined>;
  /**
   * Begins to carry it out: of several devices that answer the same sign-in, one gets it. It stays until `remove`, so
   * that it can be claimed again when the lease (in real time) has ended, should this process die before it is done.
   * @returns `busy` while somebody else's lease runs, `gone` when it was carried out
   */
  claim(tenantId: string, flowId: string, options: { leaseSeconds: number }): Promise<CommandClaim>;
  /** It was carried out, or never will be. */
  remove(tenantId: string, flowId: string): Promise<void>;
  forgetBefore(time: Date): Promise<void>;
}

/** An interactive sign-in through the popup, from its link to the one-time code. Holds no token. */
export interface SignInFlow {
  flowId: string;
  tenantId: string;
  /** Whose link it is: nobody else may end it. */
  userId: string;
  scopes: readonly string[];
  claims?: string;
  prompt?: 'consent';
  /** Set when `/auth-start` was opened: SHA-256 of the state and the binding cookie, the PKCE verifier and the nonce. */
  opened?: { stateHash: string; cookieHash: string; codeVerifier: string; nonce: string };
  /** SHA-256 of the one-time code that `/auth-end` gave out, and when it stops being good. */
  oneTimeCode?: { hash: string; expiresAt: Date };
  createdAt: Date;
  expiresAt: Date;
}

export interface SignInStore {
  insert(flow: SignInFlow): Promise<void>;
  get(flowId: string): Promise<SignInFlow | undefined>;
  byStateHash(stateHash: string): Promise<SignInFlow | undefined>;
  open(flowId: string, opened: NonNullable<SignInFlow['opened']>): Promise<void>;
  setOneTimeCode(flowId: string, code: NonNullable<SignInFlow['oneTimeCode']>): Promise<void>;
  /** Takes the flow out by its one-time code's hash, once. */
  takeByCode(codeHash: string): Promise<SignInFlow | undefined>;
  /** What Entra wants to see proven, found out after the link was given. */
  setClaims(flowId: string, claims: string): Promise<void>;
  forgetBefore(time: Date): Promise<void>;
  /** Whether the person asked to stay signed out; silent sign-in is then not tried. */
  isSignedOut(tenantId: string, userId: string): Promise<boolean>;
  setSignedOut(tenantId: string, userId: string, signedOut: boolean): Promise<void>;
}

export interface AuditEvent {
  tenantId: string;
  at: Date;
  /** Who did it; `timedActor` for timed work. Read back, empty for somebody who was erased; so are the other ids of people. */
  actorId: string;
  /** In whose place, where somebody had handed over to the actor. */
  onBehalfOfId?: string;
  /** Name of the operation. */
  operation: string;
  /**
   * `begun` comes before each change: what follows under the same correlation id says how it ended, and where nothing
   * follows, the process died and nobody knows.
   */
  outcome: 'begun' | 'done' | 'requested' | 'refused' | 'failed';
  groupId?: string;
  /** Whom or what it was about besides the group: who was added or removed, made an owner, kept from writing. */
  subject?: Subject;
  requestId?: string;
  /** What was decided about that request, on which this rests. */
  decision?: { outcome: Decision['outcome']; at: Date; byId: string };
  /** Code of the error, for `refused` and `failed`. */
  code?: string;
  correlationId: string;
  /** By which Microsoft finds the calls that changed something in Graph: `request-id` of its replies. */
  graphRequestIds?: readonly string[];
  /** What it was before and after. */
  details?: readonly FieldChange[];
}

/** An event with its place in the chain of its tenant: 1, 2, 3 … */
export interface AuditEntry extends AuditEvent {
  sequence: number;
}

/** Which entries of a trail are wanted; what is absent does not matter. */
export interface AuditFilter {
  /** Entries about any of these groups. Empty: none. */
  groupIds?: readonly string[];
  /** Who did it or whom it was about. */
  personId?: string;
  /** Whom it was about. */
  subjectId?: string;
  requestId?: string;
  /** Names of operations, any of which will do. */
  operations?: readonly string[];
  outcome?: AuditEvent['outcome'];
  from?: Date;
  /** The first moment that is not wanted any more. */
  until?: Date;
}

/** Somebody who is to be erased: the id, and names by which texts may call them. */
export interface ErasedPerson {
  id: string;
  names: readonly string[];
}

/** Append-only, chained by hash per tenant. */
export interface AuditTrail {
  append(event: AuditEvent): Promise<void>;
  /**
   * How changes ended, newest first. What began and has an end under the same correlation id is left out; what has none
   * is there as `begun`.
   * @param options.before the sequence number of the last entry of the page before
   */
  newest(tenantId: string, filter: AuditFilter, options: { limit: number; before?: number }): Promise<AuditEntry[]>;
  /** @returns the sequence number of the first entry whose hash does not fit, or undefined when the chain is whole. */
  firstBrokenLink(tenantId: string): Promise<number | undefined>;
  /** Those that have a trail. */
  tenants(): Promise<string[]>;
  /** How many entries say what a person did, in how many others somebody did something about them or wrote of them. */
  mentionsOf(tenantId: string, person: ErasedPerson): Promise<{ did: number; others: number }>;
  /**
   * Takes a person out of every entry: the ids, what the person wrote, and texts that name them. The chain stays whole.
   * In the same transaction an entry has to be appended that says how many fields went: see `erasureOf`.
   * @param erasureId correlation id of that entry
   * @returns how many fields were erased
   */
  erase(tenantId: string, person: ErasedPerson, erasureId: string): Promise<number>;
  /**
   * Cuts the oldest entries off, up to the first that is not older than `before`, and puts on record where it cut. Up to
   * 10,000 at a time: ask again while it cuts any.
   * @returns how many
   * @throws AppError `audit.broken` when what is to be cut was tampered with: it is kept then
   */
  cutBefore(tenantId: string, before: Date, now: Date): Promise<number>;
}
