import { z } from 'zod';
import { expiringListCard, type ExpiringList } from '../../cards/expiring-list.ts';
import { groupChangedCard } from '../../cards/group-changed.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { neverExpires } from '../../domain/member-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { asOwner } from '../as-owner.ts';
import { checkExpirationJob } from '../notices/notice-jobs.ts';
import type { Services } from '../operation.ts';
import { expiringPage, expiringScopes, pageStart } from './expiring-page.ts';
import { resolveGroup } from '../resolve-group.ts';

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
  input: z.object({ group: groupName, listFrom: pageStart.optional() }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: name, listFrom }, services) {
    const { directory, store, caller, clock } = services;
    const group = await resolveGroup(directory, name);
    if (group.expiresAt === undefined) throw neverExpires(group);

    const renewed = await asOwner(group, services, () => directory.renew(group.id));
    // Whoever was told that it expires reads the new date. Should this not be written, the daily scan finds it.
    await store.jobs.enqueue([checkExpirationJob(caller.tenantId, group.id, clock.now())]);
    const expiresAt = newExpiration(group, renewed);
    const list = listFrom === undefined ? undefined : await listAfter(group, expiresAt, listFrom, services);
    return { what: 'renewed' as const, group, ...(expiresAt && { expiresAt }), ...(list && { list }) };
  },
  changes: ({ group }) => ({ outcome: 'done', groupId: group.id }),
  card: ({ list, ...renewed }, reader) => (list ? expiringListCard(list, reader) : groupChangedCard(renewed, reader)),
});

/**
 * The list from which the group was renewed, true again: the directory may still tell the old date there. Where it cannot
 * be read with what the person has agreed to, the answer is a card of its own.
 */
async function listAfter(
  group: Group,
  expiresAt: Date | undefined,
  start: number,
  { beyond }: Services,
): Promise<ExpiringList | undefined> {
  const { directory } = beyond(expiringScopes);
  const list = await expiringPage(directory, start).catch(unlessBug);
  const rows = list?.rows.map((row) =>
    row.group.id === group.id && expiresAt ? { ...row, group: { ...row.group, expiresAt } } : row,
  );
  return list && rows && { ...list, rows, renewed: group };
}

function unlessBug(error: unknown): undefined {
  if (!(error instanceof AppError)) throw error;
}

/** Undefined while the directory still tells the old date, or none. */
function newExpiration({ expiresAt }: Group, now: Group | undefined): Date | undefined {
  return now?.expiresAt?.getTime() === expiresAt?.getTime() ? undefined : now?.expiresAt;
}
