import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { DeletedGroup } from '../domain/groups.ts';
import type { Page } from '../ports/directory.ts';
import type { Lifecycle } from '../ports/lifecycle.ts';
import type { Reader } from './batch.ts';
import { advanced } from './batch.ts';
import { change } from './change.ts';
import { doings } from './doings.ts';
import { isGuid } from './escape.ts';
import { instant, kindOf, parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import { policiesOver } from './lifecycle-policies.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { continued, nextOf } from './paging.ts';
import type { Doing, Words } from './refusals.ts';
import { classify, refusalOf } from './refusals.ts';

const gone: Words = {
  code: 'deleted.not-found',
  advice: 'There is no such deleted group any more: it was brought back, or its 30 days are over.',
};
const listing: Doing = { denied: doings.search.denied, notFound: gone };
const deleting: Doing = {
  denied: { code: 'delete.denied', advice: 'Only an owner of the group or an administrator may delete it.' },
};
const restoring: Doing = {
  denied: { code: 'restore.denied', advice: 'Only who owned the group or an administrator may bring it back.' },
  notFound: gone,
};
const purging: Doing = {
  denied: { code: 'purge.denied', advice: 'Only administrators of groups may delete one for ever.' },
  notFound: gone,
};

const fields = 'id,displayName,groupTypes,mailEnabled,securityEnabled,deletedDateTime';
const deletedShape = z.object({
  id: z.guid(),
  displayName: z.string().nullish(),
  groupTypes: z.array(z.string()).nullish(),
  mailEnabled: z.boolean().nullish(),
  securityEnabled: z.boolean().nullish(),
  deletedDateTime: instant.nullish(),
});
const deletedList = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(deletedShape) });

/** The end of groups over Graph. */
export function lifecycleOver(link: Link): Lifecycle {
  const { reader, writer, callerId } = link;
  return {
    deletedGroups: (page) => readDeleted(reader, page),
    deletedByOwner: () => readDeletedBy(reader, callerId),
    deletedGroup: (groupId) => readDeletedGroup(reader, groupId),
    delete: async (groupId) => {
      await change(writer, { method: 'DELETE', path: groupPath(groupId) }, deleting);
    },
    restore: (groupId) => restore(writer, groupId),
    purge: async (groupId) => {
      await change(writer, { method: 'DELETE', path: deletedPath(groupId) }, purging);
    },
    ...policiesOver(link),
  };
}

function deletedPath(groupId: string): string {
  if (!isGuid(groupId)) throw new AppError('notFound', gone);
  return `/directory/deletedItems/${groupId.toLowerCase()}`;
}

/** @see https://learn.microsoft.com/graph/api/directory-deleteditems-list */
async function readDeleted(
  reader: Reader,
  { pageSize, next }: { pageSize: number; next?: string },
): Promise<Page<DeletedGroup>> {
  const top = Math.min(100, Math.max(1, Math.trunc(pageSize)));
  const path = `/directory/deletedItems/microsoft.graph.group?$count=true&$orderby=displayName&$top=${top}&$select=${fields}`;
  const body = parsed(deletedList, await reader.read({ path: continued(path, next), headers: advanced }, listing));
  const following = nextOf(path, body['@odata.nextLink']);
  return { items: body.value.map(deletedFrom), ...(following === undefined ? {} : { next: following }) };
}

/** @see https://learn.microsoft.com/graph/api/directory-deleteditems-getuserownedobjects */
async function readDeletedBy(reader: Reader, userId: string): Promise<DeletedGroup[]> {
  const call = {
    method: 'POST',
    path: '/directory/deletedItems/getUserOwnedObjects',
    body: { userId, type: 'Group' },
  } as const;
  return parsed(deletedList, await reader.read(call, listing)).value.map(deletedFrom);
}

/** @see https://learn.microsoft.com/graph/api/directory-deleteditems-get */
export async function readDeletedGroup(reader: Reader, groupId: string): Promise<DeletedGroup> {
  const path = `${deletedPath(groupId)}?$select=${fields}`;
  return deletedFrom(parsed(deletedShape, await reader.read({ path }, listing)));
}

function deletedFrom(raw: z.infer<typeof deletedShape>): DeletedGroup {
  return {
    id: raw.id,
    displayName: raw.displayName ?? 'Name not visible',
    kind: kindOf(raw),
    deletedAt: raw.deletedDateTime ?? new Date(0),
  };
}

/** @see https://learn.microsoft.com/graph/api/directory-deleteditems-restore */
async function restore({ client, scopes }: Writer, groupId: string): Promise<void> {
  const path = `${deletedPath(groupId)}/restore`;
  const reply = await client.send({ method: 'POST', path, isRead: false });
  if (reply.status < 400 || (reply.inDoubt && classify(reply) === 'notFound')) return;
  if (reply.status === 400 || reply.status === 409)
    throw new AppError('conflict', {
      code: 'restore.taken',
      advice: 'Another group has its mail address by now. An administrator can bring it back under another one.',
    });
  throw refusalOf(reply, restoring, scopes);
}
