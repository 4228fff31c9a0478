import { z } from 'zod';
import type { Drive, DriveItem } from '../domain/content.ts';
import { AppError } from '../domain/errors.ts';
import type { Folder } from '../ports/content.ts';
import type { Page } from '../ports/directory.ts';
import type { Reader } from './batch.ts';
import { keeping } from './content-words.ts';
import { instant, parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import { continued, nextOf } from './paging.ts';
import { webUrl } from './read-team.ts';

const driveShape = z.object({
  id: z.string(),
  name: z.string().nullish(),
  webUrl,
  quota: z.object({ used: z.number().nullish(), total: z.number().nullish() }).nullish(),
});
const driveFields = 'id,name,webUrl,quota';
const itemShape = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number().nullish(),
  lastModifiedDateTime: instant.nullish(),
  lastModifiedBy: z.object({ user: z.object({ displayName: z.string().nullish() }).nullish() }).nullish(),
  webUrl,
  folder: z.object({ childCount: z.number().nullish() }).nullish(),
});
const itemFields = 'id,name,size,lastModifiedDateTime,lastModifiedBy,webUrl,folder,file';
const itemList = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(itemShape) });

/** @see https://learn.microsoft.com/graph/api/drive-get */
export async function readDrive(reader: Reader, groupId: string): Promise<Drive> {
  const path = `${groupPath(groupId)}/drive?$select=${driveFields}`;
  return driveFrom(parsed(driveShape, await reader.read({ path }, keeping)));
}

/** @see https://learn.microsoft.com/graph/api/drive-list */
export async function readDrives(reader: Reader, groupId: string): Promise<Drive[]> {
  const path = `${groupPath(groupId)}/drives?$select=${driveFields}&$top=100`;
  return parsed(z.object({ value: z.array(driveShape) }), await reader.read({ path }, keeping)).value.map(driveFrom);
}

function driveFrom({ id, name, webUrl: url, quota }: z.infer<typeof driveShape>): Drive {
  const { used, total } = quota ?? {};
  return {
    id,
    name: name ?? 'Documents',
    ...(typeof used === 'number' && typeof total === 'number' && total > 0 && { quota: { used, total } }),
    ...(url !== undefined && { webUrl: url }),
  };
}

/** @see https://learn.microsoft.com/graph/api/driveitem-list-children */
export async function readFiles(
  reader: Reader,
  groupId: string,
  folder: Folder,
  { pageSize, next }: { pageSize: number; next?: string },
): Promise<Page<DriveItem>> {
  const path = `${folderPath(groupId, folder)}/children?$select=${itemFields}&$orderby=name&$top=${pageSize}`;
  const body = parsed(itemList, await reader.read({ path: continued(path, next) }, keeping));
  const following = nextOf(path, body['@odata.nextLink']);
  return { items: body.value.map(itemFrom), ...(following === undefined ? {} : { next: following }) };
}

function folderPath(groupId: string, { driveId, itemId }: Folder): string {
  const drive = driveId === undefined ? `${groupPath(groupId)}/drive` : `/drives/${checkedId(driveId)}`;
  return itemId === undefined ? `${drive}/root` : `${drive}/items/${checkedId(itemId)}`;
}

/** Ids of OneDrive: letters, digits and few marks. What is none is never put into a URL. */
function checkedId(id: string): string {
  if (/^[\w!-]{1,200}$/.test(id)) return encodeURIComponent(id);
  throw new AppError('notFound', keeping.notFound);
}

function itemFrom(raw: z.infer<typeof itemShape>): DriveItem {
  const by = raw.lastModifiedBy?.user?.displayName;
  return {
    id: raw.id,
    name: raw.name,
    ...(raw.folder && { childCount: raw.folder.childCount ?? 0 }),
    size: raw.size ?? 0,
    ...(raw.lastModifiedDateTime && { modifiedAt: raw.lastModifiedDateTime }),
    ...(by && { modifiedBy: by }),
    ...(raw.webUrl !== undefined && { webUrl: raw.webUrl }),
  };
}
