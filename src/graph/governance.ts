import type { Governance } from '../ports/governance.ts';
import { extensionsOver } from './extensions.ts';
import { groupNewsOver } from './group-news.ts';
import { groupAppsOver } from './group-apps.ts';
import { licencesOver } from './licences.ts';
import type { Link } from './link.ts';
import { settingsOver } from './settings.ts';

/** What administrators say about groups, over Graph. */
export function governanceOver(link: Link): Governance {
  return {
    ...settingsOver(link),
    ...licencesOver(link),
    ...groupAppsOver(link),
    ...extensionsOver(link),
    ...groupNewsOver(link),
  };
}
