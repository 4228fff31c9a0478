import type { Group } from '../domain/groups.ts';
import type { ThingKind } from '../domain/nesting.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';

/** What was done to the place of a group, a device or an app in a group. */
export interface ThingChanged {
  what: 'added' | 'removed' | 'goneAlready';
  kind: ThingKind;
  group: Group;
  thing: { id: string; displayName: string };
}

type Show = (text: string, maxLength: number) => string;

export const thingChangedCard = defineCard<ThingChanged>('done', {
  samples: {
    nested: { what: 'added', kind: 'group', group: guild, thing: oddGroup },
    device: { what: 'added', kind: 'device', group: guild, thing: { ...oddGroup, displayName: 'TABLET-14' } },
    app: { what: 'added', kind: 'app', group: guild, thing: { ...oddGroup, displayName: 'Catalogue' } },
    removed: { what: 'removed', kind: 'group', group: guild, thing: oddGroup },
    goneAlready: { what: 'goneAlready', kind: 'device', group: guild, thing: oddGroup },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data),
    detail: '',
    hasDetail: false,
    actions: actionsOf(data),
  }),
});

function titleOf({ what, group, thing }: ThingChanged, show: Show): string {
  const [name, place] = [show(thing.displayName, 100), show(group.displayName, 100)];
  if (what === 'added') return `${name} is inside ${place} now`;
  return what === 'removed' ? `${name} is out of ${place}` : `${name} was out of ${place} already`;
}

function sentenceOf({ what, kind }: ThingChanged): string {
  if (what === 'goneAlready') return 'There is nothing to do.';
  const who = kind === 'group' ? 'Whoever is in it' : 'It';
  return what === 'added'
    ? `${who} gets what the group gives access to. That can take some minutes.`
    : `${who} loses what only this group gave access to. That can take some minutes.`;
}

function actionsOf({ kind, group, thing }: ThingChanged): Record<string, unknown>[] {
  const about = { who: thing.id, kind: kind === 'group' ? 'group' : 'object' };
  return [
    openAction('What is inside', 'member.things', { group: group.id }),
    openAction('Where else it is', 'member.of', about),
    ...(kind === 'group' ? [openAction('Everybody in it', 'member.everybody', { group: thing.id })] : []),
    ...(kind === 'group' ? [] : [openAction('What it may do', 'member.roles', about)]),
  ];
}
