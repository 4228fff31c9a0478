import type { Expiration, Notice, NoticeState } from '../domain/expiry.ts';
import type { PersonRef } from '../domain/people.ts';

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
