import type { Call } from './types.ts';

/** What `Prefer` asks of Exchange. */
export interface Preferences {
  asText: boolean;
  /** Name of a time zone, as it was sent. */
  timeZone?: string;
}

export function preferencesOf(call: Call): Preferences {
  const header = call.headers['prefer'];
  const sent = Array.isArray(header) ? header.join(',') : (header ?? '');
  const type = /outlook\.body-content-type\s*=\s*"?(\w+)"?/i.exec(sent)?.[1];
  const timeZone = /outlook\.timezone\s*=\s*"([^"]*)"/i.exec(sent)?.[1];
  return { asText: type?.toLowerCase() === 'text', ...(timeZone === undefined ? {} : { timeZone }) };
}

/** @returns the header that says what was followed */
export function preferenceApplied({ asText, timeZone }: Preferences): Record<string, string> {
  const applied = [
    ...(timeZone === undefined ? [] : [`outlook.timezone="${timeZone}"`]),
    ...(asText ? ['outlook.body-content-type="text"'] : []),
  ];
  return applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') };
}
