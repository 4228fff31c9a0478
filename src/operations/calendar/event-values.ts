import { z } from 'zod';
import type { EventForm, EventValues } from '../../cards/event-fields.ts';
import { eventLimits, type GroupEvent } from '../../domain/events.ts';
import { addDays, wallClock } from '../../domain/wall-clock.ts';

type Problems = NonNullable<EventForm['problems']>;

const broken = 'This form is broken. Ask again for the calendar of the group.';
const field = z.string({ error: broken }).trim().max(10_000, 'One of these texts is far too long.').optional();
const toggle = z
  .enum(['true', 'false'], { error: broken })
  .transform((value) => value === 'true')
  .optional();

/** What a form sends; a field that is not on it is absent. */
export const typedEvent = {
  subject: field,
  day: field,
  start: field,
  end: field,
  lastDay: field,
  allDay: toggle,
  location: field,
  text: field,
  repeats: z.enum(['none', 'daily', 'weekly', 'other'], { error: broken }).optional(),
  until: field,
  online: toggle,
};

export const noValues: EventValues = {
  subject: '',
  day: '',
  start: '',
  end: '',
  lastDay: '',
  allDay: false,
  location: '',
  text: '',
  repeats: 'none',
  until: '',
  online: false,
};

/** What was typed over what stood there. */
export function mergedValues(now: EventValues, typed: { [Key in keyof EventValues]?: unknown }): EventValues {
  const given = Object.entries(typed).filter(([key, value]) => key in now && value !== undefined);
  return { ...now, ...Object.fromEntries(given) };
}

/** An event as its form shows it. @param timeZone of whoever looks at the form */
export function valuesOf(event: GroupEvent & { text: string }, timeZone: string): EventValues {
  const { subject, when, place, text, repeats, until = '', isOnline: online } = event;
  const same = { subject, location: place, text, repeats, until, online };
  if (!('start' in when)) {
    const lastDay = when.lastDay === when.firstDay ? '' : when.lastDay;
    return { ...same, day: when.firstDay, start: '', end: '', lastDay, allDay: true };
  }
  const [day = '', start = ''] = wallClock(when.start, timeZone).split('T');
  const [endDay = '', end = ''] = wallClock(when.end, timeZone).split('T');
  // Midnight is the end of the day before.
  const lastDay = end === '00:00' ? addDays(endDay, -1) : endDay;
  return { ...same, day, start, end, lastDay: lastDay <= day ? '' : lastDay, allDay: false };
}

/** Checks what is no question of time. */
export function textProblems({ subject, location, text }: EventValues): Problems {
  const tooLong = (value: string, most: number): string | undefined =>
    value.length > most ? `Please keep this under ${most} characters; it has ${value.length}.` : undefined;
  const found = {
    subject: subject === '' ? 'A meeting needs a subject.' : tooLong(subject, eventLimits.subject),
    location: tooLong(location, eventLimits.place),
    text: tooLong(text, eventLimits.text),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}
