import { doings } from './doings.ts';
import { groupPath } from './groups.ts';
import type { Writer } from './members.ts';
import { refusalOf } from './refusals.ts';

/** Renewing twice is no error. @see https://learn.microsoft.com/graph/api/group-renew */
export async function renewGroup({ client, scopes }: Writer, groupId: string): Promise<void> {
  const reply = await client.send({ method: 'POST', path: `${groupPath(groupId)}/renew`, isRead: false });
  if (reply.status >= 400) throw refusalOf(reply, doings.renew, scopes);
}
