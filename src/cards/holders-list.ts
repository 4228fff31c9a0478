import type { Holder, NamedSubject } from '../domain/memberships.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, guild, longNamed, oddGroup } from './samples.ts';
import { avatarOf, traitsOf } from './words.ts';

/** What holds somebody or something, or what the caller owns: one page of it. */
export type HoldersList = Listed & (AboutMe | AboutSubject);

interface Listed {
  rows: readonly Holder[];
  total: number;
  next?: string;
  isContinued: boolean;
}

interface AboutMe {
  of: 'me' | 'owned';
}

interface AboutSubject {
  of: 'subject';
  subject: NamedSubject;
  /** `access`: groups through which access is given; `everything`: administrator roles too. */
  what: 'groups' | 'access' | 'everything';
}

const person = { kind: 'person', ...ada } as const;
const rows: Holder[] = [
  { type: 'group', ...guild, group: guild, isDirect: true },
  { type: 'group', ...oddGroup, group: oddGroup, isDirect: false },
  { type: 'role', ...guild, displayName: 'Groups Administrator', description: 'Can manage all groups.' },
  { type: 'other', ...guild, ...longNamed },
];
const page = { rows, total: 14, next: '10', isContinued: true };
const none = { rows: [], total: 0, isContinued: false };

export const holdersListCard = defineCard<HoldersList>('rows', {
  samples: {
    mine: { of: 'me', ...page },
    owned: { of: 'owned', rows, total: 4, isContinued: false },
    ofPerson: { of: 'subject', subject: person, what: 'groups', ...page },
    everything: { of: 'subject', subject: person, what: 'everything', ...page },
    ofGroup: { of: 'subject', subject: { ...oddGroup, kind: 'group' }, what: 'groups', ...page },
    ofDevice: {
      of: 'subject',
      subject: { kind: 'object', id: guild.id, displayName: 'TABLET-14' },
      what: 'groups',
      ...none,
    },
    nothing: { of: 'subject', subject: person, what: 'access', ...none },
    ownsNothing: { of: 'owned', ...none },
    nowhere: { of: 'me', ...none },
  },
  text: (data) => titleOf(data, plain),
  view: (data) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: data.rows.length === 0 ? emptySentence(data) : sentenceOf(data),
      rows: data.rows.map(rowOf),
      actions: [...pagesOf(data), ...others(data)],
    }),
});

function titleOf(data: HoldersList, show: (text: string, maxLength: number) => string): string {
  if (data.of !== 'subject') return data.of === 'me' ? 'Everything you are in' : 'What you own';
  const name = show(data.subject.displayName, 120);
  if (data.what === 'everything') return `Groups and roles of ${name}`;
  return data.what === 'access' ? `Groups that give ${name} access` : `Groups of ${name}`;
}

function sentenceOf(data: HoldersList): string {
  const count = data.total === 1 ? '1 in all' : `${String(data.total)} in all, by name`;
  if (data.of !== 'subject') return data.of === 'me' ? `${count}, also through other groups.` : `${count}.`;
  return data.what === 'access'
    ? `${count}. Groups that can give access to something, also through other groups.`
    : `${count}, also through other groups. Groups whose members are hidden from you are left out.`;
}

function emptySentence(data: HoldersList): string {
  if (data.of !== 'subject')
    return data.of === 'me'
      ? 'You are in no group yet. “Find groups” shows what there is.'
      : 'You own nothing here. Whoever asks for a new group owns it: say “new group”.';
  return data.subject.kind === 'group'
    ? 'It is inside no other group that you can see.'
    : 'In no group that you can see. Groups whose members are hidden from you are left out.';
}

function rowOf(holder: Holder): Row {
  const { displayName, type, isDirect } = holder;
  const through = isDirect === false ? 'Through another group' : '';
  switch (holder.type) {
    case 'group':
      return {
        name: displayName,
        avatar: avatarOf(holder.group),
        meta: [traitsOf(holder.group), through],
        actions: [
          {
            ...openAction('Show', 'group.show', { group: holder.id }),
            tooltip: `Show ${plain(displayName, 80)}`,
          },
        ],
      };
    case 'role':
      return {
        name: displayName,
        avatar: avatarOf({ displayName, kind: 'security' }),
        meta: ['Administrator role', through],
        ...(holder.description !== undefined && { text: holder.description, textLength: 160 }),
      };
    case 'person':
    case 'other':
      return {
        name: displayName,
        avatar: avatarOf({ displayName, kind: 'security' }),
        meta: [type === 'person' ? 'Person' : 'A device or an app'],
        actions: [
          {
            ...openAction('Groups', 'member.of', { who: holder.id, kind: 'object' }),
            tooltip: `Groups of ${plain(displayName, 80)}`,
          },
        ],
      };
  }
}

function pagesOf(data: HoldersList): Record<string, unknown>[] {
  const more = (verb: string, again: Record<string, string>) =>
    pageActions(verb, again, { isContinued: data.isContinued }).concat(
      data.next === undefined ? [] : [executeAction('More', verb, { ...again, from: data.next })],
    );
  if (data.of !== 'subject') return more(data.of === 'me' ? 'me.groups' : 'me.owned', {});
  return more('member.of', { who: data.subject.id, kind: data.subject.kind, what: data.what });
}

function others(data: HoldersList): Record<string, unknown>[] {
  if (data.of !== 'subject')
    return [
      ...(data.of === 'me' ? [openAction('What I own', 'me.owned', {})] : []),
      openAction('My groups', 'group.mine', {}),
    ];
  const { subject, what } = data;
  const about = { who: subject.id, kind: subject.kind };
  return [
    ...(what === 'groups' ? [] : [executeAction('All groups', 'member.of', about)]),
    ...(what === 'access' || subject.kind !== 'person'
      ? []
      : [executeAction('Only for access', 'member.of', { ...about, what: 'access' })]),
    ...(what === 'everything' ? [] : [executeAction('Roles too', 'member.of', { ...about, what: 'everything' })]),
    openAction('What they may do', 'member.roles', about),
  ];
}
