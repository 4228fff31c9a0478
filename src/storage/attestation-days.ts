import type { AttestationStore } from '../ports/attestations.ts';
import type { Tables } from './rows.ts';

/** On which day whom a new question reaches: each day of a person has few places, and each place is taken once. */
export function attestationDays({ db }: Tables): Pick<AttestationStore, 'bookedOn' | 'book'> {
  return {
    async bookedOn(tenantId, personIds, day) {
      if (personIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('attestation_day')
        .select(['person_id', (row) => row.fn.countAll<number | bigint | string>().as('count')])
        .where('tenant_id', '=', tenantId)
        .where('person_id', 'in', [...personIds])
        .where('day', '=', day)
        .groupBy('person_id')
        .execute();
      return new Map(rows.map((row) => [row.person_id, Number(row.count)]));
    },

    async book({ tenantId, id }, personId, from, most) {
      for (;;) {
        const mine = await db
          .selectFrom('attestation_day')
          .select('day')
          .where('tenant_id', '=', tenantId)
          .where('attestation_id', '=', id)
          .where('person_id', '=', personId)
          .executeTakeFirst();
        if (mine) return mine.day;
        const { day, slot } = await firstFree(from, most, tenantId, personId);
        const row = { tenant_id: tenantId, person_id: personId, day, slot, attestation_id: id };
        const { numInsertedOrUpdatedRows = 0n } = await db
          .insertInto('attestation_day')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows > 0n) return day;
      }
    },
  };

  async function firstFree(from: number, most: number, tenantId: string, personId: string) {
    const taken = await db
      .selectFrom('attestation_day')
      .select(['day', 'slot'])
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .where('day', '>=', from)
      .execute();
    const places = new Set(taken.map(({ day, slot }) => `${day} ${slot}`));
    for (let day = from; ; day += 1)
      for (let slot = 0; slot < most; slot += 1) if (!places.has(`${day} ${slot}`)) return { day, slot };
  }
}
