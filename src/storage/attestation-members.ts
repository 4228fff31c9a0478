import { sql, type Kysely } from 'kysely';
import type { AttestedState } from '../domain/attestation.ts';
import type { AttestationKey, AttestationStore } from '../ports/attestations.ts';
import { memberOf, searchable } from './attestation-rows.ts';
import { inTransaction, type Tables } from './rows.ts';
import type { AttestationMemberRow } from './lifecycle-schema.ts';
import type { Database } from './schema.ts';
import { storable } from './storable-text.ts';

type Members = Pick<
  AttestationStore,
  'putMembers' | 'membersLeft' | 'decide' | 'keepAll' | 'progress' | 'forgetMembers'
>;
type Given = Parameters<AttestationStore['putMembers']>[1][number];

/** Nobody has decided on these, or what was decided could not be done. */
const left: readonly AttestedState[] = ['undecided', 'removing', 'failed'];
/** SQLite takes 32,766 values in a statement, PostgreSQL 65,535. */
const rowsPerStatement = 500;
const idsPerStatement = 5_000;

/** Who is in a group that is being confirmed, and what was decided on them. */
export function attestationMembers(tables: Tables): Members {
  const { db } = tables;
  return {
    putMembers: (about, members) =>
      inTransaction(tables, async (transaction) => {
        await dropOthers(transaction, about, new Set(members.map(({ id }) => id)));
        for (let start = 0; start < members.length; start += rowsPerStatement)
          await transaction
            .insertInto('attestation_member')
            .values(members.slice(start, start + rowsPerStatement).map((member) => rowOf(about, member)))
            .onConflict((conflict) =>
              conflict.columns(['tenant_id', 'attestation_id', 'member_id']).doUpdateSet((row) => ({
                name: row.ref('excluded.name'),
                is_guest: row.ref('excluded.is_guest'),
                is_disabled: row.ref('excluded.is_disabled'),
                position: row.ref('excluded.position'),
                search: row.ref('excluded.search'),
                // Taken out and let in again: nobody has decided on that. Somebody who is being taken out still is.
                state: sql<AttestedState>`case when attestation_member.state = 'removed' then 'undecided' else attestation_member.state end`,
              })),
            )
            .execute();
      }),

    async membersLeft({ tenantId, id }, { limit, after = '', search = '' }) {
      const wanted = searchable(search);
      const rows = await db
        .selectFrom('attestation_member')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('attestation_id', '=', id)
        .where('state', 'in', left)
        .where('position', '>', after)
        .$if(wanted !== '', (query) => query.where(sql<boolean>`search like ${pattern(wanted)} escape '\\'`))
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(memberOf);
    },

    async decide({ tenantId, id }, memberIds, from, { state, code = null }) {
      if (memberIds.length === 0) return [];
      const rows = await db
        .updateTable('attestation_member')
        .set({ state, code })
        .where('tenant_id', '=', tenantId)
        .where('attestation_id', '=', id)
        .where('member_id', 'in', [...memberIds])
        .where('state', 'in', from)
        .returning('member_id')
        .execute();
      return rows.map((row) => row.member_id);
    },

    async keepAll({ tenantId, id }) {
      await db
        .updateTable('attestation_member')
        .set({ state: 'kept', code: null })
        .where('tenant_id', '=', tenantId)
        .where('attestation_id', '=', id)
        .where('state', 'in', left)
        .execute();
    },

    async progress({ tenantId, id }) {
      const rows = await db
        .selectFrom('attestation_member')
        .select(['state', (row) => row.fn.countAll<number | bigint | string>().as('count')])
        .where('tenant_id', '=', tenantId)
        .where('attestation_id', '=', id)
        .groupBy('state')
        .execute();
      const of = (states: readonly AttestedState[]): number =>
        rows.reduce((sum, { state, count }) => sum + (states.includes(state) ? Number(count) : 0), 0);
      return { left: of(left), kept: of(['kept']), removed: of(['removed']) };
    },

    async forgetMembers({ tenantId, id }) {
      await db
        .deleteFrom('attestation_member')
        .where('tenant_id', '=', tenantId)
        .where('attestation_id', '=', id)
        .execute();
    },
  };
}

/** Who is not in the group any more needs no decision; somebody whom we were taking out is out. */
async function dropOthers(
  db: Kysely<Database>,
  { tenantId, id }: AttestationKey,
  present: ReadonlySet<string>,
): Promise<void> {
  const known = await db
    .selectFrom('attestation_member')
    .select(['member_id', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('attestation_id', '=', id)
    .where('state', '!=', 'removed')
    .execute();
  const gone = known.filter(({ member_id }) => !present.has(member_id));
  const mine = db.updateTable('attestation_member').where('tenant_id', '=', tenantId).where('attestation_id', '=', id);
  const removing = gone.filter(({ state }) => state === 'removing').map((row) => row.member_id);
  for (let start = 0; start < removing.length; start += idsPerStatement)
    await mine
      .where('member_id', 'in', removing.slice(start, start + idsPerStatement))
      .set({ state: 'removed' })
      .execute();
  const others = gone.filter(({ state }) => state !== 'removing').map((row) => row.member_id);
  for (let start = 0; start < others.length; start += idsPerStatement)
    await db
      .deleteFrom('attestation_member')
      .where('tenant_id', '=', tenantId)
      .where('attestation_id', '=', id)
      .where('member_id', 'in', others.slice(start, start + idsPerStatement))
      .execute();
}

function rowOf({ tenantId, id }: AttestationKey, member: Given): AttestationMemberRow {
  const search = searchable(member.displayName);
  return {
    tenant_id: tenantId,
    attestation_id: id,
    member_id: member.id,
    name: storable(member.displayName),
    type: member.type,
    is_guest: Number(member.isGuest),
    is_disabled: Number(member.isDisabled),
    position: `${member.comesFirst ? '0' : '1'} ${search} ${member.id}`,
    search,
    state: 'undecided',
    code: null,
  };
}

function pattern(wanted: string): string {
  return `%${wanted.replace(/[%_\\]/g, String.raw`\$&`)}%`;
}
