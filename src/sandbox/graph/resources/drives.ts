import { driveIdOf, libraryAddress, siteIdOf } from '../../tenant/sites.ts';
import type { FileRecord } from '../../tenant/work-records.ts';
import { requirePermission } from '../caller.ts';
import { accessDenied, contentOwner, itemNotFound, readableContent } from '../content-access.ts';
import type { ContentOwner } from '../content-access.ts';
import { badRequest } from '../errors.ts';
import { answerPlainList } from '../plain-list.ts';
import { selected } from '../team-shape.ts';
import type { Answer, Call, Route } from '../types.ts';

const quotaBytes = 1024 ** 4;
const childrenOnPage = 200;
const sortable = ['name', 'size', 'lastModifiedDateTime', 'createdDateTime'];

/** Who owns a library; of a group's also its first owner, who answers for it. */
function ownerOf({ tenant }: Call, owner: ContentOwner): Record<string, unknown> {
  if (owner.type === 'user') return { user: identity(owner) };
  const [firstOwner = ''] = tenant.linked(owner.id, 'owner');
  const user = tenant.user(firstOwner);
  const group = { email: owner.mail, id: owner.id, displayName: owner.displayName };
  return { group, user: user ? identity(user) : { displayName: 'System Account' } };
}

function identity({ id, displayName, mail }: ContentOwner): Record<string, unknown> {
  return { email: mail, id, displayName };
}

function renderDrive(call: Call, owner: ContentOwner): Record<string, unknown> {
  const files = call.tenant.work.files.all().filter((file) => file.ownerId === owner.id);
  const used = files.reduce((sum, file) => sum + file.size, 0);
  const isGroup = owner.type === 'group';
  return {
    createdDateTime: owner.createdDateTime,
    description: '',
    id: driveIdOf(owner.id),
    lastModifiedDateTime:
      files
        .map((file) => file.lastModifiedDateTime)
        .sort()
        .at(-1) ?? owner.createdDateTime,
    name: isGroup ? 'Documents' : 'OneDrive',
    webUrl: libraryAddress(owner),
    driveType: isGroup ? 'documentLibrary' : 'business',
    createdBy: { user: { displayName: 'System Account' } },
    owner: ownerOf(call, owner),
    quota: { deleted: 0, remaining: quotaBytes - used, state: 'normal', total: quotaBytes, used },
  };
}

function renderItem(call: Call, owner: ContentOwner, file: FileRecord): Record<string, unknown> {
  const { id, name, parentId, mimeType, createdDateTime, lastModifiedDateTime } = file;
  const user = call.tenant.user(file.createdBy ?? '');
  const by = { user: user ? identity(user) : { displayName: 'System Account' } };
  const children = call.tenant.work.filesIn(owner.id, id);
  const size = mimeType === null ? sizeOf(call, owner, file) : file.size;
  const place = owner.type === 'group' ? { siteId: siteIdOf(owner.id) } : {};
  return {
    createdDateTime,
    eTag: `"{${id}},1"`,
    id,
    lastModifiedDateTime,
    name,
    webUrl: `${libraryAddress(owner)}/${encodeURIComponent(name)}`,
    cTag: `"c:{${id}},1"`,
    size,
    createdBy: by,
    lastModifiedBy: by,
    parentReference: { driveId: driveIdOf(owner.id), driveType: 'business', id: parentId ?? 'root', ...place },
    fileSystemInfo: { createdDateTime, lastModifiedDateTime },
    ...(mimeType === null ? { folder: { childCount: children.length } } : { file: { mimeType, hashes: {} } }),
  };
}

function sizeOf(call: Call, owner: ContentOwner, folder: FileRecord): number {
  const inside = call.tenant.work.filesIn(owner.id, folder.id);
  return inside.reduce((sum, file) => sum + (file.mimeType === null ? sizeOf(call, owner, file) : file.size), 0);
}

/** Whose library the path names: by the drive's id, or by whom it belongs to. */
function ownerOfPath(
  call: Call,
  operation: 'group-get-drive' | 'group-list-drives' | 'group-list-drive-root-children',
): ContentOwner {
  const drive = call.params['drive'];
  if (drive === undefined) return contentOwner(call, operation);
  requirePermission(call.caller, operation);
  for (const user of call.tenant.users()) {
    if (driveIdOf(user.id) !== drive) continue;
    if (call.caller.kind === 'user' && call.caller.user.id !== user.id) throw accessDenied();
    return user;
  }
  for (const group of call.tenant.groups()) if (driveIdOf(group.id) === drive) return readableContent(call, group.id);
  throw itemNotFound();
}

function getDrive(call: Call): Answer {
  const owner = ownerOfPath(call, 'group-get-drive');
  const shown = selected(renderDrive(call, owner), call.query.select);
  return { status: 200, body: { '@odata.context': `${call.origin}/v1.0/$metadata#drives/$entity`, ...shown } };
}

function listDrives(call: Call): Answer {
  return answerPlainList(call, 'drives', [renderDrive(call, ownerOfPath(call, 'group-list-drives'))], {
    orders: sortable,
  });
}

/** What lies in a folder; `root` is one, and a file has nothing in it. */
function listChildren(call: Call): Answer {
  const owner = ownerOfPath(call, 'group-list-drive-root-children');
  if (call.query.expand) throw badRequest("'$expand' is not supported for this list.", 'notSupported');
  const item = call.params['item'];
  const folder = item === undefined || item === 'root' ? undefined : call.tenant.work.files.get(item);
  if (item !== undefined && item !== 'root' && folder?.ownerId !== owner.id) throw itemNotFound();
  const rows = call.tenant.work.filesIn(owner.id, folder?.id ?? null).map((file) => renderItem(call, owner, file));
  return answerPlainList(call, `drives('${driveIdOf(owner.id)}')/items`, rows, {
    pageSize: childrenOnPage,
    orders: sortable,
  });
}

function routes(start: string): Route[] {
  return [
    { method: 'GET', path: `${start}/drive`, handle: getDrive },
    { method: 'GET', path: `${start}/drives`, handle: listDrives },
    { method: 'GET', path: `${start}/drive/root/children`, handle: listChildren },
    { method: 'GET', path: `${start}/drive/items/{item}/children`, handle: listChildren },
  ];
}

/** Document libraries of groups and people. The token is asked for when it is known whose library it is. */
export const driveRoutes: readonly Route[] = [
  ...routes('/groups/{group}'),
  ...routes('/sites/{site}'),
  ...routes('/users/{user}'),
  ...routes('/me'),
  { method: 'GET', path: '/drives/{drive}', handle: getDrive },
  { method: 'GET', path: '/drives/{drive}/root/children', handle: listChildren },
  { method: 'GET', path: '/drives/{drive}/items/{item}/children', handle: listChildren },
];
