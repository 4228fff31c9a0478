import type { Kysely } from 'kysely';
import { isPersonal } from '../domain/audit.ts';
import type { ErasedPerson } from '../ports/audit.ts';
import { detailsOf, personalFields, withoutFields } from './audit-format.ts';
import type { AuditEventRow, Database } from './schema.ts';

const perRead = 500;
/** Shorter names are found in every other text. */
const shortestName = 3;

/** See `AuditTrail.mentionsOf`. */
export async function mentionsOf(
  db: Kysely<Database>,
  tenantId: string,
  person: ErasedPerson,
): Promise<{ did: number; others: number }> {
  const mentions = { did: 0, others: 0 };
  for await (const { slots } of entriesNaming(db, tenantId, person)) mentions[slots.has('actor') ? 'did' : 'others']++;
  return mentions;
}

/** See `AuditTrail.erase`. */
export async function erasePerson(
  db: Kysely<Database>,
  tenantId: string,
  person: ErasedPerson,
  erasureId: string,
): Promise<number> {
  let fields = 0;
  for await (const { row, slots } of entriesNaming(db, tenantId, person)) {
    await db
      .updateTable('audit_event')
      .set(withoutFields(row, slots, erasureId))
      .where('tenant_id', '=', tenantId)
      .where('sequence', '=', row.sequence)
      .execute();
    fields += slots.size;
  }
  return fields;
}

/** Entries with personal fields of this person, which are named. */
async function* entriesNaming(
  db: Kysely<Database>,
  tenantId: string,
  person: ErasedPerson,
): AsyncGenerator<{ row: AuditEventRow; slots: Set<string> }> {
  const ids = [...new Set([person.id, person.id.toLowerCase()])];
  for (let last = 0; ;) {
    const rows = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('sequence', '>', last)
      .where((build) =>
        build.or([
          build('actor_id', 'in', ids),
          build('subject_id', 'in', ids),
          build('on_behalf_of_id', 'in', ids),
          build('decided_by_id', 'in', ids),
          build('details', 'is not', null),
        ]),
      )
      .orderBy('sequence')
      .limit(perRead)
      .execute();
    for (const row of rows) {
      const slots = slotsOf(row, person);
      if (slots.size > 0) yield { row, slots };
    }
    if (rows.length < perRead) return;
    last = rows.at(-1)?.sequence ?? last;
  }
}

/** Ids of the person; what the person wrote; what others wrote and names the person. */
function slotsOf(row: AuditEventRow, { id, names }: ErasedPerson): Set<string> {
  const wanted = id.toLowerCase();
  const said = names.map((name) => name.trim().toLowerCase()).filter((name) => name.length >= shortestName);
  const isOwn = row.actor_id.toLowerCase() === wanted || row.on_behalf_of_id?.toLowerCase() === wanted;
  const texts = textSlots(row);
  const found = personalFields(row).filter(([slot, value]) => {
    const text = value.toLowerCase();
    return texts.has(slot)
      ? isOwn || text.includes(wanted) || said.some((name) => text.includes(name))
      : text === wanted;
  });
  return new Set(found.map(([slot]) => slot));
}

function textSlots(row: AuditEventRow): Set<string> {
  const texts = detailsOf(row).map(({ kind }, index) => (isPersonal(kind) && kind !== 'person' ? index : -1));
  return new Set(
    texts.filter((index) => index >= 0).flatMap((index) => [`details.${index}.from`, `details.${index}.to`]),
  );
}
