import { eventLimits, type Repeats } from '../domain/events.ts';
import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import type { Choice, Field } from './form.ts';

/** What stands in the fields, as it was typed. */
export interface EventValues {
  subject: string;
  day: string;
  start: string;
  end: string;
  /** Where it ends on another day than it begins; else empty. */
  lastDay: string;
  allDay: boolean;
  /** Not `place`, by which a button says where its answer goes. */
  location: string;
  text: string;
  repeats: Repeats;
  until: string;
  online: boolean;
}

export interface EventForm {
  /** Absent where it is asked for. */
  group?: Group;
  /** Those to choose from; typed when there are none. */
  groups?: readonly Group[];
  /** What is changed; absent where something new is planned. */
  event?: { id: string; part: 'single' | 'occurrence' | 'series'; isOnline: boolean };
  values: EventValues;
  /** Who is invited: picked, and by address. */
  invited?: readonly PersonRef[];
  addresses?: string;
  problems?: Partial<Record<keyof EventValues | 'group' | 'invited' | 'addresses', string>>;
  /** The first day that can be chosen. */
  today: string;
  /** Goes with the form, so that it plans one event however often it is sent. */
  key?: string;
}

/** Asks for the group where none is known. */
export function groupField({ group, groups = [], problems = {} }: EventForm): Field[] {
  if (group) return [];
  const common = { id: 'group', label: 'Group', isRequired: true, problem: problems.group };
  if (groups.length === 0) return [{ kind: 'text', ...common, maxLength: 256 }];
  const choices = groups.map(({ id, displayName }) => ({ value: id, title: displayName }));
  return [{ kind: 'choice', ...common, choices, placeholder: 'Choose a group' }];
}

/** What it is called, and when it is. */
export function timeFields({ event, values: shown, problems = {}, today: min }: EventForm): Field[] {
  const earliest = event ? {} : { min };
  return [
    {
      kind: 'text',
      id: 'subject',
      label: 'Subject',
      isRequired: true,
      value: shown.subject,
      maxLength: eventLimits.subject,
      problem: problems.subject,
    },
    {
      kind: 'date',
      id: 'day',
      label: event?.part === 'series' ? 'First day' : 'Day',
      isRequired: true,
      value: shown.day,
      ...earliest,
      problem: problems.day,
    },
    { kind: 'time', id: 'start', label: 'From', value: shown.start, problem: problems.start },
    { kind: 'time', id: 'end', label: 'To', value: shown.end, problem: problems.end },
    {
      kind: 'toggle',
      id: 'allDay',
      label: 'Whole days',
      title: 'It lasts all day',
      value: shown.allDay,
      problem: problems.allDay,
    },
    {
      kind: 'date',
      id: 'lastDay',
      label: 'Until which day, if it ends on another',
      value: shown.lastDay,
      ...earliest,
      problem: problems.lastDay,
    },
  ];
}

const everyChoices: readonly Choice[] = [
  { value: 'none', title: 'Once' },
  { value: 'daily', title: 'Every day' },
  { value: 'weekly', title: 'Every week' },
];

/** Where it is, what it is about, how often it comes, and who is invited. */
export function otherFields(data: EventForm): Field[] {
  const { event, values: shown, problems = {} } = data;
  return [
    {
      kind: 'text',
      id: 'location',
      label: 'Place',
      value: shown.location,
      maxLength: eventLimits.place,
      problem: problems.location,
    },
    // The text of an online meeting holds the way into it.
    ...(event?.isOnline ? [] : [textField(data)]),
    ...(event?.part === 'occurrence' ? [] : seriesFields(data)),
    ...(event ? [] : invitationFields(data)),
  ];
}

function textField({ values: { text }, problems = {} }: EventForm): Field {
  const common = { id: 'text', label: 'What it is about', isMultiline: true, problem: problems.text };
  return { kind: 'text', ...common, value: text, maxLength: eventLimits.text };
}

function seriesFields({ values: { repeats, until }, problems = {} }: EventForm): Field[] {
  const asItIs = repeats === 'other' ? [{ value: 'other', title: 'As it is now' }] : [];
  return [
    {
      kind: 'choice',
      id: 'repeats',
      label: 'How often',
      isRequired: true,
      value: repeats,
      choices: [...asItIs, ...everyChoices],
      problem: problems.repeats,
    },
    { kind: 'date', id: 'until', label: 'Last day of the series', value: until, problem: problems.until },
  ];
}

function invitationFields({ values: { online }, invited = [], addresses = '', problems = {} }: EventForm): Field[] {
  return [
    { kind: 'people', id: 'invited', label: 'Invite', value: invited, isMultiSelect: true, problem: problems.invited },
    {
      kind: 'text',
      id: 'addresses',
      label: 'Invite others by mail address',
      value: addresses,
      maxLength: 2_000,
      problem: problems.addresses,
    },
    {
      kind: 'toggle',
      id: 'online',
      label: 'Online',
      title: 'It is a Teams meeting too',
      value: online,
      problem: problems.online,
    },
  ];
}
