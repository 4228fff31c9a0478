import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { guild, longNamed, oddGroup } from './samples.ts';

export interface NestForm {
  /** The outer one. */
  group: Group;
  inner: Group;
  /** Names of the groups in which the outer one is. */
  around: readonly string[];
  /** The outer one is inside the inner one: both hold the same then. */
  isCircle: boolean;
  /** People in the inner one; undefined where the directory does not say. */
  count?: number;
}

type Show = (text: string, maxLength: number) => string;

/** Asks before a group goes inside another: everybody in it gets what the other gives. */
export const nestFormCard = defineCard<NestForm>('form', {
  samples: {
    plain: { group: guild, inner: oddGroup, around: [], isCircle: false, count: 12 },
    one: {
      group: guild,
      inner: oddGroup,
      around: [longNamed.displayName, 'SEC Build', 'a', 'b'],
      isCircle: false,
      count: 1,
    },
    circle: { group: guild, inner: { ...oddGroup, ...longNamed }, around: [], isCircle: true },
  },
  text: (data) => titleOf(data, plain),
  view: (data) =>
    formView({
      title: titleOf(data, escapeText),
      sentence: sentenceOf(data),
      fields: [],
      send: {
        title: 'Put it inside',
        verb: 'member.nest',
        data: { group: data.group.id, thing: data.inner.id, confirmed: 'yes' },
      },
      others: [executeAction('Not now', 'group.show', { group: data.group.id })],
    }),
});

function titleOf({ group, inner }: NestForm, show: Show): string {
  return `Put ${show(inner.displayName, 100)} inside ${show(group.displayName, 100)}?`;
}

function sentenceOf({ group, around, isCircle, count }: NestForm): string {
  const who =
    count === undefined ? 'Everybody in it' : count === 1 ? 'The 1 person in it' : `The ${String(count)} people in it`;
  const gets = count === 1 ? 'gets' : 'get';
  const also = around.slice(0, 3).map((name) => escapeText(name, 60));
  if (around.length > also.length) also.push(`${String(around.length - also.length)} more`);
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(also);
  const wider =
    also.length === 0 ? '' : ` So they do with what ${list} ${also.length === 1 ? 'gives' : 'give'}, in which that is.`;
  const circle = isCircle ? ' Each of the two is inside the other then, and both hold the same people.' : '';
  return `${who} ${count === undefined ? 'gets' : gets} whatever ${escapeText(group.displayName, 60)} gives access to.${wider}${circle}`;
}
