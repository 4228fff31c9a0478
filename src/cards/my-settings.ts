import type { Delegation } from '../domain/delegations.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { untilWords } from './away-words.ts';
import { defineCard, executeAction, openAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import type { Reader } from './reader.ts';
import { delegationSample } from './samples-away.ts';

/** What somebody has set for themselves, and what their client says. */
export interface MySettings {
  /** They are away, and this colleague decides for them. */
  away?: Delegation;
  /** By which they decide for others. */
  deciding: readonly Delegation[];
  /** When they want no messages; absent: what the organisation says. */
  own?: QuietHours | 'none';
  /** The organisation's. */
  usual?: QuietHours;
  /** BCP 47 tag. */
  locale: string;
  timeZone: string;
}

const here = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const night: QuietHours = { from: '18:00', to: '08:00', weekends: true };

export const mySettingsCard = defineCard<MySettings>('my-settings', {
  samples: {
    plain: { deciding: [], ...here },
    usual: { deciding: [], usual: night, ...here, locale: 'de-DE' },
    away: { away: delegationSample, deciding: [], own: night, usual: night, ...here },
    deciding: { deciding: [delegationSample, { ...delegationSample, id: 'x' }], own: 'none', ...here, timeZone: 'UTC' },
    oddClient: { deciding: [], locale: '**x**', timeZone: '[Moon](https://evil.example)' },
  },
  text: () => 'Your settings',
  view: (data, reader) => ({
    title: 'Your settings',
    facts: factsOf(data, reader),
    actions: actionsOf(data),
  }),
});

function factsOf(data: MySettings, reader: Reader): { title: string; value: string }[] {
  const { away, deciding, locale, timeZone } = data;
  const awayValue = away
    ? `Until ${untilWords(away.until, reader)}; ${escapeText(away.delegate.displayName, 80)} decides for you`
    : 'No';
  const others = deciding.map(
    ({ person, until }) => `${escapeText(person.displayName, 80)}, until ${untilWords(until, reader)}`,
  );
  return [
    { title: 'Away', value: awayValue },
    ...(others.length > 0 ? [{ title: 'You decide for', value: others.join('; ') }] : []),
    { title: 'Quiet', value: quietValue(data) },
    { title: 'Language', value: `${languageName(locale)}, as Teams says; Muster speaks English only so far` },
    { title: 'Time zone', value: `${escapeText(timeZone, 60)}, as Teams says` },
  ];
}

function quietValue({ own, usual }: MySettings): string {
  if (own === 'none') return 'None: reminders and notices come at any time';
  if (own) return hoursWords(own);
  return usual ? `${hoursWords(usual)}, as your organisation says` : 'None';
}

function hoursWords({ from, to, weekends }: QuietHours): string {
  return `${from} to ${to}${weekends ? ' and at weekends' : ''}`;
}

/** What a client says may be no language. */
function languageName(locale: string): string {
  try {
    return escapeText(new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale, 60);
  } catch {
    return escapeText(locale, 60);
  }
}

function actionsOf({ away, deciding, own }: MySettings): Record<string, unknown>[] {
  return [
    away
      ? primary(executeAction('I am back', 'away.end', { delegationId: away.id }))
      : primary(openDialog('I will be away…', 'away.set', {})),
    ...(away ? [openDialog('Change…', 'away.set', {})] : []),
    ...deciding.slice(0, 1).map(({ id, person }) =>
      executeAction(deciding.length === 1 ? 'Not me' : `Not for ${plain(person.displayName, 40)}`, 'away.decline', {
        delegationId: id,
      }),
    ),
    openDialog('Quiet hours…', 'preference.quiet', {}),
    ...(own ? [executeAction('Usual quiet hours', 'preference.quiet', { mode: 'usual' })] : []),
    openAction('Waiting for me', 'request.waiting', {}),
  ];
}
