import type { Notebook } from '../domain/content.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, openAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { openUrl } from './open-url.ts';
import { longDate } from './reader.ts';
import { pageActions, rowsView } from './rows.ts';
import { ada, arabicGroup, guild, longNamed } from './samples.ts';
import { avatarOf } from './words.ts';

export interface NotebooksList {
  group: Group;
  /** This page. */
  notebooks: readonly Notebook[];
  /** One that was made just now. */
  created?: Notebook;
  next?: string;
  isContinued?: boolean;
}

const notes: Notebook = {
  displayName: 'Critique notes',
  modifiedAt: new Date('2025-11-03T09:00:00Z'),
  modifiedBy: ada.displayName,
  webUrl: 'https://contoso.sharepoint.com/sites/design-guild/notes',
};

/** The notebooks of a group; OneNote opens them. */
export const notebooksListCard = defineCard<NotebooksList>('rows', {
  samples: {
    some: { group: guild, notebooks: [notes, { displayName: longNamed.displayName }], next: '8' },
    none: { group: arabicGroup, notebooks: [] },
    created: { group: guild, notebooks: [notes], created: notes, isContinued: true },
  },
  text: ({ group, created }) =>
    created ? `${plain(created.displayName, 120)} is there` : `Notebooks of ${plain(group.displayName, 120)}`,
  view: ({ group, notebooks, created, ...page }, reader) =>
    rowsView({
      title: created
        ? `${escapeText(created.displayName, 120)} is there`
        : `Notebooks of ${escapeText(group.displayName, 120)}`,
      sentence: sentenceOf(group, notebooks, created),
      rows: notebooks.map(({ displayName, modifiedAt, modifiedBy = '', webUrl }) => ({
        name: displayName,
        avatar: avatarOf({ displayName }),
        meta: [modifiedAt ? `Changed on ${longDate(modifiedAt, reader)}` : '', escapeText(modifiedBy, 80)],
        actions: openUrl('Open', webUrl),
      })),
      actions: [
        primary(openDialog('New notebook…', 'notebook.create', { group: group.id })),
        ...pageActions('notebook.list', { group: group.id }, page),
        openAction('Site', 'site.show', { group: group.id }),
      ],
    }),
});

function sentenceOf(group: Group, notebooks: readonly Notebook[], created: Notebook | undefined): string {
  if (created) return `It is a notebook of ${escapeText(group.displayName, 120)}: everybody in the group writes in it.`;
  return notebooks.length === 0
    ? 'It has no notebook yet. Whatever the group writes down together can go into one.'
    : '';
}
