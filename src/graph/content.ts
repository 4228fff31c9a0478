import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Notebook, Site, SitePart } from '../domain/content.ts';
import type { Content } from '../ports/content.ts';
import type { Reader } from './batch.ts';
import { keeping } from './content-words.ts';
import { readDrive, readDrives, readFiles } from './drives.ts';
import { instant, parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { webUrl } from './read-team.ts';
import { refusalOf } from './refusals.ts';

/** What groups keep, over Graph. */
export function contentOver({ reader, writer }: Link): Content {
  return {
    notebooks: (groupId) => readNotebooks(reader, groupId),
    createNotebook: (groupId, displayName) => createNotebook(writer, groupId, displayName),
    site: (groupId) => readSite(reader, groupId),
    siteParts: (groupId) => readParts(reader, groupId),
    drive: (groupId) => readDrive(reader, groupId),
    drives: (groupId) => readDrives(reader, groupId),
    files: (groupId, folder, page) => readFiles(reader, groupId, folder, page),
  };
}

const notebookShape = z.object({
  displayName: z.string(),
  lastModifiedDateTime: instant.nullish(),
  lastModifiedBy: z.object({ user: z.object({ displayName: z.string().nullish() }).nullish() }).nullish(),
  links: z.object({ oneNoteWebUrl: z.object({ href: webUrl }).nullish() }).nullish(),
});

function notebookPath(groupId: string): string {
  return `${groupPath(groupId)}/onenote/notebooks`;
}

/** @see https://learn.microsoft.com/graph/api/onenote-list-notebooks */
async function readNotebooks(reader: Reader, groupId: string): Promise<Notebook[]> {
  const fields = 'id,displayName,lastModifiedDateTime,lastModifiedBy,links';
  const path = `${notebookPath(groupId)}?$select=${fields}&$orderby=displayName&$top=100`;
  return parsed(z.object({ value: z.array(notebookShape) }), await reader.read({ path }, keeping)).value.map(
    notebookFrom,
  );
}

function notebookFrom(raw: z.infer<typeof notebookShape>): Notebook {
  const url = raw.links?.oneNoteWebUrl?.href;
  const by = raw.lastModifiedBy?.user?.displayName;
  return {
    displayName: raw.displayName,
    ...(raw.lastModifiedDateTime && { modifiedAt: raw.lastModifiedDateTime }),
    ...(by && { modifiedBy: by }),
    ...(url !== undefined && { webUrl: url }),
  };
}

/** Names are unique, so a second attempt after one in doubt finds its own work. @see https://learn.microsoft.com/graph/api/onenote-post-notebooks */
async function createNotebook({ client, scopes }: Writer, groupId: string, displayName: string): Promise<Notebook> {
  const call = { method: 'POST', path: notebookPath(groupId), body: { displayName }, isRead: false } as const;
  const reply = await client.send(call);
  if (reply.status < 400) return notebookFrom(parsed(notebookShape, reply.body));
  if (reply.status === 409 && reply.inDoubt) return { displayName };
  if (reply.status === 409)
    throw new AppError('conflict', {
      code: 'notebook.taken',
      advice: 'The group has a notebook of this name already.',
    });
  if (reply.status === 400)
    throw new AppError('conflict', { code: 'notebook.refused', advice: 'OneNote does not take this name.' });
  throw refusalOf(reply, keeping, scopes);
}

const siteShape = z.object({ displayName: z.string().nullish(), description: z.string().nullish(), webUrl });
const listShape = siteShape.extend({
  name: z.string().nullish(),
  list: z.object({ template: z.string().nullish(), hidden: z.boolean().nullish() }).nullish(),
});

/** @see https://learn.microsoft.com/graph/api/site-get */
async function readSite(reader: Reader, groupId: string): Promise<Site> {
  const path = `${groupPath(groupId)}/sites/root?$select=id,displayName,description,webUrl`;
  return siteFrom(parsed(siteShape, await reader.read({ path }, keeping)));
}

function siteFrom({ displayName, description, webUrl: url }: z.infer<typeof siteShape>): Site {
  return {
    displayName: displayName ?? 'Without a name',
    ...(description && { description }),
    ...(url !== undefined && { webUrl: url }),
  };
}

/** The paths by the group answer as those by the site do, and need not wait for its id. @see https://learn.microsoft.com/graph/api/list-list */
async function readParts(reader: Reader, groupId: string): Promise<SitePart[]> {
  const root = `${groupPath(groupId)}/sites/root`;
  const [lists, subsites] = await Promise.all([
    reader.read({ path: `${root}/lists?$select=id,name,displayName,description,webUrl,list` }, keeping),
    reader.read({ path: `${root}/sites?$select=id,displayName,description,webUrl` }, keeping),
  ]);
  const shown = parsed(z.object({ value: z.array(listShape) }), lists).value.filter(({ list }) => !list?.hidden);
  const below = parsed(z.object({ value: z.array(siteShape) }), subsites).value;
  return [
    ...shown.map((raw) => ({ ...siteFrom(raw), kind: kindOf(raw.list?.template) })),
    ...below.map((raw) => ({ ...siteFrom(raw), kind: 'subsite' as const })),
  ];
}

function kindOf(template: string | null | undefined): SitePart['kind'] {
  if (template === 'documentLibrary') return 'library';
  return template === 'webPageLibrary' ? 'pages' : 'list';
}
