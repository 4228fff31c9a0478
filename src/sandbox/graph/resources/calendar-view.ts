import { badRequest } from '../errors.ts';
import { eventType, renderEvent } from '../event-shape.ts';
import { groupContext, mailboxOf } from '../mailbox-access.ts';
import { entriesWithin, instantsOf } from '../occurrences.ts';
import { preferenceApplied } from '../prefer.ts';
import { outlookPage } from '../query/outlook-page.ts';
import type { Answer, Call, Route } from '../types.ts';
import { calendarPaths, eventView, placeOf } from './events.ts';

const dayMs = 86_400_000;
const mostDays = 1825;
const form = /^(\d{4})-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/** One end of the window, epoch milliseconds; without an offset it is in UTC. @throws GraphError 400 */
function windowEnd(text: string): number {
  const [, year = '', time, , , offset] = form.exec(text) ?? [];
  const inZone = offset === undefined ? `${text}${time === undefined ? 'T00:00:00' : ''}Z` : text;
  const instant = Date.parse(inZone.replace(/(\.\d{3})\d+/, '$1'));
  if (Number.isNaN(instant) || Number(year) < 1900 || Number(year) >= 2200)
    throw badRequest(`The value '${text}' is not a valid date and time.`, 'ErrorInvalidParameter');
  return instant;
}

/** The window that the query names. @throws GraphError 400 when it names none, one that ends too early, or too much */
function windowOf({ search }: Call): { from: number; to: number } {
  const options = new Map([...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value]));
  const [start, end] = [options.get('startdatetime'), options.get('enddatetime')];
  if (start === undefined || end === undefined) {
    const message =
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.';
    throw badRequest(message, 'ErrorInvalidParameter');
  }
  const window = { from: windowEnd(start), to: windowEnd(end) };
  if (window.to < window.from) throw badRequest('The window ends before it starts.', 'ErrorInvalidParameter');
  if (window.to - window.from > mostDays * dayMs) {
    const message = `The window of a calendar view may have ${String(mostDays)} days at most.`;
    throw badRequest(message, 'ErrorCalendarViewRangeTooBig');
  }
  return window;
}

/** What takes place within a window of time: single events, and series one by one, the earliest first. */
function calendarView(call: Call): Answer {
  const group = mailboxOf(call, 'group-list-calendar-view', 'read');
  const view = eventView(call);
  const { from, to } = windowOf(call);
  const entries = call.tenant.mail
    .eventsOf(group.id)
    .flatMap((event) => entriesWithin(event, from, to))
    .sort((a, b) => instantsOf(a.fields).start - instantsOf(b.fields).start);
  const page = outlookPage(
    call,
    eventType,
    entries.map((entry) => renderEvent(group, entry, view)),
  );
  const context = groupContext(call, group.id, placeOf(call, 'calendarView'));
  return {
    status: 200,
    headers: preferenceApplied(view.preferences),
    body: { '@odata.context': context, ...page },
  };
}

/** The calendar of a group as it looks between two moments. */
export const calendarViewRoutes: readonly Route[] = calendarPaths('/calendarView').map((path) => ({
  method: 'GET',
  path,
  handle: calendarView,
}));
