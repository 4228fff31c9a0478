import type { Site, SitePart } from '../domain/content.ts';
import type { Group } from '../domain/groups.ts';
import { defineCard, openAction, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { openUrl } from './open-url.ts';
import { pageActions, rowsView } from './rows.ts';
import { arabicGroup, guild, longNamed } from './samples.ts';
import { avatarOf } from './words.ts';

export interface SiteShown {
  group: Group;
  site: Site;
  /** This page. */
  parts: readonly SitePart[];
  next?: string;
  isContinued?: boolean;
}

const webUrl = 'https://contoso.sharepoint.com/sites/design-guild';
const site: Site = { displayName: 'Design Guild', description: 'Everybody who cares how things look.', webUrl };

/** The site of a group with its lists and the sites below it. */
export const siteShownCard = defineCard<SiteShown>('rows', {
  samples: {
    some: {
      group: guild,
      site,
      parts: [
        { kind: 'library', displayName: 'Documents', webUrl },
        { kind: 'list', displayName: 'Swatches' },
        { kind: 'pages', displayName: 'Site Pages', webUrl },
        { kind: 'subsite', displayName: longNamed.displayName, description: 'Letters and proofs.', webUrl },
      ],
      next: '8',
      isContinued: true,
    },
    none: { group: arabicGroup, site: { displayName: arabicGroup.displayName }, parts: [] },
  },
  text: ({ group }) => `The site of ${plain(group.displayName, 120)}`,
  view: ({ group, site: shown, parts, ...page }) =>
    rowsView({
      title: `The site of ${escapeText(group.displayName, 120)}`,
      sentence:
        parts.length === 0
          ? 'There is no list in it that you can see.'
          : escapeParagraphs(shown.description ?? '', 300),
      rows: parts.map((part) => ({
        name: part.displayName,
        avatar: avatarOf({ displayName: part.displayName }),
        meta: [kindWords[part.kind]],
        text: part.description ?? '',
        actions: openUrl('Open', part.webUrl),
      })),
      actions: [
        ...openUrl('Open the site', shown.webUrl),
        ...pageActions('site.show', { group: group.id }, page),
        primary(openAction('Files', 'file.list', { group: group.id })),
        openAction('Notebooks', 'notebook.list', { group: group.id }),
      ],
    }),
});

const kindWords: Record<SitePart['kind'], string> = {
  list: 'List',
  library: 'Library of files',
  pages: 'Pages',
  subsite: 'Site below this one',
};
