import type { EventChanges, EventDetails, EventPlan, GroupEvent } from '../domain/events.ts';
import type { Page } from './directory.ts';

interface PageOptions {
  pageSize: number;
  next?: string;
}

/**
 * The calendar of a group, kept by Exchange, as one caller reaches it. Ids of events come back from cards: they are
 * checked before they become part of an address.
 * Every method may throw `AppError` as those of `Directory` do, besides `event.denied` and `event.not-found`.
 */
export interface Calendar {
  /** What takes place between two moments, each occurrence of a series by itself, the earliest first. */
  view(groupId: string, window: { from: Date; to: Date }, page: PageOptions): Promise<Page<GroupEvent>>;
  /** Single events and series, the latest start first. */
  events(groupId: string, page: PageOptions): Promise<Page<GroupEvent>>;
  event(groupId: string, eventId: string): Promise<EventDetails>;
  /**
   * @param key of this wish: the same key never makes a second event
   * @returns the new event's id, where it is known
   * @throws AppError `event.planned-already` when the key was used before
   */
  plan(groupId: string, plan: EventPlan, key: string): Promise<string | undefined>;
  change(groupId: string, eventId: string, changes: EventChanges): Promise<void>;
  /** Who was invited is told by mail. */
  cancel(groupId: string, eventId: string): Promise<void>;
}
