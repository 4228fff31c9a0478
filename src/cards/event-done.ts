import type { When } from '../domain/events.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { subjectWords, whenWords } from './event-when.ts';
import type { Reader } from './reader.ts';
import { guild } from './samples.ts';
import { critique, dyeWorks } from './samples-events.ts';

export interface EventDone {
  what: 'planned' | 'changed' | 'same' | 'cancelled';
  group: Group;
  subject: string;
  when: When;
  /** How many people get a mail about it. */
  toldCount: number;
  /** Absent where it is gone, or not known. */
  eventId?: string;
}

/** What became of an event. */
export const eventDoneCard = defineCard<EventDone>('done', {
  samples: {
    planned: { what: 'planned', group: guild, ...critique, toldCount: 2, eventId: critique.id },
    changed: { what: 'changed', group: guild, ...dyeWorks, toldCount: 1, eventId: dyeWorks.id },
    same: { what: 'same', group: guild, ...dyeWorks, toldCount: 0, eventId: dyeWorks.id },
    cancelled: { what: 'cancelled', group: guild, ...critique, toldCount: 0 },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data, reader),
    detail: '',
    hasDetail: false,
    actions: [
      ...(data.eventId === undefined
        ? []
        : [openAction('Show it', 'event.show', { group: data.group.id, event: data.eventId })]),
      executeAction('What is on', 'event.agenda', { group: data.group.id }),
    ],
  }),
});

function titleOf({ what, subject }: EventDone, show: (text: string, max: number) => string): string {
  const name = subjectWords(subject, show);
  return what === 'same' ? `${name} stays as it is` : `${name} is ${what}`;
}

function sentenceOf({ what, group, when, toldCount }: EventDone, reader: Reader): string {
  if (what === 'same') return 'It was so already.';
  const where = `${whenWords(when, reader)}, in the calendar of ${escapeText(group.displayName, 120)}.`;
  if (toldCount === 0) return where;
  return `${where} ${toldCount === 1 ? 'One person is' : `${toldCount} people are`} told by mail.`;
}
