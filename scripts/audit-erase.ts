import { randomUUID } from 'node:crypto';
import { fieldChange, timedActor, trailOperations } from '../src/domain/audit.ts';
import type { ErasedPerson } from '../src/ports/audit.ts';
import type { Store } from '../src/ports/store.ts';

const isId = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text);

/**
 * @param wanted an object id, or a sign-in name, which is looked up with the app's own right
 * @param names further names by which texts may call the person
 * @throws Error that says what to mend
 */
export async function personToErase(wanted: string, names: readonly string[], root: string): Promise<ErasedPerson> {
  if (isId(wanted)) return { id: wanted.toLowerCase(), names };
  if (!/^[^\s@]+@[^\s@]+$/u.test(wanted)) throw new Error('Say whom: --person with a sign-in name or an object id.');
  // Only here: what signs in to Microsoft takes a second to load.
  const { lookUp } = await import('./audit-person.ts');
  const found = await lookUp(wanted, root);
  return { id: found.id, names: [found.displayName, wanted, ...names] };
}

/** Erases a person from the trails of all tenants, each with an entry that says so. */
export async function eraseEverywhere(
  store: Store,
  person: ErasedPerson,
  isSure: boolean,
  now: Date,
): Promise<{ entries: number; isErased: boolean }> {
  let entries = 0;
  for (const tenantId of await store.audit.tenants()) {
    const { did, others } = await store.audit.mentionsOf(tenantId, person);
    entries += did + others;
    if (isSure && did + others > 0) await eraseFrom(store, tenantId, person, now);
  }
  return { entries, isErased: isSure && entries > 0 };
}

function eraseFrom(store: Store, tenantId: string, person: ErasedPerson, now: Date): Promise<void> {
  return store.atomically(async ({ audit }) => {
    const correlationId = randomUUID();
    const fields = await audit.erase(tenantId, person, correlationId);
    await audit.append({
      tenantId,
      at: now,
      actorId: timedActor,
      operation: trailOperations.erase,
      outcome: 'done',
      correlationId,
      details: [fieldChange('erased', 'word', { to: String(fields) }), fieldChange('by', 'word', { to: 'command' })],
    });
  });
}
