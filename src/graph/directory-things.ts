import { z } from 'zod';
import type { DirectoryThing } from '../domain/memberships.ts';
import { groupFields, parseGroup } from './group-shape.ts';

/** For `$select` wherever objects of several types come back. */
export const thingFields = `${groupFields},userPrincipalName`;

const thingShape = z.looseObject({
  '@odata.type': z.string(),
  id: z.guid(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
});

export const thingList = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(thingShape) });

/** @returns undefined for a group of which the caller may know the id alone */
export function thingFrom(raw: z.infer<typeof thingShape>): DirectoryThing | undefined {
  const { id } = raw;
  const displayName = raw.displayName ?? (isRole(raw) ? 'An administrator role' : 'Name not visible');
  switch (raw['@odata.type']) {
    case '#microsoft.graph.group': {
      const group = parseGroup(raw);
      return group && { type: 'group', id, displayName, group };
    }
    case '#microsoft.graph.user':
      return { type: 'person', id, displayName };
    case '#microsoft.graph.directoryRole':
      return { type: 'role', id, displayName, ...(raw.description && { description: raw.description }) };
    default:
      return { type: 'other', id, displayName };
  }
}

/** Who may read groups may not read what roles are called. */
function isRole(raw: z.infer<typeof thingShape>): boolean {
  return raw['@odata.type'] === '#microsoft.graph.directoryRole';
}
