import type { Governance } from '../ports/governance.ts';
import type { Link } from './link.ts';
import { settingsOver } from './settings.ts';

/** What administrators say about groups, over Graph. */
export function governanceOver(link: Link): Governance {
  return { ...settingsOver(link) };
}
