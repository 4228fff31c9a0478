import type { NewsPlaceStore } from '../ports/news-places.ts';
import type { Tables } from './rows.ts';

/** Where people stand in the stream of changes. */
export function newsPlaceStore({ db }: Tables): NewsPlaceStore {
  return {
    async get(tenantId, userId) {
      const row = await db
        .selectFrom('news_place')
        .select(['token', 'asked_at'])
        .where('tenant_id', '=', tenantId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row && { token: row.token, askedAt: new Date(row.asked_at) };
    },

    async set(tenantId, userId, { token, askedAt }) {
      const columns = { token, asked_at: askedAt.getTime() };
      await db
        .insertInto('news_place')
        .values({ tenant_id: tenantId, user_id: userId, ...columns })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(columns))
        .execute();
    },
  };
}
