import { z } from 'zod';
import type { Reader } from './batch.ts';
import { doings } from './doings.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Writer } from './members.ts';
import { unlessDenied } from './members.ts';
import { refusalOf } from './refusals.ts';

/** Exchange answers this one: only for one group at a time and only when it is selected. */
const subscriptionShape = z.object({ isSubscribedByMail: z.boolean().nullish() });

/** Undefined where the caller's scopes or rights do not reach as far as Exchange. */
export async function readSubscribed(reader: Reader, groupId: string): Promise<boolean | undefined> {
  const path = `${groupPath(groupId)}?$select=id,isSubscribedByMail`;
  const body = await unlessDenied(reader.read({ path }, doings.readGroup), {});
  return parsed(subscriptionShape, body).isSubscribedByMail ?? undefined;
}

/**
 * Doing it twice is no error. The token must carry `Group.ReadWrite.All`.
 * @see https://learn.microsoft.com/graph/api/group-subscribebymail
 * @see https://learn.microsoft.com/graph/api/group-unsubscribebymail
 */
export async function setSubscribed({ client, scopes }: Writer, groupId: string, isSubscribed: boolean): Promise<void> {
  const path = `${groupPath(groupId)}/${isSubscribed ? 'subscribeByMail' : 'unsubscribeByMail'}`;
  const reply = await client.send({ method: 'POST', path, isRead: false });
  if (reply.status >= 400) throw refusalOf(reply, doings.subscribe, scopes);
}
