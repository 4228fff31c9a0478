import { expect, it } from 'vitest';
import type { AuditEvent, AuditFilter } from '../../../src/ports/audit.ts';
import { describeStore, type EngineUnderTest, type Place } from '../../support/stores.ts';

const event = (index: number, change: Partial<AuditEvent> = {}): AuditEvent => ({
  tenantId: 'contoso',
  at: new Date(Date.UTC(2026, 2, 1, 9, index)),
  actorId: 'ada',
  operation: 'request.join',
  outcome: 'done',
  correlationId: `c${index}`,
  ...change,
});

/** As somebody could who owns the database: the triggers go first. */
async function withoutTriggers(engine: EngineUnderTest, place: Place, ...statements: string[]): Promise<void> {
  const drop =
    engine.name === 'sqlite'
      ? ['audit_event_no_update', 'audit_event_no_delete', 'audit_head_no_delete'].map((name) => `drop trigger ${name}`)
      : ['drop function refuse_change() cascade', 'drop function refuse_uncut() cascade'];
  await place.tamper(...drop, ...statements);
}

async function written(engine: EngineUnderTest, count: number): Promise<Place> {
  const place = await engine.place();
  const { store, close } = await place.open();
  for (let index = 1; index <= count; index += 1) {
    await store.audit.append(event(index, index === 4 ? { subject: { kind: 'person', id: 'mona' } } : {}));
  }
  await store.audit.append(event(1, { tenantId: 'fabrikam' }));
  expect(await store.audit.firstBrokenLink('contoso')).toBeUndefined();
  await close();
  return place;
}

const tampering: Record<string, { statements: string[]; broken: number | undefined }> = {
  'a changed entry': { statements: ["update audit_event set actor_id = 'eve' where sequence = 3"], broken: 3 },
  'a code that was added': { statements: ["update audit_event set code = 'x' where sequence = 2"], broken: 2 },
  'another subject': { statements: ["update audit_event set subject_id = 'eve' where sequence = 4"], broken: 4 },
  'a subject that was taken out': {
    statements: ['update audit_event set subject_kind = null, subject_id = null where sequence = 4'],
    broken: 4,
  },
  'a subject that was put in': {
    statements: ["update audit_event set subject_kind = 'person', subject_id = 'eve' where sequence = 2"],
    broken: 2,
  },
  'half a subject': { statements: ["update audit_event set subject_kind = 'person' where sequence = 2"], broken: 2 },
  'a missing entry': {
    statements: ["delete from audit_event where sequence = 2 and tenant_id = 'contoso'"],
    broken: 2,
  },
  'a missing first entry': { statements: ['delete from audit_event where sequence = 1'], broken: 1 },
  'entries cut off at the end': { statements: ['delete from audit_event where sequence >= 4'], broken: 4 },
  'a chain that was moved to another tenant': {
    statements: [
      "delete from audit_event where tenant_id = 'contoso'",
      "update audit_event set tenant_id = 'contoso' where tenant_id = 'fabrikam'",
    ],
    broken: 1,
  },
  'nothing changed': { statements: [], broken: undefined },
};

describeStore('the audit trail', (engine) => {
  it.each(Object.entries(tampering))('shows %s', async (_, { statements, broken }) => {
    const place = await written(engine, 5);
    await withoutTriggers(engine, place, ...statements);
    const { store } = await place.open();
    expect(await store.audit.firstBrokenLink('contoso')).toBe(broken);
  });

  it('shows an entry from another chain, whose own hash fits', async () => {
    const other = await engine.place();
    const { store, close } = await other.open();
    for (const index of [1, 7, 3]) await store.audit.append(event(index));
    await close();
    const [stranger] = await other.tamper('select * from audit_event where sequence = 3');
    const columns = Object.keys(stranger!);
    const values = Object.values(stranger!).map((value) =>
      value === null ? 'null' : `'${String(value as string | number)}'`,
    );

    const place = await written(engine, 5);
    await withoutTriggers(
      engine,
      place,
      'delete from audit_event where sequence = 3',
      `insert into audit_event (${columns.join(', ')}) values (${values.join(', ')})`,
    );
    expect(await (await place.open()).store.audit.firstBrokenLink('contoso')).toBe(3);
  });

  it.each([
    "update audit_event set actor_id = 'eve'",
    'delete from audit_event',
    'delete from audit_head',
    ...(engine.name === 'postgres' ? ['truncate audit_event', 'truncate audit_head'] : []),
  ])('refuses “%s”', async (statement) => {
    const place = await written(engine, 1);
    await expect((async () => place.tamper(statement))()).rejects.toThrow('append-only');
  });

  it('stays whole when many append at once, also from several instances', async () => {
    const place = await engine.place();
    const first = await place.open();
    const stores = engine.name === 'postgres' ? [first, await place.open(), await place.open()] : [first];
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const { store } = stores[index % stores.length]!;
        const entry = event(index, {
          tenantId: index % 3 ? 'contoso' : 'fabrikam',
          groupId: 'g',
          requestId: 'r',
          code: 'c',
        });
        return index % 2 ? store.audit.append(entry) : store.atomically((inner) => inner.audit.append(entry));
      }),
    );
    expect(await first.store.audit.firstBrokenLink('contoso')).toBeUndefined();
    expect(await first.store.audit.firstBrokenLink('fabrikam')).toBeUndefined();
    expect(await entriesByTenant(first.close, place)).toEqual({ contoso: 40, fabrikam: 20 });
  });

  it('is whole for a tenant without entries, and for text with odd characters', async () => {
    const { store } = await (await engine.place()).open();
    expect(await store.audit.firstBrokenLink('contoso')).toBeUndefined();
    await store.audit.append(event(1, { correlationId: '\0 \ud800 “”', code: '\0', groupId: '\udfff' }));
    await store.audit.append(event(2));
    expect(await store.audit.firstBrokenLink('contoso')).toBeUndefined();
  });

  it('reads long chains page by page', async () => {
    const place = await engine.place();
    const { store } = await place.open();
    await store.atomically(async ({ audit }) => {
      for (let index = 0; index < 1003; index += 1) await audit.append(event(index));
    });
    expect(await store.audit.firstBrokenLink('contoso')).toBeUndefined();
  });

  it('gives entries back as they were put in, newest first and a page at a time', async () => {
    const { store } = await (await engine.place()).open();
    const whole = event(1, {
      groupId: 'guild',
      subject: { kind: 'person', id: 'mona' },
      requestId: 'r',
      code: 'member.denied',
      outcome: 'refused',
      onBehalfOfId: 'ingrid',
      decision: { outcome: 'approved', at: new Date('2026-02-28T08:00:00Z'), byId: 'grace' },
      graphRequestIds: ['a1', 'b2'],
      details: [
        { field: 'name', kind: 'text', from: 'Design Guild', to: 'Design Circle' },
        { field: 'owner', kind: 'person', to: 'mona' },
        { field: 'visibility', kind: 'word', from: 'public' },
      ],
    });
    await store.audit.append(whole);
    for (const index of [2, 3, 4, 5]) await store.audit.append(event(index));
    await store.audit.append(event(1, { tenantId: 'fabrikam' }));
    const first = await store.audit.newest('contoso', {}, { limit: 3 });
    expect(first.map(({ sequence }) => sequence)).toEqual([5, 4, 3]);
    const second = await store.audit.newest('contoso', {}, { limit: 3, before: 3 });
    expect(second).toEqual([
      { ...event(2), sequence: 2 },
      { ...whole, sequence: 1 },
    ]);
  });

  it('finds entries by group, person, subject, operation and time', async () => {
    const { store } = await (await engine.place()).open();
    const person = (id: string) => ({ kind: 'person' as const, id });
    await store.audit.append(event(1, { groupId: 'guild', actorId: 'mona' }));
    await store.audit.append(event(2, { groupId: 'club', subject: person('mona'), operation: 'member.add' }));
    await store.audit.append(event(3, { groupId: 'guild', subject: person('alan'), operation: 'owner.add' }));
    await store.audit.append(event(4, { outcome: 'refused', requestId: 'r1', onBehalfOfId: 'grace' }));
    const found = async (filter: AuditFilter) =>
      (await store.audit.newest('contoso', filter, { limit: 10 })).map(({ sequence }) => sequence);
    expect(await found({ groupIds: ['guild'] })).toEqual([3, 1]);
    expect(await found({ groupIds: ['guild', 'club'] })).toEqual([3, 2, 1]);
    expect(await found({ groupIds: [] })).toEqual([]);
    expect(await found({ personId: 'mona' })).toEqual([2, 1]);
    expect(await found({ subjectId: 'mona' })).toEqual([2]);
    expect(await found({ operations: ['member.add', 'owner.add'] })).toEqual([3, 2]);
    expect(await found({ personId: 'grace' })).toEqual([4]);
    expect(await found({ requestId: 'r1' })).toEqual([4]);
    expect(await found({ outcome: 'done' })).toEqual([3, 2, 1]);
    expect(await found({ from: event(2).at, until: event(4).at })).toEqual([3, 2]);
    expect(await found({ groupIds: ['guild'], personId: 'alan' })).toEqual([3]);
  });

  it('leaves out what began where it has an end, and shows what nobody knows the end of', async () => {
    const { store } = await (await engine.place()).open();
    await store.audit.append(event(1, { outcome: 'begun' }));
    await store.audit.append(event(1));
    await store.audit.append(event(2, { outcome: 'begun' }));
    await store.audit.append(event(2, { tenantId: 'fabrikam' }));
    const entries = await store.audit.newest('contoso', {}, { limit: 10 });
    expect(entries.map(({ sequence, outcome }) => [sequence, outcome])).toEqual([
      [3, 'begun'],
      [2, 'done'],
    ]);
  });

  it('forgets an entry whose transaction was undone', async () => {
    const { store } = await (await engine.place()).open();
    const undone = store.atomically(async ({ audit }) => {
      await audit.append(event(1));
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await store.audit.append(event(2));
    expect(await store.audit.firstBrokenLink('contoso')).toBeUndefined();
  });
});

/** Closed first: a SQLite file is read past the store only when nobody holds it. */
async function entriesByTenant(close: () => Promise<void>, place: Place): Promise<Record<string, number>> {
  await close();
  const rows = await place.tamper('select tenant_id, count(*) as entries from audit_event group by tenant_id');
  return Object.fromEntries(rows.map((row) => [String(row['tenant_id']), Number(row['entries'])]));
}
