import { defineCard, openAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { grace, guild, longNamed } from './samples.ts';
import { avatarOf } from './words.ts';

/** Somebody was made the owner of a group that nobody owned. */
export interface NewOwner {
  group: { id: string; displayName: string };
  /** Who did it; absent where the app did. */
  by?: { displayName: string };
}

export const newOwnerCard = defineCard<NewOwner>('owner-search', {
  samples: { byAdmin: { group: guild, by: grace }, byApp: { group: longNamed } },
  text: ({ group }) => `You own ${plain(group.displayName, 120)} now`,
  view: ({ group, by }) => ({
    ...plainFace(group),
    title: `You own ${escapeText(group.displayName, 120)} now`,
    status: by ? `${escapeText(by.displayName, 80)} confirmed it` : 'As you offered',
    statusColor: 'Good',
    sentence: 'Thank you. These are good first steps:',
    lines: [
      { text: 'Look who is in it, and take out who does not belong there any more.' },
      { text: 'Make somebody else an owner too, so that it never stands alone again.' },
      {
        text: 'Muster tells you when somebody asks to join, and before it expires. Teams can take a while to show that you own it.',
      },
    ],
    actions: [
      primary(openAction('Show its members', 'member.list', { group: group.id })),
      openDialog('Make a second owner…', 'owner.add', { group: group.id }),
      openAction('Show the group', 'group.show', { group: group.id }),
    ],
  }),
});

/** An owner has left, and few remain. */
export interface OwnerLeft {
  group: { id: string; displayName: string };
  /** Whose name is still known. */
  left?: { displayName: string };
  /** How many owners there are now, whoever reads it among them. */
  count: number;
}

export const ownerLeftCard = defineCard<OwnerLeft>('owner-search', {
  samples: {
    alone: { group: guild, left: grace, count: 1 },
    unnamed: { group: guild, count: 1 },
    few: { group: longNamed, left: longNamed, count: 2 },
  },
  text: (data) => leftTitle(data, plain),
  view: (data) => {
    const { group, left } = data;
    return {
      ...plainFace(group),
      title: leftTitle(data, escapeText),
      status: `${left ? escapeText(left.displayName, 80) : 'An owner'} has left`,
      statusColor: 'Warning',
      sentence:
        data.count === 1
          ? 'While you are away, nobody can let people in or keep the group from expiring. Choose a second owner?'
          : 'Choose another owner, so that somebody can decide when the rest of you are away?',
      lines: [],
      actions: [
        primary(
          openDialog(data.count === 1 ? 'Make a second owner…' : 'Make another owner…', 'owner.add', {
            group: group.id,
          }),
        ),
        openAction('Show the group', 'group.show', { group: group.id }),
      ],
    };
  },
});

function leftTitle({ group, count }: OwnerLeft, show: typeof plain): string {
  const name = show(group.displayName, 120);
  return count === 1 ? `You now own ${name} alone` : `${name} has ${count} owners left`;
}

/** A message that stays as it is. */
function plainFace(group: { displayName: string }): Record<string, unknown> {
  return { searchId: '', isOpen: false, ...avatarOf(group), notice: '', hasNotice: false };
}
