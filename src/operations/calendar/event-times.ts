import type { EventForm, EventValues } from '../../cards/event-fields.ts';
import type { EventTimes, When } from '../../domain/events.ts';
import { addDays, instantOf, isDay, isOnClock, isTime, wallClock } from '../../domain/wall-clock.ts';

type Problems = NonNullable<EventForm['problems']>;

/** The time so many minutes after another one, by a clock that may go forward or back between. */
export function timeAfter(day: string, start: string, minutes: number, timeZone: string) {
  const end = new Date(instantOf(`${day}T${start}`, timeZone).getTime() + minutes * 60_000);
  const [endDay = '', time = ''] = wallClock(end, timeZone).split('T');
  const lastDay = time === '00:00' ? addDays(endDay, -1) : endDay;
  return { end: time, lastDay: lastDay <= day ? '' : lastDay };
}

/** When something will have been planned. */
export function whenOf({ start, end, isAllDay, timeZone }: EventTimes): When {
  if (isAllDay) return { firstDay: start.slice(0, 10), lastDay: addDays(end.slice(0, 10), -1) };
  return { start: instantOf(start, timeZone), end: instantOf(end, timeZone) };
}

/** Reads days and times. @returns either when it is to be, or what is wrong beside which field */
export function timesOf(values: EventValues, timeZone: string): { times: EventTimes } | { problems: Problems } {
  const { day, lastDay, allDay } = values;
  if (!isDay(day)) return { problems: { day: 'On which day? Write it as 2026-12-04 is written.' } };
  if (lastDay !== '' && !isDay(lastDay)) return { problems: { lastDay: 'Write the day as 2026-12-04 is written.' } };
  if (lastDay !== '' && lastDay < day) return { problems: { lastDay: 'It ends before it begins.' } };
  const read = allDay ? wholeDays(values) : clockTimes(values, timeZone);
  if ('problems' in read) return read;
  const problems = seriesProblems(values, read);
  return Object.keys(problems).length > 0 ? { problems } : { times: { ...read, isAllDay: allDay, timeZone } };
}

function wholeDays({ day, lastDay }: EventValues): { start: string; end: string } {
  const last = lastDay === '' ? day : lastDay;
  return { start: `${day}T00:00`, end: `${addDays(last, 1)}T00:00` };
}

function clockTimes(
  { day, start, end, lastDay }: EventValues,
  timeZone: string,
): { start: string; end: string } | { problems: Problems } {
  if (!isTime(start)) return { problems: { start: 'From when? Write the time as 14:30 is written.' } };
  if (!isOnClock(`${day}T${start}`, timeZone)) return { problems: { start: skipped } };
  const usual = end === '' && lastDay === '' ? timeAfter(day, start, 60, timeZone) : { end, lastDay };
  if (!isTime(usual.end)) return { problems: { end: 'Until when? Write the time as 14:30 is written.' } };
  const last = usual.lastDay === '' ? day : usual.lastDay;
  const ends = `${usual.end === '00:00' ? addDays(last, 1) : last}T${usual.end}`;
  if (!isOnClock(ends, timeZone)) return { problems: { end: skipped } };
  if (ends <= `${day}T${start}`)
    return { problems: { end: 'It ends before it begins. If it goes past midnight, give the day on which it ends.' } };
  return { start: `${day}T${start}`, end: ends };
}

const skipped = 'The clocks go forward that night, and there is no such time. Please choose another.';

function seriesProblems(
  { repeats, until, day }: EventValues,
  { start, end }: { start: string; end: string },
): Problems {
  if (repeats === 'none' || repeats === 'other') return {};
  const between = repeats === 'daily' ? 1 : 7;
  const again = `${addDays(day, between)}T${start.slice(11)}`;
  if (end > again) return { repeats: 'It would begin again before it ends. Please choose a longer time between.' };
  if (until === '') return {};
  if (!isDay(until)) return { until: 'Write the day as 2026-12-04 is written.' };
  return until < day ? { until: 'The series would end before it begins.' } : {};
}
