import type { EventDetails } from '../domain/events.ts';
import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { namesOf } from './event-shown.ts';
import { repeatsWords, subjectWords, whenWords } from './event-when.ts';
import { guild } from './samples.ts';
import { critique, details, dyeWorks, series } from './samples-events.ts';

export interface EventConfirm {
  group: Group;
  event: EventDetails;
}

/** Asks before an event is called off, and says who is told. */
export const eventConfirmCard = defineCard<EventConfirm>('confirm', {
  samples: {
    occurrence: { group: guild, event: details(critique) },
    series: { group: guild, event: details(series, { attendees: ['Ada Lovelace'] }) },
    nobody: { group: guild, event: details(dyeWorks, { attendees: [] }) },
  },
  asks: () => true,
  text: ({ event }) => `Cancel ${subjectWords(event.subject, plain)}?`,
  view: ({ group, event }, reader) => {
    const again = repeatsWords(event, reader);
    const about = { group: group.id, event: event.id };
    return confirmView({
      title: `Cancel ${subjectWords(event.subject, escapeText)}?`,
      sentence: `${goneWith(event)} ${toldOf(event.attendees)} There is no way back.`,
      facts: [
        { title: 'When', value: [whenWords(event.when, reader), again].filter((part) => part !== '').join(', ') },
        { title: 'Calendar of', value: escapeText(group.displayName, 120) },
      ],
      yes: { title: 'Cancel it', verb: 'event.cancel', data: about },
      no: { title: 'Keep it', verb: 'event.show', data: about },
    });
  },
});

function goneWith({ seriesId, repeats }: EventDetails): string {
  if (seriesId !== undefined) return 'Only this date goes; the rest of the series stays.';
  return repeats === 'none' ? 'It goes from the calendar of the group.' : 'The whole series goes, past dates too.';
}

function toldOf(attendees: readonly string[]): string {
  if (attendees.length === 0) return 'Nobody was invited by name, so nobody is told by mail.';
  const verb = attendees.length === 1 ? 'is' : 'are';
  return `${namesOf(attendees)} ${verb} told by mail.`;
}
