import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { mostShownBytes, photoShownCard, type PhotoShown } from '../../cards/photo-shown.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { Picture } from '../../domain/pictures.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { searchPerson } from '../resolve-person.ts';

type Showing = { shown: PhotoShown } | { choose: ChoosePerson };

/** In pixels, the likeliest first; the second is for pictures that are too heavy for a card. */
const sides = [120, 48] as const;
const name = 'group.photo';
const summary = 'Show the picture of a group or of somebody';

/**
 * Shows the picture of a group, or of a person where no group is called so.
 * @throws AppError `group.not-found`, `photo.no-mailbox`, `photo.read-denied`
 * @see https://learn.microsoft.com/graph/api/profilephoto-get
 */
export const showPhoto = defineOperation({
  name,
  phrases: ['photo of', 'picture of', 'show photo of', 'show picture of', 'show the photo of', 'show the picture of'],
  summary,
  example: 'photo of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['GroupMember.Read.All', 'ProfilePhoto.Read.All', 'User.ReadBasic.All'],

  async run({ group: wanted }, services): Promise<Showing> {
    const found = await groupOrPerson(wanted, services);
    if ('group' in found) return { shown: await photoOfGroup(found.group, services) };
    if ('person' in found) return { shown: await photoOfPerson(found.person, services) };
    const choices = found.candidates.map((person) => ({ person, data: { group: person.id } }));
    return { choose: { wanted, choices, operation: { name, summary } } };
  },
  card: (showing, reader) =>
    'shown' in showing ? photoShownCard(showing.shown, reader) : choosePersonCard(showing.choose, reader),
});

/** Shows the caller's own picture. @see https://learn.microsoft.com/graph/api/profilephoto-get */
export const showOwnPhoto = defineOperation({
  name: 'me.photo',
  phrases: ['my photo', 'my picture', 'show my photo', 'show my picture'],
  summary: 'Show your own picture',
  example: 'my photo',
  input: z.object({}),
  scopes: ['User.Read'],

  run(_, services) {
    const { userId: id, displayName } = services.caller;
    return photoOfPerson({ id, displayName }, services);
  },
  card: photoShownCard,
});

/** What a group has to be to have a picture. @throws AppError `photo.no-mailbox` */
export function refuseUnlessPictured({ kind, displayName }: Group): void {
  if (kind === 'microsoft365') return;
  throw new AppError('denied', {
    code: 'photo.no-mailbox',
    advice: `“${displayName}” can have no picture: only Microsoft 365 groups can.`,
  });
}

/** A group goes first; where none is called so exactly or nearly, somebody may be. */
async function groupOrPerson(wanted: string, services: Services) {
  try {
    return { group: await resolveGroup(services.directory, wanted) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'group.not-found') throw error;
    const search = await searchPerson(services.directory, services.caller, wanted);
    if ('candidates' in search && search.candidates.length === 0) throw error;
    return search;
  }
}

async function photoOfGroup(group: Group, { profiles }: Services): Promise<PhotoShown> {
  refuseUnlessPictured(group);
  const available = await profiles.photoSides(group.id);
  const largest = available.at(-1);
  if (largest === undefined) return { of: group, group, state: 'none' };
  const picture = await lightEnough((side) => profiles.groupPhoto(group.id, side));
  return { of: group, group, largest, ...(picture ? { state: 'shown', picture } : { state: 'tooHeavy' }) };
}

async function photoOfPerson(person: PersonRef, { profiles, caller }: Services): Promise<PhotoShown> {
  const about = { of: person, isMe: person.id === caller.userId };
  if (!(await profiles.personHasPhoto(person.id))) return { ...about, state: 'none' };
  const picture = await lightEnough((side) => profiles.personPhoto(person.id, side));
  return { ...about, ...(picture ? { state: 'shown', picture } : { state: 'tooHeavy' }) };
}

/** Of the sizes that a card shows well the first that it can hold. */
async function lightEnough(read: (side: number) => Promise<Picture | undefined>): Promise<Picture | undefined> {
  for (const side of sides) {
    const picture = await read(side);
    if (picture && picture.bytes.byteLength <= mostShownBytes) return picture;
  }
  return undefined;
}
