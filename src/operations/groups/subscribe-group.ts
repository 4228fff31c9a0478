import { z } from 'zod';
import { groupChangedCard } from '../../cards/group-changed.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { cannotSubscribe } from '../../domain/member-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';

/**
 * Has the group's conversations mailed to the caller. Doing it twice is the same as once.
 * @throws AppError `group.cannot-subscribe` for other kinds of groups, `subscription.denied` for those who are not in it
 * @see https://learn.microsoft.com/graph/api/group-subscribebymail
 */
export const subscribeGroup = defineOperation({
  name: 'group.subscribe',
  phrases: ['subscribe', 'subscribe to', 'subscribe me to', 'follow', 'mail me from', 'get mail from'],
  sayings: [
    'send|give|mail me the? mail of|from|in|about {group}',
    'get the? mail from|of|in {group}',
    'receive the? mail from|of {group}',
  ],
  summary: 'Get a group’s conversations by mail',
  example: 'subscribe to Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: name }, services) {
    return { what: 'subscribed' as const, group: await subscribe(name, true, services) };
  },
  changes: ({ group }) => ({ outcome: 'done', groupId: group.id }),
  card: groupChangedCard,
});

/**
 * Ends that. Nothing happens to the membership.
 * @throws AppError as subscribing does
 * @see https://learn.microsoft.com/graph/api/group-unsubscribebymail
 */
export const unsubscribeGroup = defineOperation({
  name: 'group.unsubscribe',
  phrases: ['unsubscribe', 'unsubscribe from', 'unsubscribe me from', 'unfollow', 'stop mail from', 'no mail from'],
  sayings: [
    'stop mailing me from|about {group}',
    'stop sending me the? mail from|of|about {group}',
    'no more mail from|of|about {group}',
    'do not mail me from|about {group}',
    'do not send me mail from|of|about {group}',
  ],
  summary: 'Stop getting a group’s conversations by mail',
  example: 'unsubscribe from Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: name }, services) {
    return { what: 'unsubscribed' as const, group: await subscribe(name, false, services) };
  },
  changes: ({ group }) => ({ outcome: 'done', groupId: group.id }),
  card: groupChangedCard,
});

/** Graph judges who is in the group: to ask beforehand would only be one more call. */
async function subscribe(name: string, isSubscribed: boolean, { directory }: Services): Promise<Group> {
  const group = await resolveGroup(directory, name);
  if (group.kind !== 'microsoft365') throw cannotSubscribe(group, 'kind');
  try {
    await directory.setSubscribed(group.id, isSubscribed);
    return group;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'denied') throw cannotSubscribe(group, 'notMember');
    throw error;
  }
}
