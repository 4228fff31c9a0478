import type { GroupEvent } from '../domain/events.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { repeatsWords, subjectWords, whenWords } from './event-when.ts';
import { dayRange, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { guild, oddGroup } from './samples.ts';
import { critique, dyeWorks, series } from './samples-events.ts';

export interface EventList {
  group: Group;
  /** Days that are looked at; absent for everything that stands in the calendar. */
  window?: { from: string; to: string };
  /** Where the window before and the one after begin. */
  before?: string;
  after?: string;
  /** Whether the caller may plan, as far as membership goes. */
  canPlan: boolean;
  /** This page. */
  events: readonly GroupEvent[];
  next?: string | undefined;
  isContinued?: boolean;
}

const window = { from: '2026-01-06', to: '2026-01-19' };
const around = { before: '2025-12-23', after: '2026-01-20' };

/** What is on in a group within some days, or everything that stands in its calendar. */
export const eventListCard = defineCard<EventList>('rows', {
  samples: {
    days: { group: guild, window, ...around, canPlan: true, events: [critique, dyeWorks], next: 'opaque' },
    free: { group: guild, window, ...around, canPlan: true, events: [] },
    freeToReaders: { group: oddGroup, window, canPlan: false, events: [] },
    all: { group: guild, canPlan: false, events: [series, { ...dyeWorks, subject: '' }], isContinued: true },
    nothing: { group: guild, canPlan: true, events: [] },
  },
  text: ({ group, window: days }) => titleOf(group, days, plain),
  view: (data, reader) =>
    rowsView({
      title: titleOf(data.group, data.window, escapeText),
      sentence: sentenceOf(data, reader),
      rows: data.events.map((event) => rowOf(event, data.group, reader)),
      actions: actionsOf(data),
    }),
});

function titleOf({ displayName }: Group, days: EventList['window'], show: (text: string, max: number) => string) {
  return days ? `What is on in ${show(displayName, 120)}` : `Everything in the calendar of ${show(displayName, 120)}`;
}

function sentenceOf({ window: days, events, canPlan, isContinued = false }: EventList, reader: Reader): string {
  const way = canPlan ? ' You can plan something.' : '';
  if (!days) {
    if (events.length > 0 || isContinued) return 'The latest first; a series counts once.';
    return `Nothing stands in this calendar yet.${way}`;
  }
  const shown = dayRange(days.from, days.to, reader);
  return events.length > 0 || isContinued ? shown : `Nothing is planned: ${shown}.${way}`;
}

function rowOf(event: GroupEvent, { id }: Group, reader: Reader): Row {
  const { subject, when, place, seriesId, isOnline } = event;
  const again = seriesId === undefined ? repeatsWords(event, reader) : 'Part of a series';
  const show = openAction('Show', 'event.show', { group: id, event: event.id });
  return {
    name: subjectWords(subject, (text) => text),
    meta: [whenWords(when, reader), escapeText(place, 120), isOnline ? 'Online' : '', again],
    actions: [{ ...show, tooltip: `Show ${subjectWords(subject, plain)}` }],
  };
}

function actionsOf(data: EventList): Record<string, unknown>[] {
  const { group, window: days, before, after, canPlan } = data;
  const about = { group: group.id };
  const again = days ? { ...about, from: days.from } : about;
  const view = (title: string, from: string | undefined) =>
    from === undefined ? [] : [executeAction(title, 'event.agenda', { ...about, from })];
  return [
    ...pageActions(days ? 'event.agenda' : 'event.list', again, data),
    ...(canPlan ? [openDialog('Plan a meeting…', 'event.plan', about)] : []),
    ...view('Later', after),
    ...view('Earlier', before),
    days ? executeAction('All events', 'event.list', about) : executeAction('What is on', 'event.agenda', about),
  ];
}
