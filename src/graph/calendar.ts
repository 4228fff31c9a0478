import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { EventChanges, EventDetails, EventPlan, GroupEvent } from '../domain/events.ts';
import type { Calendar } from '../ports/calendar.ts';
import type { Page } from '../ports/directory.ts';
import type { Reader } from './batch.ts';
import {
  changedEventBody,
  eventDetailFields,
  eventDetailShape,
  eventDetailsFrom,
  eventFields,
  eventFrom,
  eventList,
  newEventBody,
} from './event-shape.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { continued, nextOf } from './paging.ts';
import type { Doing } from './refusals.ts';
import { classify, refusalOf } from './refusals.ts';

const gone = {
  code: 'event.not-found',
  advice: 'This event is not in the calendar any more. Ask for the calendar again.',
};
const reading: Doing = {
  denied: {
    code: 'event.denied',
    advice: 'Only members of this group may look at its calendar. Join it, or ask its owners.',
  },
  notFound: gone,
};
/** Exchange looks at membership, and at whose mail the group takes; an administrator is nobody special to it. */
const planning: Doing = {
  denied: {
    code: 'event.denied',
    advice:
      'You may not plan in this calendar: only members of the group may, and only those whose mail it takes. Its owners can say more.',
  },
  notFound: gone,
};

const inUtc = { Prefer: 'outlook.timezone="UTC"' };
const inUtcAsText = { Prefer: 'outlook.timezone="UTC", outlook.body-content-type="text"' };

interface PageOptions {
  pageSize: number;
  next?: string;
}

/** The calendars of groups over Graph. */
export function calendarOver({ reader, writer }: Link): Calendar {
  return {
    view: (groupId, window, page) => readView(reader, groupId, window, page),
    events: (groupId, page) => readEvents(reader, groupId, page),
    event: (groupId, eventId) => readEvent(reader, groupId, eventId),
    plan: (groupId, plan, key) => createEvent(writer, groupId, plan, key),
    change: (groupId, eventId, changes) => changeEvent(writer, groupId, eventId, changes),
    cancel: (groupId, eventId) => deleteEvent(writer, groupId, eventId),
  };
}

/** @throws AppError `event.not-found` for an id that can be none of Exchange's */
function eventPath(groupId: string, eventId: string): string {
  if (!/^[\w\-=+/]{1,512}$/.test(eventId)) throw new AppError('notFound', gone);
  return `${groupPath(groupId)}/events/${encodeURIComponent(eventId)}`;
}

/** @see https://learn.microsoft.com/graph/api/group-list-calendarview */
function readView(
  reader: Reader,
  groupId: string,
  { from, to }: { from: Date; to: Date },
  page: PageOptions,
): Promise<Page<GroupEvent>> {
  const window = `startDateTime=${from.toISOString()}&endDateTime=${to.toISOString()}`;
  return readPage(reader, `${groupPath(groupId)}/calendarView?${window}&$orderby=start/dateTime`, page);
}

/** @see https://learn.microsoft.com/graph/api/group-list-events */
function readEvents(reader: Reader, groupId: string, page: PageOptions): Promise<Page<GroupEvent>> {
  return readPage(reader, `${groupPath(groupId)}/events?$orderby=start/dateTime%20desc`, page);
}

async function readPage(reader: Reader, list: string, { pageSize, next }: PageOptions): Promise<Page<GroupEvent>> {
  const path = `${list}&$top=${pageSize}&$select=${eventFields}`;
  const body = parsed(eventList, await reader.read({ path: continued(path, next), headers: inUtc }, reading));
  const following = nextOf(path, body['@odata.nextLink']);
  return { items: body.value.map(eventFrom), ...(following === undefined ? {} : { next: following }) };
}

/** @see https://learn.microsoft.com/graph/api/group-get-event */
async function readEvent(reader: Reader, groupId: string, eventId: string): Promise<EventDetails> {
  const path = `${eventPath(groupId, eventId)}?$select=${eventDetailFields}`;
  return eventDetailsFrom(parsed(eventDetailShape, await reader.read({ path, headers: inUtcAsText }, reading)));
}

const made = z.object({ id: z.string() });

/** @see https://learn.microsoft.com/graph/api/group-post-events */
async function createEvent(
  { client, scopes }: Writer,
  groupId: string,
  plan: EventPlan,
  key: string,
): Promise<string | undefined> {
  const path = `${groupPath(groupId)}/events`;
  const reply = await client.send({ method: 'POST', path, body: newEventBody(plan, key), isRead: false });
  if (reply.status < 400) return made.safeParse(reply.body).data?.id;
  if (reply.status !== 409) throw refusalOf(reply, planning, scopes);
  if (reply.inDoubt) return undefined;
  throw new AppError('conflict', {
    code: 'event.planned-already',
    advice: 'This is planned already: the form was sent before. The calendar of the group shows it.',
  });
}

/** @see https://learn.microsoft.com/graph/api/group-update-event */
async function changeEvent(
  { client, scopes }: Writer,
  groupId: string,
  eventId: string,
  changes: EventChanges,
): Promise<void> {
  const path = eventPath(groupId, eventId);
  const reply = await client.send({ method: 'PATCH', path, body: changedEventBody(changes), isRead: false });
  if (reply.status >= 400) throw refusalOf(reply, planning, scopes);
}

/** What is gone after an attempt in doubt is our own work. @see https://learn.microsoft.com/graph/api/group-delete-event */
async function deleteEvent({ client, scopes }: Writer, groupId: string, eventId: string): Promise<void> {
  const reply = await client.send({ method: 'DELETE', path: eventPath(groupId, eventId), isRead: false });
  if (reply.status < 400 || (reply.inDoubt && classify(reply) === 'notFound')) return;
  throw refusalOf(reply, planning, scopes);
}
