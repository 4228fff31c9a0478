import { itemIdOf, itemKey } from './exchange-ids.ts';
import { weekdays } from './mail-records.ts';
import type { EventRecord, Recurrence } from './mail-records.ts';
import { recipientOf } from './seed-names.ts';
import type { Named } from './seed-names.ts';

const dayMs = 86_400_000;

interface EventRow {
  /** Mail nickname of the group. */
  group: string;
  subject: string;
  /** HTML. */
  words?: string;
  /** Days from the day of the first start; below zero for what is over. */
  inDays: number;
  /** Wall-clock time and length in minutes; a whole day when absent. */
  at?: readonly [time: string, minutes: number];
  timeZone: string;
  place?: string;
  /** Comes again every day, or every week on the same weekday. */
  every?: 'day' | 'week';
  online?: boolean;
  /** Local parts of principal names. */
  attendees?: readonly string[];
}

const rows: readonly EventRow[] = [
  {
    group: 'design-guild',
    subject: 'Critique',
    words: '<p>Bring sketches, no slides.</p>',
    inDays: 1,
    at: ['15:00', 90],
    timeZone: 'Central Europe Standard Time',
    place: 'Studio, second floor',
    every: 'week',
    online: true,
    attendees: ['tomas.iriarte', 'inaki.nunez', 'gyorgyi.oz', 'haruka.mori'],
  },
  {
    group: 'design-guild',
    subject: 'Visit to the dye works',
    inDays: 9,
    timeZone: 'Central Europe Standard Time',
    place: 'Dye works, gate 3',
    attendees: ['tomas.iriarte', 'haruka.mori'],
  },
  {
    group: 'design-guild',
    subject: 'Portfolio evening',
    inDays: -6,
    at: ['18:30', 120],
    timeZone: 'Central Europe Standard Time',
  },
  {
    group: 'book-club',
    subject: 'We talk about the book',
    words: '<p>Come even if you have not finished it.</p>',
    inDays: 4,
    at: ['17:00', 60],
    timeZone: 'GMT Standard Time',
    place: 'Canteen',
    every: 'week',
    attendees: ['eleni.papadaki', 'pip.marlowe', 'li'],
  },
  {
    group: 'launch-room',
    subject: 'Launch stand-up',
    inDays: -3,
    at: ['09:15', 15],
    timeZone: 'India Standard Time',
    every: 'day',
    online: true,
    attendees: ['mirela.vaskova', 'hao.lin'],
  },
  { group: 'launch-room', subject: 'Launch', inDays: 6, timeZone: 'UTC', place: 'Everywhere' },
  {
    group: 'engineering',
    subject: 'Release review',
    inDays: 2,
    at: ['10:00', 45],
    timeZone: 'Taipei Standard Time',
    online: true,
    attendees: ['zofia.zolc', 'ilkay.isik', 'thu.nguyen'],
  },
  {
    group: 'marketing',
    subject: 'Choix de la couverture',
    inDays: 3,
    at: ['11:00', 30],
    timeZone: 'Eastern Standard Time',
    attendees: ['jonas.muller', 'nino.beridze'],
  },
];

/** What stands in the calendars of groups, around the first start. */
export function seedEvents(named: Named): EventRecord[] {
  return rows.map((row, index) => event(named, row, index));
}

function event(named: Named, row: EventRow, index: number): EventRecord {
  const { id: groupId } = named.group(row.group);
  const dateOf = (days: number): string => new Date(named.now.getTime() + days * dayMs).toISOString().slice(0, 10);
  const [time, minutes] = row.at ?? ['00:00', 24 * 60];
  const start = `${dateOf(row.inDays)}T${time}:00`;
  const end = new Date(Date.parse(`${start}Z`) + minutes * 60_000).toISOString().slice(0, 19);
  const made = new Date(named.now.getTime() - 20 * dayMs).toISOString();
  const place = row.place ?? '';
  return {
    id: itemIdOf(groupId, 'calendar', itemKey(`event ${row.group} ${index}`)),
    groupId,
    createdDateTime: made,
    lastModifiedDateTime: made,
    transactionId: null,
    subject: row.subject,
    body: { contentType: 'html', content: `<html><body>${row.words ?? ''}</body></html>` },
    start: { dateTime: start, timeZone: row.timeZone },
    end: { dateTime: end, timeZone: row.timeZone },
    isAllDay: row.at === undefined,
    location:
      place === '' ? {} : { displayName: place, locationType: 'default', uniqueId: place, uniqueIdType: 'private' },
    attendees: (row.attendees ?? []).map((local) => ({ type: 'required', ...recipientOf(named.user(local)) })),
    importance: 'normal',
    sensitivity: 'normal',
    showAs: row.at === undefined ? 'free' : 'busy',
    isReminderOn: true,
    reminderMinutesBeforeStart: 15,
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isOnlineMeeting: row.online ?? false,
    categories: [],
    recurrence: row.every === undefined ? null : recurrence(row.every, start.slice(0, 10), row.timeZone),
    exceptions: [],
    deletedDates: [],
  };
}

function recurrence(every: 'day' | 'week', startDate: string, timeZone: string): Recurrence {
  const weekday = weekdays[new Date(`${startDate}T00:00:00Z`).getUTCDay()] ?? 'sunday';
  return {
    pattern: {
      type: every === 'day' ? 'daily' : 'weekly',
      interval: 1,
      month: 0,
      dayOfMonth: 0,
      daysOfWeek: every === 'day' ? [] : [weekday],
      firstDayOfWeek: 'sunday',
      index: 'first',
    },
    range: {
      type: 'noEnd',
      startDate,
      endDate: '0001-01-01',
      recurrenceTimeZone: timeZone,
      numberOfOccurrences: 0,
    },
  };
}
