import { isExchangeId, itemIdOf, itemKey, readOccurrenceId } from '../../tenant/exchange-ids.ts';
import type { EventRecord } from '../../tenant/mail-records.ts';
import type { GroupRecord } from '../../tenant/records.ts';
import { holds } from '../caller.ts';
import { GraphError, badRequest } from '../errors.ts';
import { completeFields, eventChange, newEvent, sentFields } from '../event-fields.ts';
import { eventType, renderEvent } from '../event-shape.ts';
import type { EventView } from '../event-shape.ts';
import { checkTimes, keptRecurrence } from '../event-times.ts';
import { readMailBody } from '../mail-body.ts';
import { groupContext, itemNotFound, mailboxOf } from '../mailbox-access.ts';
import { entryOf, occurrenceOn } from '../occurrences.ts';
import type { Entry } from '../occurrences.ts';
import { permissions } from '../permissions.ts';
import { preferenceApplied, preferencesOf } from '../prefer.ts';
import { outlookPage, selectedItem } from '../query/outlook-page.ts';
import { checkZone } from '../time-zones.ts';
import type { Answer, Call, Route } from '../types.ts';

/** Both addresses of a group's one calendar. */
export function calendarPaths(end: string): string[] {
  return [`/groups/{group}${end}`, `/groups/{group}/calendar${end}`];
}

/** How this caller wants and may see events. @throws GraphError 400 for a zone that does not exist */
export function eventView(call: Call): EventView {
  const preferences = preferencesOf(call);
  if (preferences.timeZone !== undefined) checkZone(preferences.timeZone);
  const full = permissions['group-list-calendar-view'].delegated.filter((name) => name !== 'Calendars.ReadBasic');
  return { preferences, withBody: holds(call.caller, full) };
}

/** The event or occurrence of the path. @throws GraphError 404, or 400 when the id can be nobody's */
function askedEntry(call: Call, group: GroupRecord): Entry {
  const { event: id = '' } = call.params;
  const occurrence = readOccurrenceId(id);
  const event = call.tenant.mail.events.get(occurrence?.masterId ?? id);
  const entry =
    event?.groupId === group.id ? (occurrence ? occurrenceOn(event, occurrence.date) : entryOf(event)) : undefined;
  if (!entry) throw itemNotFound(isExchangeId(id));
  return entry;
}

function listEvents(call: Call): Answer {
  const group = mailboxOf(call, 'group-list-events', 'read');
  const view = eventView(call);
  const items = call.tenant.mail.eventsOf(group.id).map((event) => renderEvent(group, entryOf(event), view));
  const body = {
    '@odata.context': groupContext(call, group.id, placeOf(call, 'events')),
    ...outlookPage(call, eventType, items),
  };
  return { status: 200, headers: preferenceApplied(view.preferences), body };
}

function getEvent(call: Call): Answer {
  const group = mailboxOf(call, 'group-get-event', 'read');
  return answerEvent(call, group, askedEntry(call, group), eventView(call));
}

function createEvent(call: Call): Answer {
  const group = mailboxOf(call, 'group-create-event', 'plan');
  const view = eventView(call);
  const sent = readMailBody(call, newEvent);
  const fields = completeFields(sent);
  const transactionId = sent.transactionId ?? null;
  refuseTransaction(call, group, transactionId);
  const now = new Date(call.now()).toISOString();
  const event: EventRecord = {
    ...fields,
    id: itemIdOf(group.id, 'calendar', itemKey()),
    groupId: group.id,
    createdDateTime: now,
    lastModifiedDateTime: now,
    transactionId,
    recurrence: sent.recurrence ? keptRecurrence(sent.recurrence, fields.start) : null,
    exceptions: [],
    deletedDates: [],
  };
  call.tenant.mail.events.put(event);
  return answerEvent(call, group, entryOf(event), { ...view, asSent: true }, 201);
}

/** A client that tries again after a lost answer does not make a second event. */
function refuseTransaction(call: Call, group: GroupRecord, transactionId: string | null): void {
  if (transactionId === null) return;
  if (!call.tenant.mail.eventsOf(group.id).some((event) => event.transactionId === transactionId)) return;
  const message =
    "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.";
  throw new GraphError(409, 'ErrorDuplicateTransactionId', message);
}

function updateEvent(call: Call): Answer {
  const group = mailboxOf(call, 'group-update-event', 'plan');
  const view = eventView(call);
  const entry = askedEntry(call, group);
  const sent = readMailBody(call, eventChange);
  const changes = sentFields(sent);
  checkTimes({ ...entry.fields, ...changes });
  const now = new Date(call.now()).toISOString();
  if (entry.date !== undefined) {
    if (sent.recurrence) throw badRequest('An occurrence cannot be a series of its own.', 'ErrorInvalidRequest');
    const others = entry.event.exceptions.filter(({ date }) => date !== entry.date);
    const before = entry.event.exceptions.find(({ date }) => date === entry.date)?.changes;
    const exception = { date: entry.date, changes: { ...before, ...changes }, lastModifiedDateTime: now };
    call.tenant.mail.events.put({ ...entry.event, exceptions: [...others, exception] });
  } else {
    call.tenant.mail.events.put(changedEvent({ ...entry.event, lastModifiedDateTime: now }, changes, sent.recurrence));
  }
  return answerEvent(call, group, askedEntry(call, group), view);
}

/** What was changed of single occurrences is lost when the series moves. */
function changedEvent(
  event: EventRecord,
  changes: Partial<EventRecord>,
  recurrence: Parameters<typeof keptRecurrence>[0] | null | undefined,
): EventRecord {
  const changed = { ...event, ...changes };
  const moved = recurrence !== undefined || changes.start !== undefined;
  if (!moved) return changed;
  const range = event.recurrence && { ...event.recurrence.range, startDate: changed.start.dateTime.slice(0, 10) };
  const old = event.recurrence && range && { pattern: event.recurrence.pattern, range };
  const next = recurrence === undefined ? old : recurrence;
  return { ...changed, recurrence: next && keptRecurrence(next, changed.start), exceptions: [], deletedDates: [] };
}

/** Deletes an event, a series, or one occurrence of it. */
function deleteEvent(call: Call): Answer {
  const group = mailboxOf(call, 'group-delete-event', 'plan');
  const { event, date } = askedEntry(call, group);
  if (date === undefined) call.tenant.mail.events.remove(event.id);
  else {
    const exceptions = event.exceptions.filter((one) => one.date !== date);
    call.tenant.mail.events.put({ ...event, exceptions, deletedDates: [...event.deletedDates, date] });
  }
  return { status: 204 };
}

/** Calls an event off: the group organises it, so it goes, and whoever was to come is told by mail. */
function cancelEvent(call: Call): Answer {
  deleteEvent(call);
  return { status: 202 };
}

function answerEvent(call: Call, group: GroupRecord, entry: Entry, view: EventView, status = 200): Answer {
  const context = groupContext(call, group.id, `${placeOf(call, 'events')}/$entity`);
  const shown = selectedItem(renderEvent(group, entry, view), eventType, call.query.select);
  const body = { '@odata.context': context, ...shown };
  return { status, headers: preferenceApplied(view.preferences), body };
}

/** An address is answered with itself: with or without the calendar in it. */
export function placeOf(call: Call, what: string): string {
  return /\/calendar\//i.test(call.path) ? `calendar/${what}` : what;
}

/** Events of a group's calendar. Exchange refuses in its own words, so handlers ask for the permission themselves. */
export const eventRoutes: readonly Route[] = [
  ...calendarPaths('/events').flatMap((path): Route[] => [
    { method: 'GET', path, handle: listEvents },
    { method: 'POST', path, handle: createEvent },
  ]),
  ...calendarPaths('/events/{event}').flatMap((path): Route[] => [
    { method: 'GET', path, handle: getEvent },
    { method: 'PATCH', path, handle: updateEvent },
    { method: 'DELETE', path, handle: deleteEvent },
  ]),
  ...calendarPaths('/events/{event}/cancel').map((path): Route => ({ method: 'POST', path, handle: cancelEvent })),
];
