import type { Drive, DriveItem } from '../domain/content.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { openUrl } from './open-url.ts';
import { longDate, type Reader } from './reader.ts';
import { pageActions, rowsView, type Row } from './rows.ts';
import { ada, arabicGroup, guild, longNamed } from './samples.ts';

/** A folder on the way from the root to the one that is shown. */
export interface TrailStep {
  id: string;
  name: string;
}

export interface FilesList {
  group: Group;
  /** The library that is shown; absent inside folders, where it is not read again. */
  drive?: Drive;
  /** Absent: the group's own library. */
  driveId?: string;
  /** The other libraries of the group. */
  others?: readonly Drive[];
  /** From the root down; empty at the root. */
  trail: readonly TrailStep[];
  /** This page. */
  items: readonly DriveItem[];
  next?: string;
  isContinued?: boolean;
}

const webUrl = 'https://contoso.sharepoint.com/sites/design-guild/Shared%20Documents';
const changed = { modifiedAt: new Date('2025-11-03T09:00:00Z'), modifiedBy: ada.displayName, webUrl };
const drive: Drive = { id: 'b!guild', name: 'Documents', quota: { used: 7_340_032, total: 1024 ** 4 }, webUrl };
const charter: DriveItem = { id: '01CHARTER', name: 'Guild charter.docx', size: 51_840, ...changed };
const critique: DriveItem = { id: '01CRITIQUE', name: 'Critique', size: 7_120_246, childCount: 3, ...changed };

/** A folder of a library of a group: its folders and files, a page at a time. */
export const filesListCard = defineCard<FilesList>('rows', {
  samples: {
    root: { group: guild, drive, trail: [], items: [critique, charter], next: 'opaque' },
    several: { group: guild, drive, others: [{ id: 'b!other', name: 'Archive' }], trail: [], items: [charter] },
    folder: {
      group: guild,
      driveId: 'b!other',
      trail: [
        { id: '01A', name: 'Critique' },
        { id: '01B', name: longNamed.displayName },
      ],
      items: [{ ...charter, name: longNamed.displayName, size: 0 }],
      isContinued: true,
    },
    empty: { group: arabicGroup, trail: [], items: [] },
    emptyFolder: { group: guild, trail: [{ id: '01A', name: 'Critique' }], items: [] },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: sentenceOf(data),
      rows: [
        ...data.items.map((item) => rowOf(item, data, reader)),
        ...(data.others ?? []).map((one) => libraryRow(one, data)),
      ],
      actions: actionsOf(data),
    }),
});

type Show = (text: string, maxLength: number) => string;

function titleOf({ group, trail }: FilesList, show: Show): string {
  const folder = trail.at(-1);
  return folder ? show(folder.name, 120) : `Files of ${show(group.displayName, 120)}`;
}

function sentenceOf({ group, drive: shown, trail, items, isContinued }: FilesList): string {
  const where =
    trail.length > 0
      ? [group.displayName, ...trail.map(({ name }) => name)].map((name) => escapeText(name, 60)).join(' › ')
      : '';
  const room = shown?.quota ? `${bytesWord(shown.quota.used)} of ${bytesWord(shown.quota.total)} are used.` : '';
  const empty =
    items.length > 0 || isContinued ? '' : trail.length > 0 ? 'This folder is empty.' : 'There is no file in it yet.';
  return [where, room, empty].filter((part) => part !== '').join(' ');
}

function rowOf(item: DriveItem, { group, driveId, trail }: FilesList, reader: Reader): Row {
  const { id, name, childCount, size, modifiedAt, modifiedBy = '', webUrl: url } = item;
  const inside = childCount === 1 ? '1 item' : `${childCount ?? 0} items`;
  const data = {
    ...libraryData(group, driveId),
    trail: [...trail, { id, name: plain(name, 60) }].slice(-longestTrail),
  };
  const look = { ...executeAction('Look inside', 'file.list', data), tooltip: `Look inside ${plain(name, 80)}` };
  return {
    name,
    meta: [
      childCount === undefined ? '' : `Folder, ${inside}`,
      bytesWord(size),
      modifiedAt ? longDate(modifiedAt, reader) : '',
      escapeText(modifiedBy, 80),
    ],
    actions: childCount === undefined ? openUrl('Open', url) : [look],
  };
}

/** What a button carries has to stay small. */
export const longestTrail = 5;

function libraryRow({ id, name }: Drive, { group }: FilesList): Row {
  const look = executeAction('Look inside', 'file.list', libraryData(group, id));
  return {
    name,
    meta: ['Another library of this group'],
    actions: [{ ...look, tooltip: `Look inside ${plain(name, 80)}` }],
  };
}

function libraryData({ id }: Group, driveId: string | undefined): Record<string, unknown> {
  return { group: id, ...(driveId !== undefined && { drive: driveId }) };
}

function actionsOf({ group, drive: shown, driveId, trail, next, isContinued }: FilesList): Record<string, unknown>[] {
  const about = libraryData(group, driveId);
  const here = { ...about, ...(trail.length > 0 && { trail }) };
  return [
    ...openUrl('Open the library', shown?.webUrl),
    ...pageActions('file.list', here, { next, ...(isContinued && { isContinued }) }),
    ...(trail.length > 0 ? [executeAction('Up', 'file.list', { ...about, trail: trail.slice(0, -1) })] : []),
    ...(trail.length === 0 && driveId !== undefined
      ? [executeAction('The group’s own library', 'file.list', libraryData(group, undefined))]
      : []),
    openAction('Site', 'site.show', { group: group.id }),
  ];
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** Such as `38 KB` or `4.1 MB`. */
function bytesWord(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const number = bytes / 1024 ** step;
  return `${number < 10 && step > 0 ? Number(number.toFixed(1)) : Math.round(number)} ${units[step] ?? ''}`;
}
