import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import type { Picture } from '../domain/pictures.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, guild } from './samples.ts';

/** More would not fit into a message beside the rest of the card, because bytes become a third more there. */
export const mostShownBytes = 15_000;

export interface PhotoShown {
  of: PersonRef;
  /** Present where it is the picture of a group. */
  group?: Group;
  isMe?: boolean;
  /** `tooHeavy`: there is one, but no message holds it. */
  state: 'shown' | 'none' | 'tooHeavy';
  /** Where `shown`; at most `mostShownBytes`. */
  picture?: Picture;
  /** Side in pixels of the largest size that is kept. */
  largest?: number;
}

/** One grey pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAICAgP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
const picture: Picture = { type: 'image/gif', bytes: pixel };

/** The picture of a group or of somebody. */
export const photoShownCard = defineCard<PhotoShown>('photo-shown', {
  samples: {
    group: { of: guild, group: guild, state: 'shown', picture, largest: 648 },
    person: { of: ada, state: 'shown', picture },
    none: { of: guild, group: guild, state: 'none' },
    mine: { of: ada, isMe: true, state: 'none' },
    heavy: { of: guild, group: guild, state: 'tooHeavy', largest: 648 },
    heavyPerson: { of: ada, state: 'tooHeavy' },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    hasPicture: data.picture !== undefined,
    url: data.picture ? `data:${data.picture.type};base64,${Buffer.from(data.picture.bytes).toString('base64')}` : '',
    altText: plain(`Picture of ${data.of.displayName}`, 120),
    sentence: sentenceOf(data),
    actions: data.group ? [openAction('Show the group', 'group.show', { group: data.group.id })] : [],
  }),
});

function titleOf({ of, isMe = false }: PhotoShown, show: (text: string, max: number) => string): string {
  return isMe ? 'Your picture' : `The picture of ${show(of.displayName, 120)}`;
}

function sentenceOf({ state, group, isMe = false, largest }: PhotoShown): string {
  switch (state) {
    case 'shown':
      return largest === undefined ? '' : `It is kept in sizes up to ${largest} by ${largest} pixels.`;
    case 'none':
      if (isMe) return 'You have none yet. Paste one into the box and write “set my photo” beside it.';
      return group
        ? 'It has none yet. An owner can paste one into the box and write “set photo of” and the group’s name beside it.'
        : 'There is none.';
    case 'tooHeavy':
      return `There is one, but it is too large for a message. ${group ? 'Outlook shows it beside the group.' : 'Teams shows it in the profile.'}`;
  }
}
