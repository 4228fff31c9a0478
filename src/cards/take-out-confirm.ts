import type { Group } from '../domain/groups.ts';
import type { Member } from '../domain/people.ts';
import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, oddGroup } from './samples.ts';

export interface TakeOut {
  group: Group;
  thing: Pick<Member, 'id' | 'displayName' | 'type'>;
}

type Show = (text: string, maxLength: number) => string;

export const takeOutConfirmCard = defineCard<TakeOut>('confirm', {
  samples: {
    group: { group: guild, thing: { ...oddGroup, type: 'group' } },
    device: { group: guild, thing: { ...oddGroup, displayName: 'TABLET-14', type: 'other' } },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { group, thing } = data;
    const who = thing.type === 'group' ? 'Everybody who is here only through it' : 'It';
    return confirmView({
      title: titleOf(data, escapeText),
      sentence: `${who} loses what ${escapeText(group.displayName, 60)} gives access to. It can be put back at any time.`,
      yes: { title: 'Take out', verb: 'member.take-out', data: { group: group.id, thing: thing.id } },
      no: { title: 'Leave it inside', verb: 'member.things', data: { group: group.id } },
    });
  },
});

function titleOf({ group, thing }: TakeOut, show: Show): string {
  return `Take ${show(thing.displayName, 100)} out of ${show(group.displayName, 100)}?`;
}
