import { createHash } from 'node:crypto';
import { changeKeyOf, occurrenceIdOf } from '../tenant/exchange-ids.ts';
import { tenantId } from '../tenant/cast.ts';
import type { EventFields, ZonedTime } from '../tenant/mail-records.ts';
import type { GroupRecord } from '../tenant/records.ts';
import { previewOf, shownBody } from './mail-body.ts';
import { instantsOf } from './occurrences.ts';
import type { Entry } from './occurrences.ts';
import type { Preferences } from './prefer.ts';
import type { Item, ItemType } from './query/outlook-page.ts';
import { mailOfGroup } from './thread-shape.ts';
import { localTime } from './time-zones.ts';

const never = '0001-01-01T00:00:00Z';

export const eventType: ItemType = {
  name: 'event',
  defaults: (
    'id createdDateTime lastModifiedDateTime changeKey categories transactionId originalStartTimeZone ' +
    'originalEndTimeZone iCalUId reminderMinutesBeforeStart isReminderOn hasAttachments subject bodyPreview importance ' +
    'sensitivity isAllDay isCancelled isDraft isOrganizer responseRequested seriesMasterId showAs type webLink ' +
    'onlineMeetingUrl isOnlineMeeting onlineMeetingProvider allowNewTimeProposals hideAttendees recurrence ' +
    'responseStatus body start end location locations attendees organizer onlineMeeting originalStart'
  ).split(' '),
  more: ['cancelledOccurrences'],
};

/** How an event is to be shown. */
export interface EventView {
  preferences: Preferences;
  /** Without a preferred zone times come in UTC, or as they were sent in the answer to who sent them. */
  asSent?: boolean;
  /** Whether the caller may see more than when, where and with whom. */
  withBody: boolean;
}

export function renderEvent(group: GroupRecord, entry: Entry, view: EventView): Item {
  const { event, fields, id, type } = entry;
  const changeKey = changeKeyOf(id, entry.lastModifiedDateTime, JSON.stringify(fields.start));
  return {
    '@odata.etag': `W/"${changeKey}"`,
    id,
    createdDateTime: withFraction(event.createdDateTime),
    lastModifiedDateTime: withFraction(entry.lastModifiedDateTime),
    changeKey,
    categories: fields.categories,
    transactionId: event.transactionId,
    originalStartTimeZone: fields.start.timeZone,
    originalEndTimeZone: fields.end.timeZone,
    iCalUId: iCalUIdOf(event.id, entry.date),
    reminderMinutesBeforeStart: fields.reminderMinutesBeforeStart,
    isReminderOn: fields.isReminderOn,
    hasAttachments: false,
    subject: fields.subject,
    ...(view.withBody ? { bodyPreview: previewOf(fields.body) } : {}),
    importance: fields.importance,
    sensitivity: fields.sensitivity,
    isAllDay: fields.isAllDay,
    isCancelled: false,
    isDraft: false,
    isOrganizer: true,
    responseRequested: fields.responseRequested,
    seriesMasterId: entry.date === undefined ? null : event.id,
    showAs: fields.showAs,
    type,
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: fields.isOnlineMeeting,
    onlineMeetingProvider: fields.isOnlineMeeting ? 'teamsForBusiness' : 'unknown',
    allowNewTimeProposals: fields.allowNewTimeProposals,
    hideAttendees: fields.hideAttendees,
    recurrence: entry.date === undefined ? event.recurrence : null,
    responseStatus: { response: 'organizer', time: never },
    ...(view.withBody ? { body: shownBody(fields.body, view.preferences.asText) } : {}),
    ...shownTimes(fields, view),
    ...places(fields),
    attendees: fields.attendees.map(({ type: kind, emailAddress }) => ({
      type: kind,
      status: { response: 'none', time: never },
      emailAddress,
    })),
    organizer: mailOfGroup(group),
    onlineMeeting: fields.isOnlineMeeting ? { joinUrl: joinUrlOf(event.id, group.id) } : null,
    ...(entry.date === undefined ? {} : { originalStart: originalStart(entry) }),
    cancelledOccurrences: event.deletedDates.map((date) => occurrenceIdOf(event.id, date)),
  };
}

function shownTimes(fields: EventFields, { preferences, asSent }: EventView): Item {
  const show = (time: ZonedTime, instant: number): ZonedTime => {
    if (preferences.timeZone === undefined && asSent === true) return withFractionOf(time.dateTime, time.timeZone);
    const zone = preferences.timeZone ?? 'UTC';
    // Whole days are midnight to midnight, in whatever zone they are looked at.
    return withFractionOf(fields.isAllDay ? time.dateTime : localTime(instant, zone), zone);
  };
  const { start, end } = instantsOf(fields);
  return { start: show(fields.start, start), end: show(fields.end, end) };
}

function withFractionOf(dateTime: string, timeZone: string): ZonedTime {
  return { dateTime: `${dateTime}.0000000`, timeZone };
}

function originalStart({ event, date = '' }: Entry): string {
  const start = { dateTime: `${date}${event.start.dateTime.slice(10)}`, timeZone: event.start.timeZone };
  return `${new Date(instantsOf({ ...event, start, end: start }).start).toISOString().slice(0, 19)}Z`;
}

function places({ location }: EventFields): Item {
  const isNamed = typeof location['displayName'] === 'string' && location['displayName'] !== '';
  const nowhere = { displayName: '', locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} };
  return isNamed ? { location, locations: [location] } : { location: nowhere, locations: [] };
}

/** Seven digits after the second, as Exchange has them. */
function withFraction(time: string): string {
  return time.replace(/(\.\d{3})?Z$/, (_, millis: string | undefined) => `${millis ?? '.000'}0000Z`);
}

/** The same for a whole series but for the date, which stands in the middle. */
function iCalUIdOf(eventId: string, date: string | undefined): string {
  const hash = createHash('sha256').update(eventId).digest('hex').toUpperCase();
  const [year = 0, month = 0, day = 0] = (date ?? '').split('-').map(Number);
  const hex = (value: number, length: number): string => value.toString(16).toUpperCase().padStart(length, '0');
  const when = date === undefined ? '00000000' : `${hex(year, 4)}${hex(month, 2)}${hex(day, 2)}`;
  return `040000008200E00074C5B7101A82E008${when}${hash.slice(0, 16)}000000000000000010000000${hash.slice(16, 48)}`;
}

function joinUrlOf(eventId: string, groupId: string): string {
  const meeting = createHash('sha256').update(`meeting ${eventId}`).digest('base64url').slice(0, 32);
  const context = encodeURIComponent(JSON.stringify({ Tid: tenantId, Oid: groupId }));
  return `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${meeting}%40thread.v2/0?context=${context}`;
}
