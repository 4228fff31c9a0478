/** When something takes place: at a time, or on whole days, which are the same days wherever one is. */
export type When = { start: Date; end: Date } | { firstDay: string; lastDay: string };

/** How often an event comes again; `other` is what only Outlook can set, such as every second Tuesday of a month. */
export type Repeats = 'none' | 'daily' | 'weekly' | 'other';

/** What stands in the calendar of a group. */
export interface GroupEvent {
  /** Exchange's id; of an occurrence its own. */
  id: string;
  /** May be empty. */
  subject: string;
  when: When;
  /** May be empty. */
  place: string;
  /** Present on what belongs to a series. */
  seriesId?: string;
  /** Of the series itself; `none` on what belongs to one. */
  repeats: Repeats;
  /** The last day on which a series may begin again; absent where it has no end. */
  until?: string;
  isOnline: boolean;
}

/** The whole of an event. */
export interface EventDetails extends GroupEvent {
  /** Names, or addresses where there are none. */
  attendees: readonly string[];
  /** Plain text; may be empty. */
  text: string;
  /** In Outlook. */
  webUrl?: string;
}

/** When an event is to take place, by the clock on somebody's wall: `2026-03-29T09:30`. */
export interface EventTimes {
  start: string;
  /** Of whole days the midnight after the last. */
  end: string;
  isAllDay: boolean;
  /** IANA name of the zone of these clocks. A series keeps its hours there in summer and in winter. */
  timeZone: string;
}

/** How often an event is to come again. */
export interface EventSeries {
  repeats: Exclude<Repeats, 'other'>;
  /** `2026-03-29`; without end when absent. */
  until?: string;
}

export interface EventPlan extends EventTimes, EventSeries {
  subject: string;
  place: string;
  text: string;
  attendees: readonly { name: string; address: string }[];
  isOnline: boolean;
}

/** What is to be different; absent things stay. A series goes with the times, because it begins on their day. */
export interface EventChanges {
  subject?: string;
  place?: string;
  text?: string;
  times?: EventTimes;
  series?: EventSeries & { firstDay: string; timeZone: string };
}

/** In characters. @see https://learn.microsoft.com/graph/api/resources/event */
export const eventLimits = { subject: 255, place: 255, text: 8_000 } as const;
