import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { grace, guild } from './samples.ts';

/** A group that goes from one owner to another: asked about, done, or stuck between the two halves. */
export interface HandOver {
  what: 'ask' | 'handedOver' | 'halfway';
  group: Group;
  /** Who owns it from then on. */
  person: PersonRef;
  /** Whether whoever hands over stays a member. */
  stays?: boolean;
  /** Why the second half failed. */
  code?: string;
}

type Show = (text: string, maxLength: number) => string;

const withoutTeam: Group = { ...guild, hasTeam: false };

export const handOverCard = defineCard<HandOver>('done', {
  samples: {
    ask: { what: 'ask', group: withoutTeam, person: grace },
    askWithTeam: { what: 'ask', group: { ...guild, hasTeam: true }, person: grace },
    stayed: { what: 'handedOver', group: withoutTeam, person: grace, stays: true },
    left: { what: 'handedOver', group: withoutTeam, person: grace, stays: false },
    leftTeam: { what: 'handedOver', group: { ...guild, hasTeam: true }, person: grace, stays: true },
    halfway: { what: 'halfway', group: withoutTeam, person: grace, stays: true, code: 'graph.unavailable' },
    halfwayLast: { what: 'halfway', group: withoutTeam, person: grace, stays: true, code: 'owner.last' },
  },
  asks: ({ what }) => what === 'ask',
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data),
    detail: '',
    hasDetail: false,
    actions: actionsOf(data),
  }),
});

function titleOf({ what, group, person }: HandOver, show: Show): string {
  const [who, which] = [show(person.displayName, 80), show(group.displayName, 120)];
  switch (what) {
    case 'ask':
      return `Hand over ${which} to ${who}?`;
    case 'handedOver':
      return `${who} owns ${which} now`;
    case 'halfway':
      return `${who} owns ${which} too, and so do you`;
  }
}

function sentenceOf({ what, group, person, stays = false, code }: HandOver): string {
  const who = escapeText(person.displayName, 80);
  switch (what) {
    case 'ask':
      return group.hasTeam
        ? `${who} becomes an owner, and you stop being one. Microsoft 365 takes you out of the team too; ${who} can add you again as a member.`
        : `${who} becomes an owner, and you stop being one. You can stay a member.`;
    case 'handedOver':
      if (group.hasTeam) return `You are not an owner any more, and not in the team. ${who} can add you again.`;
      return stays
        ? 'You are not an owner any more, but still a member. The new owner and the others are told.'
        : 'You are neither an owner nor a member any more. The new owner and the others are told.';
    case 'halfway':
      return code === 'owner.last'
        ? 'The directory still takes you for the only owner, and keeps the last one. Try again in a minute.'
        : 'The first half is done, but you could not be dropped as an owner. Nothing is lost: try again, or leave it so.';
  }
}

function actionsOf({ what, group, person, stays = false }: HandOver): Record<string, unknown>[] {
  const about = { group: group.id, person: person.id };
  const show = openAction('Show the group', 'group.show', { group: group.id });
  const send = (title: string, stay: boolean) =>
    executeAction(title, 'owner.hand-over', { ...about, confirmed: 'yes', stays: stay ? 'yes' : 'no' });
  switch (what) {
    case 'ask':
      return group.hasTeam
        ? [primary(send('Hand over', true)), executeAction('Stay as it is', 'group.show', { group: group.id })]
        : [
            primary(send('Hand over, stay a member', true)),
            send('Hand over and leave', false),
            executeAction('Stay as it is', 'group.show', { group: group.id }),
          ];
    case 'handedOver':
      return [openAction('Owners', 'owner.list', { group: group.id }), show];
    case 'halfway':
      return [primary(send('Try again', stays)), show];
  }
}
