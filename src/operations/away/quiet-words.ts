const clock = String.raw`(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?(?:\s*o'?clock)?`;
const range = new RegExp(String.raw`\b${clock}\s*(?:-|–|—|to|till|until|and)\s*${clock}(?!\d)`, 'iu');

/**
 * “18:00 to 8:00”, “from 6pm to 8am and weekends”, “off”, “as usual”.
 * @returns the fields of `preference.quiet`; times that there are not are left as they were said, and asked back
 */
export function quietWords(words: string): Record<string, string> {
  const said = words.trim();
  if (/^(?:off|none|no|never)\b/iu.test(said)) return { mode: 'none' };
  if (/^(?:(?:as\s+)?usual|default|standard|reset)\b/iu.test(said)) return { mode: 'usual' };
  const found = range.exec(said);
  const weekends = /\bweek-?ends?\b/iu.test(said) ? { weekends: 'true' } : {};
  if (!found) return weekends;
  const [, fromHour, fromMinute, fromHalf, toHour, toMinute, toHalf] = found;
  return {
    mode: 'own',
    from: clockTime(fromHour, fromMinute, fromHalf),
    to: clockTime(toHour, toMinute, toHalf),
    ...weekends,
  };
}

function clockTime(hour = '0', minute = '00', half?: string): string {
  const said = Number(hour);
  const isAfternoon = half?.toLowerCase() === 'pm';
  const whole = half === undefined ? said : (said % 12) + (isAfternoon ? 12 : 0);
  return `${String(whole === 24 ? 0 : whole).padStart(2, '0')}:${minute}`;
}
