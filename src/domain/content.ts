import { AppError } from './errors.ts';
import type { Group } from './groups.ts';

/** What a group keeps in SharePoint and OneNote. Addresses are https, and absent where Graph gives none. */
export interface Notebook {
  displayName: string;
  modifiedAt?: Date;
  /** Who changed it last. */
  modifiedBy?: string;
  webUrl?: string;
}

export interface Site {
  displayName: string;
  description?: string;
  webUrl?: string;
}

/** A list, a library or a site below that of the group. */
export interface SitePart {
  kind: 'list' | 'library' | 'pages' | 'subsite';
  displayName: string;
  description?: string;
  webUrl?: string;
}

/** A document library. */
export interface Drive {
  id: string;
  name: string;
  /** Bytes; undefined where the caller may not know it. */
  quota?: { used: number; total: number };
  webUrl?: string;
}

export interface DriveItem {
  id: string;
  name: string;
  /** How many things are in it; absent for a file. */
  childCount?: number;
  /** Bytes, of a folder with all that is in it. */
  size: number;
  modifiedAt?: Date;
  modifiedBy?: string;
  webUrl?: string;
}

/** @see https://learn.microsoft.com/graph/api/onenote-post-notebooks */
const longestNotebookName = 128;

/** @returns what is wrong with the name of a notebook, in plain words */
export function notebookNameProblem(name: string): string | undefined {
  if (name === '') return 'A notebook needs a name.';
  if (name.length > longestNotebookName)
    return `Names have up to ${longestNotebookName} characters; this has ${name.length}.`;
  const [wrong] = /[?*\\/:<>|'"]/u.exec(name) ?? [];
  return wrong === undefined
    ? undefined
    : `Names of notebooks cannot have ${wrong} in them, nor any of ? * \\ / : < > | ' "`;
}

/** @returns why a group of this kind keeps no such thing, or undefined when it does */
export function whyNoContent(group: Group, what: string): AppError | undefined {
  if (group.kind === 'microsoft365') return undefined;
  return new AppError('denied', {
    code: 'content.wrong-kind',
    advice: `“${group.displayName}” has no ${what}: only Microsoft 365 groups have. Ask for one with “new group”.`,
  });
}
