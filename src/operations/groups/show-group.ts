import { z } from 'zod';
import { groupShownCard, type GroupShown } from '../../cards/group-shown.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';

/** Shows a group with its owners, how the caller stands to it, and what the caller can do with it. */
export const showGroup = defineOperation({
  name: 'group.show',
  phrases: [
    'show group',
    'show me',

    'show',
    'open group',
    'open',
    'details of',
    'tell me about',
    'info about',
    'about',
    'what is',
    'view group',
    'view',
  ],
  sayings: [
    'see the? group {group}',
    'let me see {group}',
    'what do you know about {group}',
    'more about {group}',
    'tell me more about {group}',
    'what can you tell me about {group}',
    'look at {group}',
  ],
  summary: 'Show a group: its owners, its members, and what you can do',
  example: 'show group Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ group: name }, services) {
    return lookAt(await resolveGroup(services.directory, name), services);
  },
  card: groupShownCard,
});

async function lookAt(group: Group, { directory, store, caller }: Services): Promise<GroupShown> {
  const [standing, owners, memberCount, isFavorite, isSubscribed, open] = await Promise.all([
    directory.standingIn(group.id),
    unlessRefused(directory.ownersOf(group.id)),
    unlessRefused(directory.memberCount(group.id)),
    group.kind === 'microsoft365' ? unlessRefused(directory.isFavorite(group.id)) : undefined,
    group.kind === 'microsoft365' ? unlessRefused(directory.isSubscribed(group.id)) : undefined,
    store.requests.pendingFor(caller.tenantId, caller.userId, group.id),
  ]);
  return {
    group,
    standing,
    ...(owners && { owners }),
    ...(memberCount !== undefined && { memberCount }),
    ...(isFavorite !== undefined && { isFavorite }),
    ...(isSubscribed !== undefined && { isSubscribed }),
    ...(open && !standing.isMember && { openRequestId: open.id }),
  };
}
