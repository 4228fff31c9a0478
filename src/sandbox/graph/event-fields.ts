import { z } from 'zod';
import type { Attendee, EventFields } from '../tenant/mail-records.ts';
import { checkTimes, keptTime, recurrence, zonedTime } from './event-times.ts';
import { itemBody, recipient, storedBody } from './mail-body.ts';

const mostAttendees = 500;

/** An enumeration whose values may be sent in any case of their first letter. */
function words<const T extends string>(values: readonly T[]): z.ZodType<T> {
  return z
    .string()
    .transform((word) => word.charAt(0).toLowerCase() + word.slice(1))
    .pipe(z.enum(values));
}

const location = z.looseObject({ displayName: z.string().max(255).nullish() });
const attendee = z
  .looseObject({ type: words(['required', 'optional', 'resource']).optional() })
  .and(recipient)
  .transform((sent): Attendee => ({ type: sent.type ?? 'required', emailAddress: sent.emailAddress }));

/** An event as callers send it. What only Exchange can say is passed over. */
const shape = {
  subject: z.string().max(255).nullish(),
  body: itemBody.nullish(),
  start: zonedTime.optional(),
  end: zonedTime.optional(),
  isAllDay: z.boolean().nullish(),
  location: location.nullish(),
  locations: z.array(location).nullish(),
  attendees: z.array(attendee).max(mostAttendees).nullish(),
  importance: words(['low', 'normal', 'high']).nullish(),
  sensitivity: words(['normal', 'personal', 'private', 'confidential']).nullish(),
  showAs: words(['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown']).nullish(),
  isReminderOn: z.boolean().nullish(),
  reminderMinutesBeforeStart: z.int().min(0).nullish(),
  responseRequested: z.boolean().nullish(),
  allowNewTimeProposals: z.boolean().nullish(),
  hideAttendees: z.boolean().nullish(),
  isOnlineMeeting: z.boolean().nullish(),
  categories: z.array(z.string()).nullish(),
  recurrence: recurrence.nullish(),
};
export const eventChange = z.looseObject(shape);
export const newEvent = z.looseObject({
  ...shape,
  start: zonedTime,
  end: zonedTime,
  transactionId: z.string().max(255).nullish(),
});

const usual: Omit<EventFields, 'start' | 'end' | 'showAs'> = {
  subject: '',
  body: { contentType: 'html', content: '' },
  isAllDay: false,
  location: {},
  attendees: [],
  importance: 'normal',
  sensitivity: 'normal',
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  responseRequested: true,
  allowNewTimeProposals: true,
  hideAttendees: false,
  isOnlineMeeting: false,
  categories: [],
};

/**
 * The fields that were sent, in the form in which they are kept.
 * @throws GraphError 400 for zones and dates that do not exist
 */
export function sentFields(sent: z.infer<typeof eventChange>): Partial<EventFields> {
  const plain = Object.keys({ ...usual, showAs: true }) as (keyof EventFields)[];
  const fields: Partial<EventFields> = Object.fromEntries(
    plain.flatMap((name) => (sent[name] === undefined || sent[name] === null ? [] : [[name, sent[name]]])),
  );
  const place = sent.location ?? sent.locations?.[0];
  return {
    ...fields,
    ...(sent.start && { start: keptTime(sent.start) }),
    ...(sent.end && { end: keptTime(sent.end) }),
    ...(sent.body && { body: storedBody(sent.body) }),
    ...(place && { location: keptLocation(place) }),
  };
}

/** @throws GraphError 400 when the times do not fit together */
export function completeFields(sent: z.infer<typeof newEvent>): EventFields {
  const start = keptTime(sent.start);
  const end = keptTime(sent.end);
  const showAs = sent.isAllDay === true ? 'free' : 'busy';
  const fields: EventFields = { ...usual, showAs, start, end, ...sentFields(sent) };
  checkTimes(fields);
  return fields;
}

function keptLocation({ displayName, ...more }: z.infer<typeof location>): Record<string, unknown> {
  const name = displayName ?? '';
  return { ...more, displayName: name, locationType: 'default', uniqueId: name, uniqueIdType: 'private' };
}
