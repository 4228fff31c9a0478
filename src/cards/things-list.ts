import { membershipControl, type Group, type Standing } from '../domain/groups.ts';
import type { Member } from '../domain/people.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { rowsView } from './rows.ts';
import { guild, longNamed, oddGroup } from './samples.ts';
import { avatarOf } from './words.ts';

export interface ThingsList {
  group: Group;
  standing: Standing;
  rows: readonly Member[];
  total: number;
  isContinued: boolean;
  next?: string;
}

const security: Group = { ...guild, kind: 'security', hasTeam: false };
const owner = { isMember: false, isOwner: true };
const nested: Member = { ...oddGroup, principalName: '', isGuest: false, type: 'group' };
const device: Member = { ...nested, ...longNamed, type: 'other' };

/** The groups, devices and apps that are members of a group. */
export const thingsListCard = defineCard<ThingsList>('rows', {
  samples: {
    owner: { group: security, standing: owner, rows: [nested, device], total: 14, isContinued: true, next: '10' },
    member: { group: security, standing: { ...owner, isOwner: false }, rows: [nested], total: 1, isContinued: false },
    nothing: { group: security, standing: owner, rows: [], total: 0, isContinued: false },
    peopleOnly: { group: guild, standing: owner, rows: [], total: 0, isContinued: false },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { group, rows, total, next, isContinued } = data;
    const again = { group: group.id };
    return rowsView({
      title: titleOf(data, escapeText),
      sentence: total === 0 ? emptySentence(group) : 'Groups, devices and apps; “members of” shows the people.',
      rows: rows.map((one) => ({
        name: one.displayName,
        avatar: avatarOf({ displayName: one.displayName, kind: 'security' }),
        meta: [one.type === 'group' ? 'Group' : 'Device or app'],
        actions: rowActions(one, data),
      })),
      actions: [
        ...(next === undefined ? [] : [executeAction('More', 'member.things', { ...again, from: next })]),
        ...(isContinued ? [executeAction('From the start', 'member.things', again)] : []),
        openAction('Everybody inside', 'member.everybody', again),
        openAction('Show the group', 'group.show', again),
      ],
    });
  },
});

function titleOf({ group }: ThingsList, show: (text: string, maxLength: number) => string): string {
  return `What is inside ${show(group.displayName, 120)}`;
}

function emptySentence(group: Group): string {
  return group.kind === 'microsoft365'
    ? 'Only people: a Microsoft 365 group takes nothing else.'
    : 'No group, device or app. “Nest … in …” puts a group inside, “add device … to …” a device.';
}

function rowActions(one: Member, { group, standing }: ThingsList): Record<string, unknown>[] {
  const mayChange = standing.isOwner && membershipControl(group) === 'byHand';
  const name = plain(one.displayName, 80);
  const look = { who: one.id, kind: one.type === 'group' ? 'group' : 'object' };
  const out = executeAction('Take out', 'member.take-out', { group: group.id, thing: one.id });
  return [
    { ...openAction('Where else', 'member.of', look), tooltip: `Where else ${name} is` },
    ...(mayChange ? [{ ...out, tooltip: `Take ${name} out` }] : []),
  ];
}
