import { sql } from 'kysely';
import type { ReportStore } from '../ports/reports.ts';
import type { Tables } from './rows.ts';

/** Counts over what is kept. Each is asked for once a week and by administrators, and walks along an index or a short table. */
export function reportStore({ db }: Tables): ReportStore {
  const there = (tenantId: string) => db.selectFrom('directory_group').where('tenant_id', '=', tenantId);
  const counted = sql<number>`count(*)`.as('count');
  return {
    async setAdminsProblem(tenantId, problem, at) {
      await db
        .insertInto('admins_found')
        .values({ tenant_id: tenantId, problem: problem ?? null, at: at.getTime() })
        .onConflict((conflict) =>
          conflict.column('tenant_id').doUpdateSet({ problem: problem ?? null, at: at.getTime() }),
        )
        .execute();
    },

    async adminsProblem(tenantId) {
      const row = await db
        .selectFrom('admins_found')
        .select(['problem', 'at'])
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst();
      return row?.problem ? { problem: row.problem, at: new Date(row.at) } : undefined;
    },

    async counts(tenantId, { now, since, until, restorableSince }) {
      const expiring = there(tenantId)
        .where('gone_at', 'is', null)
        .where('expires_at', '>', now.getTime())
        .where('expires_at', '<=', until.getTime());
      const restorable = there(tenantId)
        .where('gone_at', '>', restorableSince.getTime())
        .where('gone_as', '=', 'deleted');
      const requests = db.selectFrom('request').where('tenant_id', '=', tenantId);
      const lapsed = requests
        .where('status', '=', 'lapsed')
        .where('lapses_at', '>', since.getTime())
        .where('lapses_at', '<=', now.getTime());
      const failed = requests.where('status', '=', 'failed');
      const unreached = db
        .selectFrom('notice')
        .where('tenant_id', '=', tenantId)
        .where('state', '=', 'dead')
        .where('recipient_kind', '=', 'owner')
        .where('due_at', '>', since.getTime());
      const [ending, deleted, late, broken, silent] = await Promise.all([
        expiring.select(counted).executeTakeFirstOrThrow(),
        restorable.select(counted).executeTakeFirstOrThrow(),
        lapsed.select(counted).executeTakeFirstOrThrow(),
        failed.select(counted).executeTakeFirstOrThrow(),
        unreached.select(sql<number>`count(distinct recipient_id)`.as('count')).executeTakeFirstOrThrow(),
      ]);
      return {
        expiring: ending.count,
        restorable: deleted.count,
        lapsed: late.count,
        failed: broken.count,
        unreached: silent.count,
      };
    },
  };
}
