import type { Group } from '../domain/groups.ts';
import { thingWord, type ThingKind } from '../domain/nesting.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { rowsView } from './rows.ts';
import { guild, oddGroup } from './samples.ts';
import { avatarOf } from './words.ts';

export interface ChooseThing {
  /** The operation that goes on with the answer. */
  verb: string;
  kind: ThingKind;
  /** As it was said. */
  wanted: string;
  group: Group;
  things: readonly { id: string; displayName: string }[];
  /** There is one, and it is inside through another group. */
  isThrough?: boolean;
}

type Show = (text: string, maxLength: number) => string;

const sample = { verb: 'member.add-device', kind: 'device' as const, wanted: 'TABLET', group: guild };

/** Asks which of several of one name is meant, or whether it is to be inside twice. */
export const chooseThingCard = defineCard<ChooseThing>('rows', {
  samples: {
    several: { ...sample, things: [oddGroup, guild] },
    through: { ...sample, things: [oddGroup], isThrough: true },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: data.isThrough
        ? 'It is inside through another group. Adding it keeps it there when that group goes.'
        : 'They have one name. An administrator can tell them apart.',
      rows: data.things.map((thing, index) => ({
        name: thing.displayName,
        avatar: avatarOf({ displayName: thing.displayName, kind: 'security' }),
        meta: data.things.length > 1 ? [`${String(index + 1)} of ${String(data.things.length)}`] : [],
        actions: [
          executeAction(data.isThrough ? 'Add anyway' : 'This one', data.verb, {
            group: data.group.id,
            thing: thing.id,
            ...(data.isThrough && { confirmed: 'yes' }),
          }),
        ],
      })),
      actions: [executeAction('Not now', 'group.show', { group: data.group.id })],
    }),
});

function titleOf({ kind, wanted, isThrough, things }: ChooseThing, show: Show): string {
  return isThrough
    ? `Add ${show(things[0]?.displayName ?? wanted, 80)} by itself too?`
    : `Which ${thingWord(kind)} called ${show(wanted, 60)} do you mean?`;
}
