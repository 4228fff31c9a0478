import { z } from 'zod';
import { photoSetCard, type PhotoSet } from '../../cards/photo-set.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { refuseUnlessChangeable } from '../profile/change-group.ts';
import { resolveGroup } from '../resolve-group.ts';
import { picture, pictureSent } from './picture-sent.ts';
import { refuseUnlessPictured } from './show-photo.ts';

/**
 * Gives a group the picture that was pasted into the message, in place of one that it had.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`, `photo.no-mailbox`, `picture.*`
 * @see https://learn.microsoft.com/graph/api/profilephoto-update
 */
export const setGroupPhoto = defineOperation({
  name: 'group.set-photo',
  phrases: [
    'set photo of',
    'set picture of',
    'set the photo of',
    'set the picture of',
    'change photo of',
    'change picture of',
    'new photo for',
    'new picture for',
    'set photo',
    'set picture',
  ],
  summary: 'Give a group the picture that you paste into the message',
  example: 'set photo of Design Guild',
  argument: 'group',
  takesPicture: true,
  input: z.object({ group: groupName, picture }),
  scopes: ['GroupMember.Read.All', 'ProfilePhoto.ReadWrite.All'],

  async run({ group: name, picture: address }, services): Promise<PhotoSet> {
    const { directory, profiles } = services;
    const group = await resolveGroup(directory, name);
    refuseUnlessChangeable(group);
    refuseUnlessPictured(group);
    const [sent, hadOne] = await Promise.all([
      pictureSent(address, `set photo of ${group.displayName}`, services),
      profiles.groupHasPhoto(group.id),
    ]);
    await asOwner(group, services, () => profiles.setGroupPhoto(group.id, sent));
    return { group, hadOne };
  },
  changes: ({ group }) => ({ outcome: 'done', ...(group && { groupId: group.id }) }),
  card: photoSetCard,
});

/**
 * Gives the caller the picture that was pasted into the message.
 * @throws AppError `photo.own-denied`, `photo.no-mailbox`, `picture.*`
 * @see https://learn.microsoft.com/graph/api/profilephoto-update
 */
export const setOwnPhoto = defineOperation({
  name: 'me.set-photo',
  phrases: ['set my photo', 'set my picture', 'change my photo', 'change my picture', 'my new photo', 'my new picture'],
  summary: 'Give yourself the picture that you paste into the message',
  example: 'set my photo',
  takesPicture: true,
  input: z.object({ picture }),
  scopes: ['User.ReadWrite'],

  async run({ picture: address }, services): Promise<PhotoSet> {
    const { profiles, caller } = services;
    const sent = await pictureSent(address, 'set my photo', services);
    await profiles.setOwnPhoto(caller.userId, sent);
    return {};
  },
  changes: () => ({ outcome: 'done' }),
  card: photoSetCard,
});
