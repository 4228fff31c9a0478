/** What a Teams client says about itself in every activity. */
export interface ClientSettings {
  /** BCP 47 tag. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
}

/** The settings of each person's client, as their page said last. */
export interface ClientSettingsBook {
  of(personId: string): ClientSettings;
  /** Takes what two headers of a request say; what does not fit leaves what was known. */
  note(personId: string, said: { acceptLanguage?: string | undefined; timeZone?: string | undefined }): void;
}

const usual: ClientSettings = { locale: 'en-US', timeZone: 'Europe/Berlin' };
const longestName = 100;
const mostPeople = 1_000;

export function createClientSettings(): ClientSettingsBook {
  const known = new Map<string, ClientSettings>();
  const of = (personId: string): ClientSettings => known.get(personId) ?? usual;
  return {
    of,
    note: (personId, { acceptLanguage, timeZone }) => {
      if (!known.has(personId) && known.size >= mostPeople) return;
      const before = of(personId);
      known.set(personId, {
        locale: localeFrom(acceptLanguage) ?? before.locale,
        timeZone: zoneFrom(timeZone) ?? before.timeZone,
      });
    },
  };
}

/** The first language of an `Accept-Language` header. */
function localeFrom(header = ''): string | undefined {
  const first = /^\s*([a-z0-9-]+)/i.exec(header)?.[1];
  if (first === undefined || first.length > longestName) return undefined;
  try {
    return Intl.getCanonicalLocales(first)[0];
  } catch {
    return undefined;
  }
}

function zoneFrom(name = ''): string | undefined {
  if (name.length > longestName || !/^[a-z]/i.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Such as `2026-11-21T13:00:00.000+01:00`. */
export function localTimestamp(time: Date, timeZone: string): string {
  const minutes = offsetMinutes(time, timeZone);
  const shown = new Date(time.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${shown}${minutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(rest)}`;
}

function offsetMinutes(time: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(time);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
