const day = 86_400_000;

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const fullDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
const dateOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const precise = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function daysBetween(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / day);
}

/** `14:05`, in the person's own zone as everything here. */
export function timeOfDay(iso: string): string {
  return clock.format(new Date(iso));
}

/** Time to the millisecond, for the traffic list. */
export function preciseTime(iso: string): string {
  return precise.format(new Date(iso));
}

/** `Today`, `Yesterday`, or the day in words: the line between two days of a chat. */
export function dayName(iso: string, now: number): string {
  const days = daysBetween(Date.parse(iso), now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return longDate.format(new Date(iso));
}

/** As Teams dates a conversation: time today, weekday this week, then the date. */
export function listTime(iso: string, now: number): string {
  if (iso === '') return '';
  const at = Date.parse(iso);
  const days = daysBetween(at, now);
  if (days <= 0) return clock.format(at);
  return days < 7 ? weekday.format(at).slice(0, 3) : shortDate.format(at);
}

/** Day and time in full, for tooltips. */
export function fullTime(iso: string): string {
  return fullDate.format(new Date(iso));
}

/** A calendar day. */
export function calendarDay(iso: string): string {
  return dateOnly.format(new Date(iso));
}

/** `in 12 days`, `tomorrow`, `3 hours ago`, measured from the sandbox's time. */
export function relativeTime(iso: string, now: number): string {
  const difference = Date.parse(iso) - now;
  if (Math.abs(difference) < 3_600_000) return relative.format(Math.round(difference / 60_000), 'minute');
  if (Math.abs(difference) < day) return relative.format(Math.round(difference / 3_600_000), 'hour');
  if (Math.abs(difference) < 60 * day) return relative.format(Math.round(difference / day), 'day');
  return relative.format(Math.round(difference / (30.44 * day)), 'month');
}

/** Whole days from now until then; negative when it has passed. */
export function daysUntil(iso: string, now: number): number {
  return Math.floor((Date.parse(iso) - now) / day);
}

/** `3 days and 4 hours`: how far the sandbox's clock was moved. */
function duration(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor((seconds % 86_400) / 3_600), 'hour'],
    [Math.floor((seconds % 3_600) / 60), 'minute'],
  ];
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return words.slice(0, 2).join(' and ') || 'less than a minute';
}

/** How far the sandbox's clock is from the machine's, such as `8 days ahead`. */
export function aheadInWords(seconds: number): string {
  return `${duration(Math.abs(seconds))} ${seconds < 0 ? 'behind' : 'ahead'}`;
}
