import type { PreferenceStore } from '../ports/preferences.ts';
import type { Tables } from './rows.ts';

/** What people have set for themselves. */
export function preferenceStore({ db }: Tables): PreferenceStore {
  return {
    async quietHours(tenantId, userId) {
      const row = await db
        .selectFrom('preference')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (!row) return undefined;
      const { quiet_from: from, quiet_to: to, quiet_weekends: weekends } = row;
      return from === null || to === null ? 'none' : { from, to, weekends: weekends === 1 };
    },

    async setQuietHours(tenantId, userId, quiet) {
      if (!quiet) {
        await db.deleteFrom('preference').where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute();
        return;
      }
      const hours =
        quiet === 'none'
          ? { quiet_from: null, quiet_to: null, quiet_weekends: 0 as const }
          : {
              quiet_from: quiet.from,
              quiet_to: quiet.to,
              quiet_weekends: quiet.weekends ? (1 as const) : (0 as const),
            };
      await db
        .insertInto('preference')
        .values({ tenant_id: tenantId, user_id: userId, ...hours })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(hours))
        .execute();
    },
  };
}
