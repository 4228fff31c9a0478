import type { Drive, DriveItem, Notebook, Site, SitePart } from '../domain/content.ts';
import type { Page } from './directory.ts';

/** A folder of a library. */
export interface Folder {
  /** Absent: the group's own library. */
  driveId?: string | undefined;
  /** Absent: the root. */
  itemId?: string | undefined;
}

/**
 * What groups keep in SharePoint and OneNote, as one caller reaches it.
 * Every method may throw `AppError` as those of `Directory` do, `content.denied` to who may not look into the group, and
 * `content.not-found` while a new group's site is not there yet.
 */
export interface Content {
  /** By name; up to 100. */
  notebooks(groupId: string): Promise<Notebook[]>;
  /** @throws AppError `notebook.taken`, `notebook.refused` */
  createNotebook(groupId: string, displayName: string): Promise<Notebook>;
  site(groupId: string): Promise<Site>;
  /** Its lists and libraries, but not the system's own, and the sites below it, as far as Graph gives them on one page. */
  siteParts(groupId: string): Promise<SitePart[]>;
  /** The group's own library. */
  drive(groupId: string): Promise<Drive>;
  /** All libraries of the group; up to 100. */
  drives(groupId: string): Promise<Drive[]>;
  /** What is in a folder, by name. */
  files(groupId: string, folder: Folder, page: { pageSize: number; next?: string }): Promise<Page<DriveItem>>;
}
