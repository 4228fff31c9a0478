import type { Expiration, Notice, NoticeState, Saying } from '../domain/expiry.ts';
import type { PersonRef } from '../domain/people.ts';
import type { Recorded, SentMessage } from './messenger.ts';

/** Which end of which group. */
export type ExpirationKey = Pick<Expiration, 'tenantId' | 'groupId' | 'expiresAt'>;

/** A notice with the end that it is about. */
export interface NoticeAndEnd {
  notice: Notice;
  expiration: Expiration;
}

/** What people are told before groups expire. */
export interface NoticeStore {
  /**
   * Writes down an end of a group (its name is brought up to date when it is known already) and notices about it.
   * @returns those of the notices that are new: of a step, a recipient has one for ever
   */
  plan(
    expiration: Pick<Expiration, 'tenantId' | 'groupId' | 'expiresAt' | 'groupName' | 'isDeletion'>,
    notices: readonly Notice[],
  ): Promise<Notice[]>;
  get(tenantId: string, id: string): Promise<NoticeAndEnd | undefined>;
  /** Every notice that is one message with this id, the first to end first; none for an id that is no digest's. */
  inDigest(tenantId: string, digestId: string): Promise<NoticeAndEnd[]>;
  /** What an owner has to hear that is due and that nobody is sending, the first to end first. */
  waitingFor(tenantId: string, userId: string, which: { dueBy: Date; limit: number }): Promise<NoticeAndEnd[]>;
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
  /** Deletions of these groups, whatever came of them, the first to end first. */
  deletionsOf(tenantId: string, groupIds: readonly string[]): Promise<Expiration[]>;
  /** Ends of a group that was deleted, and of which nothing further is known. */
  goneOf(tenantId: string, groupId: string): Promise<Expiration[]>;
  /**
   * @param from how it stands until then; `open` when absent
   * @returns false when it stood otherwise
   */
  settle(key: ExpirationKey, state: Expiration['state'], movedTo?: Date, from?: Expiration['state']): Promise<boolean>;
  /** @returns false when this person has said so before */
  say(key: ExpirationKey, saying: Saying): Promise<boolean>;
  /**
   * Takes notices to be sent in one message, all that are still as they were read: nobody else sends these.
   * @param notices the first is what the message is for: where that one is not as it was, none is taken
   * @param how.digestId makes them one message; a single one that was in no digest stays alone
   * @param how.rootId the post in whose thread they go
   * @returns those that were taken, as they are now
   */
  claim(
    tenantId: string,
    notices: readonly Notice[],
    how: { at: Date; digestId?: string; rootId?: string },
  ): Promise<Notice[]>;
  setNotNeeded(key: ExpirationKey, notNeeded: { by: PersonRef; at: Date }): Promise<void>;
  /** Moves a notice that has no message yet, also a dead one that is tried again. @returns false when it has one, or is closed */
  move(tenantId: string, id: string, state: Exclude<NoticeState, 'sent'>, at: Date): Promise<boolean>;
  /**
   * A message shows this notice: the sender says so, or the message itself, when somebody looks at it.
   */
  record(tenantId: string, id: string, message: SentMessage): Promise<Recorded>;
  /** The same for all notices that are one message. */
  recordDigest(tenantId: string, digestId: string, message: SentMessage): Promise<Recorded>;
  /** Ends to come of which some owner could not be told, or somebody else was told instead; the first to end first. */
  unreached(tenantId: string, page: { now: Date; limit: number; after?: ExpirationKey }): Promise<ExpirationKey[]>;
}
