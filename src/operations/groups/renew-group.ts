import { z } from 'zod';
import { groupChangedCard } from '../../cards/group-changed.ts';
import type { Group } from '../../domain/groups.ts';
import { neverExpires } from '../../domain/member-errors.ts';
import type { Directory } from '../../ports/directory.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { asOwner } from '../as-owner.ts';
import { checkExpirationJob } from '../notices/notice-jobs.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';

/**
 * Moves a group's expiration by the lifetime that the organisation's policy gives. Twice is the same as once.
 * @throws AppError `group.not-owner`, `group.no-expiry`
 * @see https://learn.microsoft.com/graph/api/group-renew
 */
export const renewGroup = defineOperation({
  name: 'group.renew',
  phrases: ['renew', 'renew group', 'extend', 'extend group', 'prolong', 'keep group', 'keep'],
  sayings: [
    'keep {group} alive|going|running|open',
    'extend|renew {group} for another? a? one? more? year|month|months|time',
    '{group} should not expire',
    'do not let {group} expire',
    'we|i still need {group}',
    '{group} is still needed',
  ],
  summary: 'Renew a group you own before it expires',
  example: 'renew Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: name }, services) {
    const { directory, store, caller, clock } = services;
    const group = await resolveGroup(directory, name);
    if (group.expiresAt === undefined) throw neverExpires(group);

    await asOwner(group, services, () => directory.renew(group.id));
    // Whoever was told that it expires reads the new date. Should this not be written, the daily scan finds it.
    await store.jobs.enqueue([checkExpirationJob(caller.tenantId, group.id, clock.now())]);
    const expiresAt = await newExpiration(group, directory);
    return { what: 'renewed' as const, group, ...(expiresAt && { expiresAt }) };
  },
  changes: ({ group }) => ({ outcome: 'done', groupId: group.id }),
  card: groupChangedCard,
});

/** Undefined while the directory still tells the old date. The group is renewed, whatever becomes of this look at it. */
async function newExpiration({ id, expiresAt }: Group, directory: Directory): Promise<Date | undefined> {
  const now = await unlessRefused(directory.group(id));
  return now?.expiresAt?.getTime() === expiresAt?.getTime() ? undefined : now?.expiresAt;
}
