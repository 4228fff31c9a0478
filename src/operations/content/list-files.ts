import { z } from 'zod';
import { filesListCard, longestTrail, type FilesList } from '../../cards/files-list.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, nextPage } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { groupWith } from './content-group.ts';

const pageSize = 8;
const broken = 'This button is broken. Ask again with “files of” and the name of the group.';
const driveItemId = z.string({ error: broken }).regex(/^[\w!-]{1,200}$/u, broken);

/**
 * Shows the files of a group, folder by folder; at the root how full the library is, and the other libraries.
 * @throws AppError `content.wrong-kind`, `content.denied`, `content.not-found`, `page.stale`
 * @see https://learn.microsoft.com/graph/api/driveitem-list-children
 */
export const listFiles = defineOperation({
  name: 'file.list',
  phrases: [
    'files of',
    'files in',
    'files',
    'show files of',
    'list files of',
    'documents of',
    'folders of',
    'library of',
  ],
  summary: 'Show the files of a group, folder by folder',
  example: 'files of Design Guild',
  argument: 'group',
  input: z.object({
    group: groupName,
    drive: driveItemId.optional(),
    /** The folders from the root down to the one that is wanted; only cards carry it. */
    trail: z
      .array(z.object({ id: driveItemId, name: z.string().max(256) }), { error: broken })
      .max(longestTrail, broken)
      .default([]),
    next: nextPage,
  }),
  scopes: ['Files.Read', 'GroupMember.Read.All'],

  async run({ group: wanted, drive: driveId, trail, next }, services): Promise<FilesList> {
    const group = await groupWith('files', wanted, services);
    const folder = { driveId, itemId: trail.at(-1)?.id };
    const isFirst = trail.length === 0 && next === undefined;
    const [page, libraries] = await Promise.all([
      services.content.files(group.id, folder, { pageSize, ...(next !== undefined && { next }) }),
      isFirst ? librariesOf(group.id, driveId, services) : {},
    ]);
    return {
      group,
      ...libraries,
      ...(driveId !== undefined && { driveId }),
      trail,
      items: page.items,
      ...(page.next !== undefined && { next: page.next }),
      isContinued: next !== undefined,
    };
  },
  card: filesListCard,
});

/** The library that is shown, and the others as far as a card has room. */
async function librariesOf(
  groupId: string,
  driveId: string | undefined,
  { content }: Services,
): Promise<Pick<FilesList, 'drive' | 'others'>> {
  const [own, all] = await Promise.all([content.drive(groupId), content.drives(groupId)]);
  const shown = driveId === undefined ? own : all.find(({ id }) => id === driveId);
  const others = driveId === undefined ? all.filter(({ id }) => id !== own.id).slice(0, 4) : [];
  return { ...(shown && { drive: shown }), others };
}
