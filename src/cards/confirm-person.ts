import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, guild, oddGroup } from './samples.ts';

/** A change of somebody's part in a group that is asked about once more. */
export interface ConfirmPerson {
  what: 'remove' | 'dropOwner' | 'stepDown';
  group: Group;
  person: PersonRef;
  /** Whether the person owns the group. */
  isOwner: boolean;
}

type Show = (text: string, maxLength: number) => string;

export const confirmPersonCard = defineCard<ConfirmPerson>('done', {
  samples: {
    remove: { what: 'remove', group: guild, person: ada, isOwner: false },
    removeOwner: { what: 'remove', group: oddGroup, person: ada, isOwner: true },
    dropOwner: { what: 'dropOwner', group: guild, person: ada, isOwner: true },
    dropOwnerWithoutTeam: { what: 'dropOwner', group: oddGroup, person: ada, isOwner: true },
    stepDown: { what: 'stepDown', group: guild, person: ada, isOwner: true },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: consequenceOf(data),
    detail: '',
    hasDetail: false,
    actions: actionsOf(data),
  }),
});

function titleOf({ what, person, group }: ConfirmPerson, show: Show): string {
  const [who, where] = [show(person.displayName, 80), show(group.displayName, 120)];
  switch (what) {
    case 'remove':
      return `Remove ${who} from ${where}?`;
    case 'dropOwner':
      return `Drop ${who} as an owner of ${where}?`;
    case 'stepDown':
      return `Step down as an owner of ${where}?`;
  }
}

function consequenceOf({ what, group, isOwner }: ConfirmPerson): string {
  if (what === 'remove') {
    const lost =
      group.kind === 'microsoft365' ? 'its conversations, files and calendar' : 'whatever it gives access to';
    return `They lose ${lost}. ${isOwner ? 'They stay one of its owners.' : 'An owner can add them again.'}`;
  }
  const isSelf = what === 'stepDown';
  if (!group.hasTeam) return `${isSelf ? 'You' : 'They'} cannot manage it any more. A membership stays.`;
  return isSelf
    ? 'You cannot manage it any more, and Microsoft 365 takes you out of its team too. Another owner can add you again as a member.'
    : 'They cannot manage it any more, and Microsoft 365 takes them out of its team too. You can add them again as a member.';
}

function actionsOf({ what, group, person }: ConfirmPerson): Record<string, unknown>[] {
  const [title, verb, stay] =
    what === 'remove'
      ? ['Remove', 'member.remove', 'Keep']
      : [what === 'stepDown' ? 'Step down' : 'Drop as owner', 'owner.remove', 'Stay as it is'];
  return [
    {
      ...executeAction(title, verb, { group: group.id, person: person.id, confirmed: 'yes' }),
      style: 'destructive',
    },
    executeAction(stay, 'group.show', { group: group.id }),
  ];
}
