import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { groupField, otherFields, timeFields, type EventForm, type EventValues } from './event-fields.ts';
import { formView } from './form.ts';
import type { Reader } from './reader.ts';
import { guild } from './samples.ts';

const values: EventValues = {
  subject: 'Critique',
  day: '2026-01-09',
  start: '10:00',
  end: '11:00',
  lastDay: '',
  allDay: false,
  location: 'Studio',
  text: '',
  repeats: 'none',
  until: '',
  online: false,
};
const today = '2026-01-06';
const single = { id: 'AAMk=', part: 'single', isOnline: false } as const;

/** Plans an event in a group's calendar, or changes one. */
export const eventFormCard = defineCard<EventForm>('form', {
  samples: {
    plan: { group: guild, values: { ...values, subject: '', start: '', end: '' }, today, key: 'k' },
    choose: { groups: [guild], values, today, key: 'k', problems: { group: 'Which group?' } },
    typed: { values, today, key: 'k', addresses: 'ada@contoso.com' },
    wrong: { group: guild, values, today, problems: { end: 'It ends before it starts.' }, key: 'k' },
    change: { group: guild, event: single, values, today },
    occurrence: { group: guild, event: { ...single, part: 'occurrence', isOnline: true }, values, today },
    series: { group: guild, event: { ...single, part: 'series' }, values: { ...values, repeats: 'other' }, today },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data, reader) =>
    formView({
      title: titleOf(data, escapeText),
      sentence: sentenceOf(data, reader),
      fields: [...groupField(data), ...timeFields(data), ...otherFields(data)],
      send: sendOf(data),
      others: [
        data.event && data.group
          ? executeAction('Leave as it is', 'event.show', { group: data.group.id, event: data.event.id })
          : executeAction('Do not plan it', 'group.mine', {}),
      ],
    }),
});

function titleOf({ event, group, values: { subject } }: EventForm, show: (text: string, max: number) => string) {
  if (event) return subject === '' ? 'Change an event' : `Change ${show(subject, 120)}`;
  return group ? `Plan a meeting in ${show(group.displayName, 120)}` : 'Plan a meeting';
}

function sentenceOf({ event }: EventForm, { timeZone }: Reader): string {
  const zone = `Times are by your own clock (${escapeText(timeZone.replaceAll('_', ' '))}).`;
  switch (event?.part) {
    case undefined:
      return `It goes into the calendar of the group, where every member sees it. ${zone}`;
    case 'single':
      return `Whoever is invited gets a mail about it. ${zone}`;
    case 'occurrence':
      return `This changes one date only; the rest of the series stays. Whoever is invited gets a mail about it. ${zone}`;
    case 'series':
      return `This changes the whole series. Whoever is invited gets a mail about it. ${zone}`;
  }
}

function sendOf({ event, group, key }: EventForm) {
  const about = { ...(group && { group: group.id }), confirmed: 'yes' };
  if (event) return { title: 'Save', verb: 'event.change', data: { ...about, event: event.id } };
  return { title: 'Plan it', verb: 'event.plan', data: { ...about, ...(key !== undefined && { key }) } };
}
