import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { pictureFrom, type Picture } from '../../domain/pictures.ts';
import type { Services } from '../operation.ts';

/** Where the picture of a message is, or `file`; empty when there was none. */
export const picture = z.string({ error: 'Paste the picture into the message.' }).max(2_048).default('');

/**
 * The picture that came with a message. What it is its bytes say, not what it is called.
 * @param words what to write beside the picture
 * @throws AppError `picture.missing`, `picture.is-file`, `picture.unfit`, and what `Pictures` throws
 */
export async function pictureSent(address: string, words: string, { pictures }: Services): Promise<Picture> {
  if (address === '')
    throw refused(
      'picture.missing',
      `Paste a picture into the box, write “${words}” beside it, and send both together.`,
    );
  if (address === 'file')
    throw refused(
      'picture.is-file',
      'The picture was attached as a file. Paste it into the message instead, so that it shows there.',
    );
  const found = pictureFrom(await pictures.fetch(address));
  if (!found)
    throw refused('picture.unfit', 'This is no picture that can be used. It has to be a JPEG, a PNG or a GIF.');
  return found;
}

function refused(code: string, advice: string): AppError {
  return new AppError('input', { code, advice, field: 'picture' });
}
