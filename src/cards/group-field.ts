import type { Group } from '../domain/groups.ts';
import { plain } from './escape.ts';

/** How a form asks for a group: not at all when it is known, by a list to choose from, or by name. */
export interface GroupField {
  group?: Group;
  /** Those to choose from; absent when there are too many, or the directory does not say: then the name is typed. */
  groups?: readonly Group[];
}

/** What the templates of such forms name. */
export function groupFieldView({ group, groups = [] }: GroupField): Record<string, unknown> {
  const names = groups.map(({ displayName }) => displayName);
  return {
    asksGroup: group === undefined && groups.length === 0,
    offersGroups: group === undefined && groups.length > 0,
    groupChoices: groups.map(({ id, displayName, mail }) => {
      const isTwin = names.filter((name) => name === displayName).length > 1;
      return { value: id, title: plain(isTwin && mail ? `${displayName} (${mail})` : displayName, 160) };
    }),
  };
}

/** What the form's buttons send of it; a field of the form sends it otherwise. */
export function groupData({ group }: GroupField): { group?: string } {
  return group ? { group: group.id } : {};
}
