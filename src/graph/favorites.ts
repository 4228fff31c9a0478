import { z } from 'zod';
import type { Reader } from './batch.ts';
import { doings } from './doings.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Writer } from './members.ts';
import { unlessDenied } from './members.ts';
import { refusalOf } from './refusals.ts';

/** Exchange answers this one: only for one group at a time and only when it is selected. */
const favoriteShape = z.object({ isFavorite: z.boolean().nullish() });

/** False too where the caller's scopes do not reach as far as Exchange: to mark it again does no harm. */
export async function readFavorite(reader: Reader, groupId: string): Promise<boolean> {
  const path = `${groupPath(groupId)}?$select=id,isFavorite`;
  const body = await unlessDenied(reader.read({ path }, doings.readGroup), {});
  return parsed(favoriteShape, body).isFavorite ?? false;
}

/**
 * Adding twice is no error. The token must carry `Group.ReadWrite.All`.
 * @see https://learn.microsoft.com/graph/api/group-addfavorite
 * @see https://learn.microsoft.com/graph/api/group-removefavorite
 */
export async function setFavorite({ client, scopes }: Writer, groupId: string, isFavorite: boolean): Promise<void> {
  const path = `${groupPath(groupId)}/${isFavorite ? 'addFavorite' : 'removeFavorite'}`;
  const reply = await client.send({ method: 'POST', path, isRead: false });
  if (reply.status >= 400) throw refusalOf(reply, doings.favorite, scopes);
}
