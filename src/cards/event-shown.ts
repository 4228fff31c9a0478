import type { EventDetails } from '../domain/events.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { repeatsWords, subjectWords, whenWords } from './event-when.ts';
import { openUrl } from './open-url.ts';
import { relativeTime, type Reader } from './reader.ts';
import { guild, oddGroup } from './samples.ts';
import { critique, details, dyeWorks, series } from './samples-events.ts';

export interface EventShown {
  group: Group;
  event: EventDetails;
  /** Whether the caller may change it, as far as membership goes. */
  canChange: boolean;
}

const mostNamed = 8;

/** One event with everything that can be done about it. */
export const eventShownCard = defineCard<EventShown>('event-shown', {
  samples: {
    occurrence: {
      group: guild,
      event: details(critique, { webUrl: 'https://outlook.office365.com/x' }),
      canChange: true,
    },
    series: { group: guild, event: details(series), canChange: true },
    wholeDays: { group: oddGroup, event: details(dyeWorks, { attendees: [], text: '' }), canChange: false },
  },
  text: ({ event }, reader) => `${subjectWords(event.subject, plain)}: ${whenWords(event.when, reader)}`,
  view: (data, reader) => ({
    title: subjectWords(data.event.subject, escapeText),
    facts: factsOf(data, reader),
    text: escapeParagraphs(data.event.text, 4_000),
    hasText: data.event.text !== '',
    actions: actionsOf(data),
  }),
});

function factsOf({ group, event }: EventShown, reader: Reader): { title: string; value: string }[] {
  const facts = [
    { title: 'When', value: withDistance(event, reader) },
    { title: 'Where', value: [escapeText(event.place), event.isOnline ? 'online' : ''].filter(Boolean).join(', ') },
    { title: 'How often', value: event.seriesId === undefined ? repeatsWords(event, reader) : 'Part of a series' },
    { title: 'Invited', value: namesOf(event.attendees) },
    { title: 'Calendar of', value: escapeText(group.displayName, 120) },
  ];
  return facts.filter(({ value }) => value !== '');
}

function withDistance({ when, repeats }: EventDetails, reader: Reader): string {
  const words = whenWords(when, reader);
  return 'start' in when && repeats === 'none' ? `${words} (${relativeTime(when.start, reader)})` : words;
}

/** Some by name, the others by number. */
export function namesOf(attendees: readonly string[]): string {
  const named = attendees.slice(0, mostNamed).map((name) => escapeText(name, 60));
  const more = attendees.length - named.length;
  return new Intl.ListFormat('en', { type: 'conjunction' }).format([...named, ...(more > 0 ? [`${more} more`] : [])]);
}

function actionsOf({ group, event, canChange }: EventShown): Record<string, unknown>[] {
  const about = { group: group.id, event: event.id };
  const { seriesId } = event;
  return [
    ...(canChange
      ? [openDialog('Change…', 'event.change', about), executeAction('Cancel it', 'event.cancel', about)]
      : []),
    ...(seriesId === undefined
      ? []
      : [openAction('The whole series', 'event.show', { group: group.id, event: seriesId })]),
    ...openUrl('Open in Outlook', event.webUrl),
    openAction('What is on', 'event.agenda', { group: group.id }),
  ];
}
