import { z } from 'zod';
import { siteShownCard, type SiteShown } from '../../cards/site-shown.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { groupWith, nextLine, pageOf } from './content-group.ts';

/**
 * Shows the site of a group with its lists and the sites below it.
 * @throws AppError `content.wrong-kind`, `content.denied`, `content.not-found`
 * @see https://learn.microsoft.com/graph/api/site-get
 */
export const showSite = defineOperation({
  name: 'site.show',
  phrases: [
    'site of',
    'show site of',
    'show the site of',
    'sharepoint of',
    'sharepoint site of',
    'lists of',
    'subsites of',
  ],
  summary: 'Show the site of a group: its lists and the sites below it',
  example: 'site of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, next: nextLine }),
  scopes: ['Sites.Read.All', 'GroupMember.Read.All'],

  async run({ group: wanted, next }, services): Promise<SiteShown> {
    const group = await groupWith('site', wanted, services);
    const [site, parts] = await Promise.all([services.content.site(group.id), services.content.siteParts(group.id)]);
    const { items, ...page } = pageOf(parts, next);
    return { group, site, parts: items, ...page };
  },
  card: siteShownCard,
});
