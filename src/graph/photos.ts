import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { pictureFrom, type Picture } from '../domain/pictures.ts';
import type { Reader } from './batch.ts';
import { isGuid } from './escape.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Writer } from './members.ts';
import type { Doing, Reply } from './refusals.ts';
import { personNotFound, refusalOf, unusable } from './refusals.ts';

/** The sizes in which Exchange keeps pictures, as it names them. */
const size = z.object({ id: z.string(), width: z.number(), height: z.number() });
const sizeList = z.object({ value: z.array(size) });

const noPhoto = 'photo.none';
const reading: Doing = {
  denied: { code: 'photo.read-denied', advice: 'You may not look at this picture.' },
  notFound: { code: noPhoto, advice: 'There is no picture.' },
};
const changing: Doing = {
  denied: { code: 'photo.denied', advice: 'Only an owner of the group or an administrator may give it a picture.' },
};
const changingOwn: Doing = {
  denied: {
    code: 'photo.own-denied',
    advice: 'Your organisation does not let you change your picture. An administrator can.',
  },
  notFound: {
    code: 'photo.no-mailbox',
    advice: 'Your account has no mailbox here, as is usual for guests, so it can have no picture.',
  },
};

export function personPath(userId: string): string {
  if (!isGuid(userId)) throw personNotFound();
  return `/users/${userId.toLowerCase()}`;
}

/** Sides in pixels, the smallest first; none where there is no picture. @see https://learn.microsoft.com/graph/api/profilephoto-list */
export async function readPhotoSides(reader: Reader, groupId: string): Promise<number[]> {
  const body = await unlessNone(reader.read({ path: `${groupPath(groupId)}/photos` }, reading));
  if (body === undefined) return [];
  return parsed(sizeList, body)
    .value.map(({ width }) => width)
    .sort((a, b) => a - b);
}

/** Whether there is a picture. Without one the answer may be a placeholder of one pixel. @see https://learn.microsoft.com/graph/api/profilephoto-get */
export async function readHasPhoto(reader: Reader, owner: string): Promise<boolean> {
  const body = await unlessNone(reader.read({ path: `${owner}/photo` }, reading));
  return body !== undefined && parsed(size, body).width > 1;
}

/** @param owner path of the group or person. @see https://learn.microsoft.com/graph/api/profilephoto-get */
export async function readPhoto(reader: Reader, owner: string, side: number): Promise<Picture | undefined> {
  const body = await unlessNone(reader.read({ path: `${owner}/photos/${side}x${side}/$value` }, reading));
  if (body === undefined) return undefined;
  // In a `$batch` bytes come as base64.
  const bytes = typeof body === 'string' ? Buffer.from(body, 'base64') : body;
  if (!(bytes instanceof Uint8Array)) throw unusable('graph.malformed', { part: 'photo' });
  return pictureFrom(bytes);
}

async function unlessNone(read: Promise<unknown>): Promise<unknown> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === noPhoto) return undefined;
    throw error;
  }
}

/** Doing it twice does no harm. @see https://learn.microsoft.com/graph/api/profilephoto-update */
export async function writeGroupPhoto(writer: Writer, groupId: string, picture: Picture): Promise<void> {
  await writePhoto(writer, groupPath(groupId), picture, changing);
}

export async function writeOwnPhoto(writer: Writer, picture: Picture): Promise<void> {
  await writePhoto(writer, '/me', picture, changingOwn);
}

async function writePhoto({ client, scopes }: Writer, owner: string, picture: Picture, doing: Doing): Promise<void> {
  const reply = await client.send({
    method: 'PUT',
    path: `${owner}/photo/$value`,
    headers: { 'Content-Type': picture.type },
    body: Buffer.from(picture.bytes),
    isRead: false,
  });
  if (reply.status >= 400) throw unfit(reply) ?? refusalOf(reply, doing, scopes);
}

const codeShape = z.object({ error: z.object({ code: z.string() }) });

/** What Exchange has against the picture itself. */
function unfit({ status, body }: Reply): AppError | undefined {
  const code = codeShape.safeParse(body).data?.error.code ?? '';
  if (status === 413)
    return unfitPicture('picture.too-large', 'This picture is too large: it has to have less than 4 MB.');
  if (status === 400 && code.startsWith('Validation'))
    return unfitPicture('picture.too-small', 'This picture is too small: it needs 48 by 48 pixels or more.');
  return undefined;
}

function unfitPicture(code: string, advice: string): AppError {
  return new AppError('input', { code, advice, field: 'picture' });
}
