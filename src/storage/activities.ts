import type { ActivityStore } from '../ports/activities.ts';
import { parseOwn, type Tables } from './rows.ts';

/** Answers already given to activities. All times are the caller's. */
export function activityStore({ db }: Tables): ActivityStore {
  return {
    async begin(key, { now, leaseSeconds }) {
      const begun = await db
        .insertInto('activity')
        .values({
          key,
          begun_at: now.getTime(),
          lease_until: now.getTime() + Math.round(leaseSeconds * 1000),
          status: null,
          body: null,
        })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet((row) => ({
              begun_at: row.ref('excluded.begun_at'),
              lease_until: row.ref('excluded.lease_until'),
            }))
            .where('activity.status', 'is', null)
            .where('activity.lease_until', '<=', now.getTime()),
        )
        .returning('key')
        .executeTakeFirst();
      if (begun) return { state: 'new' };

      const known = await db
        .selectFrom('activity')
        .select(['status', 'body'])
        .where('key', '=', key)
        .executeTakeFirst();
      // A row that was forgotten in between is treated as busy: the channel delivers again.
      if (!known || known.status === null) return { state: 'busy' };
      const { status, body } = known;
      return { state: 'done', answer: { status, ...(body !== null && { body: parseOwn(body) }) } };
    },

    async hold(key, until) {
      await db
        .updateTable('activity')
        .set({ lease_until: until.getTime() })
        .where('key', '=', key)
        .where('status', 'is', null)
        .execute();
    },

    async finish(key, { status, body }, now) {
      const answer = { status, body: body === undefined ? null : JSON.stringify(body) };
      await db
        .insertInto('activity')
        .values({ key, begun_at: now.getTime(), lease_until: now.getTime(), ...answer })
        // The first answer stands: it may have been sent already.
        .onConflict((conflict) => conflict.column('key').doUpdateSet(answer).where('activity.status', 'is', null))
        .execute();
    },

    async forgetBefore(time) {
      await db.deleteFrom('activity').where('begun_at', '<', time.getTime()).execute();
    },
  };
}
