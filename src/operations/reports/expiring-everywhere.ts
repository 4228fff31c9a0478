import { z } from 'zod';
import { expiringEverywhereCard, type ExpiringEverywhere } from '../../cards/expiring-everywhere.ts';
import { dayMs } from '../../domain/expiry.ts';
import { administratorScopes, isAdministrator } from '../administrators.ts';
import { defineOperation } from '../define-operation.ts';
import { pageUpTo, timePlace } from '../time-place.ts';
import { aheadDays } from './collect-report.ts';
import { reportDenied } from './report-denied.ts';

const pageSize = 8;

/**
 * Shows administrators which groups of the organisation expire soon, as the weekly report counts them. The right is checked
 * with the directory each time.
 * @throws AppError `report.denied`
 */
export const expiringEverywhere = defineOperation({
  name: 'report.expiring',
  phrases: [
    'all expiring groups',
    'all groups that expire',
    'expiring groups of the organisation',
    'expiring groups of everybody',
    'which groups of the organisation expire',
    'show all expiring groups',
  ],
  summary: 'See which groups of the whole organisation expire soon',
  example: 'all expiring groups',
  input: z.object({ next: timePlace }),
  scopes: administratorScopes,

  async run({ next }, services): Promise<ExpiringEverywhere> {
    if (!(await isAdministrator(services))) throw reportDenied();
    const { store, caller, clock } = services;
    const from = clock.now();
    const until = new Date(from.getTime() + aheadDays * dayMs);
    const page = { from, until, limit: pageSize + 1, ...(next && { after: next }) };
    const found = await store.directoryGroups.dueBetween(caller.tenantId, page);
    const { shown, ...rest } = pageUpTo(pageSize, found, ({ expiresAt: at, id }) => ({ at, id }));
    return {
      days: aheadDays,
      groups: shown.map(({ id, displayName, expiresAt, owners }) => ({
        id,
        displayName,
        expiresAt,
        ...(owners && { owners: owners.ids.length }),
      })),
      ...rest,
      isContinued: next !== undefined,
    };
  },
  card: expiringEverywhereCard,
});
