import { fieldChange, type FieldChange } from '../../domain/audit.ts';
import type { GraphPorts } from '../../ports/graph.ts';
import type { Seen } from './seen.ts';
import { added, differences, taken, turned, type ToldPort } from './told.ts';

const profileKinds = { displayName: 'text', description: 'text', classification: 'text' } as const;

/** What became of groups and of who is in them. */
export const toldOfGroups: {
  [Port in 'creations' | 'directory' | 'lifecycle' | 'profiles']: ToldPort<GraphPorts[Port]>;
} = {
  creations: {
    make: (_, __, { displayName, description, kind, rule }) => [
      ...added('name', 'text', displayName),
      ...differences({ description: 'text' }, {}, { description }),
      ...added('kind', 'word', kind),
      ...(rule ? added('rule', 'text', JSON.stringify(rule)) : []),
    ],
    setUpTeam: (_, __, channels) => [
      ...turned('team', undefined, 'yes'),
      ...channels.flatMap((channel) => added('channel', 'text', channel)),
    ],
  },
  directory: {
    addMember: (seen, _, id) => [inside(seen, id, 'to')],
    removeMember: (seen, _, id) => [inside(seen, id, 'from')],
    addMembers: () => (members) =>
      members.flatMap(({ userId, refusal }) => (refusal ? [] : added('member', 'person', userId))),
    removeMembers: () => (members) =>
      members.flatMap(({ userId, refusal }) => (refusal ? [] : taken('member', 'person', userId))),
    addOwner: (_, __, userId) => added('owner', 'person', userId),
    removeOwner: (_, __, userId) => taken('owner', 'person', userId),
    setSubscribed: (_, __, isSubscribed) => turned('mail', isSubscribed ? 'off' : 'on', isSubscribed ? 'on' : 'off'),
    renew(seen, groupId) {
      const from = expiryIn(seen, groupId);
      // The new date is known when the group is looked at again.
      return () => {
        const to = expiryIn(seen, groupId);
        return [fieldChange('expiration', 'time', { from, ...(to !== from && { to }) })];
      };
    },
    createGroup: (_, __, { plan, ownerIds }) => [
      ...added('name', 'text', plan.displayName),
      ...differences(profileKinds, {}, { description: plan.description, classification: plan.classification }),
      ...added('visibility', 'word', plan.visibility),
      ...ownerIds.flatMap((id) => added('owner', 'person', id)),
    ],
    addFavorite: () => turned('favourite', 'no', 'yes'),
    removeFavorite: () => turned('favourite', 'yes', 'no'),
  },
  lifecycle: {
    delete: (seen, groupId) => [
      ...turned('state', 'there', 'deleted'),
      ...taken('name', 'text', seen.text(groupId, 'displayName')),
    ],
    restore: () => turned('state', 'deleted', 'there'),
    purge: (seen, groupId) => [
      ...turned('state', 'deleted', 'gone for ever'),
      ...taken('name', 'text', seen.text(groupId, 'displayName')),
    ],
    createPolicy: (_, __, terms) => differences({ addresses: 'text' }, {}, { ...terms }),
    changePolicy: (seen, id, changes) => differences({ addresses: 'text' }, seen.thing(id), { ...changes }),
    deletePolicy(seen, id) {
      const { lifetimeDays, reach } = seen.thing(id);
      return ['lifetimeDays', 'reach'].flatMap((name, index) =>
        taken(name, 'word', worded([lifetimeDays, reach][index])),
      );
    },
    coverGroup: () => (isChanged) => (isChanged ? turned('expires', 'no', 'yes') : []),
    uncoverGroup: () => (isChanged) => (isChanged ? turned('expires', 'yes', 'no') : []),
  },
  profiles: {
    change: (seen, groupId, changes) =>
      differences(profileKinds, { ...seen.thing(groupId), ...seen.answer('profiles.read', groupId) }, { ...changes }),
    changeMailSettings: (seen, groupId, changes) =>
      differences({}, seen.answer('profiles.mailSettings', groupId) ?? {}, { ...changes }),
    setGroupPhoto: () => turned('picture', undefined, 'another'),
    setOwnPhoto: () => turned('picture', undefined, 'another'),
  },
};

/** Who or what is inside: people, groups, and devices and apps, which have a name alone. */
export function inside(seen: Seen, id: string, side: 'from' | 'to'): FieldChange {
  const thing = seen.thing(id);
  const isGroup = thing['type'] === 'group' || (typeof thing['kind'] === 'string' && 'visibility' in thing);
  if (isGroup) return fieldChange('member', 'group', { [side]: id });
  const name = seen.text(id, 'displayName');
  const isThing = typeof thing['principalName'] !== 'string' || thing['type'] === 'other';
  if (isThing && name !== undefined) return fieldChange('member', 'text', { [side]: name });
  return fieldChange('member', 'person', { [side]: id });
}

function expiryIn(seen: Seen, groupId: string): string | undefined {
  const { expiresAt } = seen.thing(groupId);
  return expiresAt instanceof Date ? expiresAt.toISOString() : undefined;
}

function worded(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
