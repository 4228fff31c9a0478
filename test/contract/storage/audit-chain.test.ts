import { expect, it } from 'vitest';
import { fieldChange } from '../../../src/domain/audit.ts';
import type { AuditEvent, ErasedPerson } from '../../../src/ports/audit.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openAudit } from '../../../src/storage/open-audit.ts';
import { placeWithOldEntries, type OldEntry } from '../../support/old-audit.ts';
import { describeStore, type EngineUnderTest, type Place } from '../../support/stores.ts';

const tenantId = 'contoso';
const mona: ErasedPerson = { id: 'mona', names: ['Mona Haddad', 'mona@contoso.com'] };
const day = (index: number) => new Date(Date.UTC(2026, 2, index, 9));

const event = (index: number, change: Partial<AuditEvent> = {}): AuditEvent => ({
  tenantId,
  at: day(index),
  actorId: 'ada',
  operation: 'group.rename',
  outcome: 'done',
  correlationId: `c${index}`,
  ...change,
});

/** An entry in which nothing is empty. */
const whole = (index: number): AuditEvent =>
  event(index, {
    groupId: 'guild',
    subject: { kind: 'person', id: 'mona' },
    requestId: 'r',
    code: 'x',
    onBehalfOfId: 'grace',
    decision: { outcome: 'approved', at: day(1), byId: 'alan' },
    graphRequestIds: ['g1'],
    details: [
      fieldChange('name', 'text', { from: 'Guild', to: 'Circle of Mona Haddad' }),
      fieldChange('owner', 'person', { to: 'mona' }),
      fieldChange('visibility', 'word', { from: 'public', to: 'private' }),
    ],
  });

async function erase(store: Store, person: ErasedPerson, erasureId = 'e1'): Promise<number> {
  return store.atomically(async ({ audit }) => {
    const fields = await audit.erase(tenantId, person, erasureId);
    const details = [fieldChange('erased', 'word', { to: String(fields) })];
    await audit.append(event(28, { operation: 'audit.erase', correlationId: erasureId, details }));
    return fields;
  });
}

async function brokenAt({ location }: Place) {
  const audit = await openAudit(location);
  try {
    return (await audit.verify(tenantId)).broken;
  } finally {
    await audit.close();
  }
}

/** As somebody could who owns the database: the triggers go first. */
async function tamper(engine: EngineUnderTest, place: Place, ...statements: string[]): Promise<void> {
  const drop =
    engine.name === 'sqlite'
      ? ['audit_event_no_update', 'audit_event_no_delete', 'audit_head_no_delete'].map((name) => `drop trigger ${name}`)
      : ['drop function refuse_change() cascade', 'drop function refuse_uncut() cascade'];
  await place.tamper(...drop, ...statements);
}

async function written(engine: EngineUnderTest, work?: (store: Store) => Promise<unknown>): Promise<Place> {
  const place = await engine.place();
  const { store, close } = await place.open();
  for (const index of [1, 2, 3, 4, 5]) await store.audit.append(whole(index));
  await work?.(store);
  await close();
  expect(await brokenAt(place)).toBeUndefined();
  return place;
}

const entries = (store: Store) => store.audit.newest(tenantId, {}, { limit: 50 });

/** Each column with another value of its type. */
const alterations: Record<string, string> = {
  tenant_id: "'fabrikam'",
  sequence: '30',
  at: 'at + 1',
  actor_id: "'eve'",
  operation: "'group.delete'",
  outcome: "'refused'",
  group_id: "'club'",
  subject_kind: "'group'",
  subject_id: "'eve'",
  request_id: 'null',
  code: "'y'",
  correlation_id: "'z'",
  previous_hash: "'0'",
  hash: "'0'",
  format: '1',
  on_behalf_of_id: 'null',
  decision_outcome: "'rejected'",
  decision_at: 'decision_at + 1',
  decided_by_id: "'eve'",
  graph_request_ids: `'["g2"]'`,
  details: "replace(details, 'Circle of Mona Haddad', 'Club')",
  commitments: "'{}'",
  salts: "'{}'",
};

describeStore('the chain of the audit trail', (engine) => {
  it('has no column whose change goes unseen', async () => {
    const place = await written(engine);
    const [row] = await place.tamper('select * from audit_event where sequence = 3');
    expect(Object.keys(row!).sort()).toEqual(Object.keys(alterations).sort());
    const all = Object.entries(row!).map(([name, value]) => [name, literal(value)] as const);
    await tamper(engine, place);
    for (const [column, value] of Object.entries(alterations)) {
      await place.tamper(`update audit_event set ${column} = ${value} where sequence = 3`);
      expect([column, await brokenAt(place)]).toEqual([column, expect.objectContaining({ sequence: 3 })]);
      const back = all.map(([name, was]) => `${name} = ${was}`).join(', ');
      await place.tamper(`update audit_event set ${back} where correlation_id in ('c3', 'z')`);
    }
    expect(await brokenAt(place)).toBeUndefined();
  });

  it.each([
    ['other words in the place of ours', `replace(details, '"private"', '"open"')`],
    ['another kind, which would make a person a word', `replace(details, '"kind":"person"', '"kind":"word"')`],
    ['a salt that was taken away', `replace(salts, 'actor', 'nobody')`],
    ['text that is no JSON', `'['`],
  ])('shows %s', async (_, change) => {
    const place = await written(engine);
    const column = change.includes('salts') ? 'salts' : 'details';
    await tamper(engine, place, `update audit_event set ${column} = ${change} where sequence = 2`);
    expect(await brokenAt(place)).toEqual({ sequence: 2, why: 'altered' });
  });

  it.each([
    ['one in the middle', ['delete from audit_event where sequence = 3'], { sequence: 3, why: 'missing' }],
    ['the last', ['delete from audit_event where sequence = 5'], { sequence: 5, why: 'cutAtEnd' }],
    ['the end of the chain', ['delete from audit_head'], { sequence: 6, why: 'cutAtEnd' }],
    ['the oldest', ['delete from audit_event where sequence <= 2'], { sequence: 1, why: 'cutAtStart' }],
    ['all', ['delete from audit_event'], { sequence: 1, why: 'cutAtEnd' }],
  ])('shows when %s was removed', async (_, statements, broken) => {
    const place = await written(engine);
    await tamper(engine, place, ...statements);
    expect(await brokenAt(place)).toEqual(broken);
  });

  it('shows an entry that was put in, in the middle or at the end', async () => {
    const place = await written(engine);
    const [row] = await place.tamper('select * from audit_event where sequence = 5');
    const copy = (sequence: number) => {
      const values = Object.entries(row!).map(([name, value]) => (name === 'sequence' ? sequence : literal(value)));
      return `insert into audit_event (${Object.keys(row!).join(', ')}) values (${values.join(', ')})`;
    };
    await tamper(engine, place, copy(6));
    expect(await brokenAt(place)).toEqual({ sequence: 6, why: 'inserted' });
    await place.tamper('delete from audit_event where sequence in (3, 6)', copy(3));
    expect(await brokenAt(place)).toEqual({ sequence: 3, why: 'inserted' });
  });

  it('stays whole when somebody is erased, of whom nothing is left', async () => {
    const place = await engine.place();
    const { store, close } = await place.open();
    await store.audit.append(whole(1));
    await store.audit.append(event(2, { actorId: 'mona', details: [fieldChange('name', 'text', { to: 'My words' })] }));
    await store.audit.append(event(3, { onBehalfOfId: 'mona' }));
    await store.audit.append(event(4));
    expect(await store.audit.mentionsOf(tenantId, mona)).toEqual({ did: 1, others: 2 });
    expect(await erase(store, mona)).toBe(6);
    expect(await store.audit.mentionsOf(tenantId, mona)).toEqual({ did: 0, others: 0 });
    const [, untouched, inPlace, own, about] = await entries(store);
    expect(untouched).toEqual({ ...event(4), sequence: 4 });
    expect(inPlace).toMatchObject({ actorId: 'ada', onBehalfOfId: '' });
    expect(own).toMatchObject({ actorId: '', details: [{ field: 'name', kind: 'text', to: null }] });
    expect(about).toMatchObject({ actorId: 'ada', onBehalfOfId: 'grace', subject: { kind: 'person', id: '' } });
    expect(about?.details).toEqual([
      { field: 'name', kind: 'text', from: 'Guild', to: null },
      { field: 'owner', kind: 'person', to: null },
      { field: 'visibility', kind: 'word', from: 'public', to: 'private' },
    ]);
    expect(await store.audit.newest(tenantId, { personId: 'mona' }, { limit: 9 })).toEqual([]);
    await close();
    expect(JSON.stringify(await place.tamper('select * from audit_event'))).not.toMatch(/mona|my words/iu);
    expect(await brokenAt(place)).toBeUndefined();
  });

  it('erases one after the other from the same entry, and nobody twice', async () => {
    const place = await written(engine, async (store) => {
      expect(await erase(store, mona, 'e1')).toBe(15);
      expect(await erase(store, mona, 'e2')).toBe(0);
      // Who erased somebody is on record; whoever is erased in turn goes from there, too.
      expect(await erase(store, { id: 'ADA', names: [] }, 'e3')).toBe(12);
      expect(await erase(store, { id: 'grace', names: ['x', ''] }, 'e3')).toBe(5);
    });
    expect(await brokenAt(place)).toBeUndefined();
  });

  it('shows a field that was taken away without an erasure on record', async () => {
    const place = await written(engine, (store) => erase(store, mona));
    const [row] = await place.tamper('select salts from audit_event where sequence = 2');
    const salts = JSON.parse(String(row!['salts'])) as Record<string, string>;
    const without = JSON.stringify({ ...salts, actor: salts['subject'] });
    await tamper(engine, place, `update audit_event set actor_id = '', salts = '${without}' where sequence = 2`);
    expect(await brokenAt(place)).toEqual({ sequence: 1, why: 'erasedUnrecorded' });
    const alone = JSON.stringify({ ...salts, actor: 'erased:nobody' });
    await place.tamper(`update audit_event set salts = '${alone}' where sequence = 2`);
    expect(await brokenAt(place)).toEqual({ sequence: 2, why: 'erasedUnrecorded' });
  });

  it('lets an erasure through, and no other change', async () => {
    const place = await written(engine);
    await place.tamper("update audit_event set actor_id = '' where sequence = 1");
    for (const change of ["actor_id = 'eve'", "subject_id = 'eve'", "hash = ''", "commitments = '{}'", 'code = null'])
      await expect((async () => place.tamper(`update audit_event set ${change}`))()).rejects.toThrow('append-only');
  });

  it('is cut off at its beginning on record, again and again, and stays whole', async () => {
    const place = await written(engine, async ({ audit }) => {
      expect(await audit.cutBefore(tenantId, day(1), day(6))).toBe(0);
      expect(await audit.cutBefore(tenantId, day(3), day(6))).toBe(2);
      expect(await audit.cutBefore(tenantId, day(3), day(6))).toBe(0);
      await audit.append(event(7));
      expect(await audit.cutBefore(tenantId, day(5), day(8))).toBe(2);
      expect(await audit.cutBefore(tenantId, day(20), day(20))).toBe(4);
      expect(await audit.cutBefore('fabrikam', day(20), day(20))).toBe(0);
    });
    const { store } = await place.open();
    const [anchor, ...rest] = await entries(store);
    expect(rest).toEqual([]);
    expect(anchor).toMatchObject({ sequence: 9, actorId: 'muster', operation: 'audit.cut', at: day(20) });
    expect(anchor?.details).toContainEqual({ field: 'entries', kind: 'word', to: '4' });
    await store.audit.append(event(21));
    expect(await store.audit.firstBrokenLink(tenantId)).toBeUndefined();
  });

  it('cuts nothing behind an entry that has to stay', async () => {
    await written(engine, async ({ audit }) => {
      await audit.append(event(1));
      expect(await audit.cutBefore(tenantId, day(2), day(9))).toBe(1);
    });
  });

  it('shows when more was cut off than is on record', async () => {
    const place = await written(engine, ({ audit }) => audit.cutBefore(tenantId, day(3), day(6)));
    await tamper(engine, place, 'delete from audit_event where sequence = 3');
    expect(await brokenAt(place)).toEqual({ sequence: 3, why: 'cutAtStart' });
  });

  it('keeps what was tampered with', async () => {
    const place = await written(engine);
    await tamper(engine, place, "update audit_event set code = 'y' where sequence = 2");
    const { store } = await place.open();
    await expect(store.audit.cutBefore(tenantId, day(4), day(6))).rejects.toMatchObject({ code: 'audit.broken' });
    expect(await entries(store)).toHaveLength(5);
  });

  it('stays whole when entries are cut off from which somebody was erased', async () => {
    const place = await written(engine, async (store) => {
      await erase(store, mona);
      expect(await store.audit.cutBefore(tenantId, day(3), day(29))).toBe(2);
      await erase(store, { id: 'grace', names: [] }, 'e2');
      expect(await store.audit.cutBefore(tenantId, day(5), day(29))).toBe(2);
    });
    expect(await brokenAt(place)).toBeUndefined();
    await tamper(engine, place, "update audit_event set actor_id = '', salts = replace(salts, 'e1', 'e1')");
    expect(await brokenAt(place)).toMatchObject({ why: 'altered' });
  });
});

const old: OldEntry[] = [
  { tenantId, actorId: 'ada' },
  { tenantId: 'fabrikam', actorId: 'mona' },
  { tenantId, actorId: 'ada', groupId: 'guild', subjectId: 'mona' },
  { tenantId, actorId: 'mona', groupId: 'guild' },
];

describeStore('entries from before their personal fields could be erased', (engine) => {
  it('are sealed, stay readable and in the chain, and can lose a person', async () => {
    const place = await placeWithOldEntries(engine, old);
    const { store, close } = await place.open();
    const read = await entries(store);
    expect(read.map(({ sequence, operation, actorId }) => [sequence, operation, actorId])).toEqual([
      [4, 'audit.seal', 'muster'],
      [3, 'member.add', 'mona'],
      [2, 'member.add', 'ada'],
      [1, 'member.add', 'ada'],
    ]);
    expect(await store.audit.firstBrokenLink(tenantId)).toBeUndefined();
    expect(await store.audit.firstBrokenLink('fabrikam')).toBeUndefined();
    await store.audit.append(event(5));
    expect(await erase(store, mona)).toBe(2);
    expect(await store.audit.firstBrokenLink(tenantId)).toBeUndefined();
    expect(await store.audit.cutBefore(tenantId, new Date(Date.UTC(2025, 0, 3)), day(9))).toBe(2);
    expect(await store.audit.firstBrokenLink(tenantId)).toBeUndefined();
    await close();

    await tamper(
      engine,
      place,
      "update audit_event set group_id = 'club' where sequence = 3 and tenant_id = 'contoso'",
    );
    expect(await brokenAt(place)).toEqual({ sequence: 4, why: 'altered' });
  });

  it('show what was altered before they were sealed, for ever', async () => {
    const place = await placeWithOldEntries(engine, old);
    const drop =
      engine.name === 'sqlite'
        ? 'drop trigger audit_event_no_update'
        : 'drop trigger audit_event_append_only on audit_event';
    const again =
      engine.name === 'sqlite'
        ? "create trigger audit_event_no_update before update on audit_event begin select raise(abort, 'no'); end"
        : `create trigger audit_event_append_only before update or delete or truncate on audit_event
             for each statement execute function refuse_change()`;
    await place.tamper(drop, "update audit_event set actor_id = 'eve' where sequence = 2", again);
    const { store } = await place.open();
    expect(await store.audit.firstBrokenLink(tenantId)).toBe(2);
    await erase(store, { id: 'eve', names: [] });
    await erase(store, mona, 'e2');
    expect(await store.audit.firstBrokenLink(tenantId)).toBe(2);
  });

  it('cannot be added to afterwards', async () => {
    const place = await placeWithOldEntries(engine, old);
    const { store, close } = await place.open();
    await store.audit.append(event(5));
    await close();
    await tamper(engine, place, "update audit_event set format = 1 where sequence = 5 and tenant_id = 'contoso'");
    expect(await brokenAt(place)).toEqual({ sequence: 5, why: 'altered' });
  });
});

function literal(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'number' ? String(value) : `'${value as string}'`;
}
