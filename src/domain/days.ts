const dayMs = 86_400_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const fixedDays = new Map([
  ['today', 0],
  ['tonight', 0],
  ['tomorrow', 1],
  ['next week', 7],
  ['in a week', 7],
]);
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** @returns the day of a moment in a zone, `YYYY-MM-DD`; in UTC where nobody knows the zone */
export function dayAt(instant: Date, timeZone: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone }).format(instant);
  } catch {
    return instant.toISOString().slice(0, 10);
  }
}

/** Whether this is a day of the calendar, `2026-02-28`. */
export function isCalendarDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * A day as people say it: `2026-12-24`, `24 December`, `December 24th`, `today`, `tomorrow`, `Friday`, `in 3 days`,
 * `next week`. Without a year the next such day is meant.
 * @param today `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`, or undefined when no day is meant
 */
export function dayFromWords(words: string, today: string): string | undefined {
  const text = words
    .toLowerCase()
    .replace(/^(?:on|by|until|for)\s+/u, '')
    .replace(/[.,!?]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (isCalendarDay(text)) return text;
  const ahead = daysAhead(text, today);
  return ahead === undefined ? dateFrom(text, today) : plusDays(today, ahead);
}

function plusDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

function daysAhead(text: string, today: string): number | undefined {
  const fixed = fixedDays.get(text);
  if (fixed !== undefined) return fixed;
  const [, count = '', unit = ''] = /^in (\d{1,3}) (day|week)s?$/u.exec(text) ?? [];
  if (count !== '') return Number(count) * (unit === 'week' ? 7 : 1);
  const name = text.replace(/^(?:next|this|coming) /u, '');
  const wanted = weekdays.findIndex((one) => one === name || one.slice(0, 3) === name);
  if (wanted < 0) return undefined;
  const now = new Date(`${today}T00:00Z`).getUTCDay();
  return ((wanted - now + 6) % 7) + 1;
}

function dateFrom(text: string, today: string): string | undefined {
  const [, dayFirst, monthAfter, monthFirst, dayAfter, year] =
    /^(?:(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?)(?: (20\d\d))?$/u.exec(
      text,
    ) ?? [];
  const name = monthAfter ?? monthFirst ?? '';
  const month = months.findIndex((one) => one === name || one.slice(0, 3) === name);
  if (month < 0) return undefined;
  const written = (inYear: number): string =>
    `${inYear}-${String(month + 1).padStart(2, '0')}-${(dayFirst ?? dayAfter ?? '').padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  const day =
    year === undefined ? [thisYear, thisYear + 1].map(written).find((one) => one >= today) : written(Number(year));
  return day !== undefined && isCalendarDay(day) ? day : undefined;
}
