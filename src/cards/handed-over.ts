import type { PersonRef } from '../domain/people.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, grace, guild } from './samples.ts';

/** Word to somebody that a group has another owner. */
export interface HandedOver {
  group: { id: string; displayName: string };
  from: PersonRef;
  to: PersonRef;
  /** Whether the reader is the new owner. */
  isToYou: boolean;
}

const about = { group: { id: guild.id, displayName: guild.displayName }, from: ada, to: grace };

export const handedOverCard = defineCard<HandedOver>('done', {
  samples: { toYou: { ...about, isToYou: true }, toAnother: { ...about, isToYou: false } },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: data.isToYou
      ? 'You are an owner now: what waits for its owners comes to you. Teams can take up to two hours to show it.'
      : 'You are still an owner, beside whoever else is one.',
    detail: '',
    hasDetail: false,
    actions: [
      openAction('Show the group', 'group.show', { group: data.group.id }),
      openAction('Owners', 'owner.list', { group: data.group.id }),
    ],
  }),
});

function titleOf({ group, from, to, isToYou }: HandedOver, show: (text: string, most: number) => string): string {
  const [giver, taker, which] = [show(from.displayName, 80), show(to.displayName, 80), show(group.displayName, 120)];
  return isToYou ? `${giver} has handed over ${which} to you` : `${giver} has handed over ${which} to ${taker}`;
}
