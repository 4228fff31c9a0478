import { expect, it } from 'vitest';
import { insert, makeOldTables, type OldRow } from '../../support/old-tables.ts';
import { describeStore, type EngineUnderTest } from '../../support/stores.ts';

const tenantId = 'contoso';
const asked = Date.UTC(2025, 5, 1);
const decided = Date.UTC(2025, 5, 2);

const request = (id: string, change: OldRow = {}): OldRow => ({
  tenant_id: tenantId,
  id,
  kind: 'join',
  group_id: `group of ${id}`,
  group_name: 'Guild',
  requester_id: 'mona',
  requester_name: 'Mona Haddad',
  reason: 'Please',
  status: 'pending',
  created_at: asked,
  lapses_at: asked + 7 * 86_400_000,
  ...change,
});
const approver = (id: string, position: number, person: string): OldRow => ({
  tenant_id: tenantId,
  request_id: id,
  approver_id: person,
  approver_name: person.toUpperCase(),
  position,
});
const decision: OldRow = {
  status: 'done',
  decided_by_id: 'ada',
  decided_by_name: 'ADA',
  decided_at: decided,
  decision_outcome: 'approved',
  decision_reason: null,
};

/** A store that was made, and written to, before requests had stages. */
async function oldStore(engine: EngineUnderTest) {
  const place = await engine.place();
  await makeOldTables(place);
  const rows: [string, OldRow][] = [
    ['request', request('open')],
    ['request_approver', approver('open', 0, 'grace')],
    ['request_approver', approver('open', 1, 'ada')],
    [
      'request_copy',
      {
        tenant_id: tenantId,
        conversation_id: 'c',
        activity_id: '1',
        request_id: 'open',
        recipient_id: 'ada',
        role: 'approver',
      },
    ],
    ['request', request('done', decision)],
    ['request_approver', approver('done', 0, 'ada')],
    ['request', request('own', { kind: 'create', status: 'failed', failure_code: 'name.taken' })],
    ['request', request('new', { kind: 'create', details: '{"displayName":"Tide Pool"}' })],
    ['request_approver', approver('new', 0, 'ingrid')],
  ];
  await place.tamper(...rows.map(([table, row]) => insert(table, row)));
  return place.open();
}

describeStore('requests from before there were stages', (engine) => {
  it('wait for those who were asked, in their order, and for nobody else', async () => {
    const { store } = await oldStore(engine);
    const open = await store.requests.get(tenantId, 'open');
    expect(open?.stages).toMatchObject([
      {
        by: { kind: 'owners' },
        decides: 'any',
        approvers: [{ id: 'grace', displayName: 'GRACE' }, { id: 'ada' }],
        standIns: [],
        decisions: [],
        begunAt: new Date(asked),
      },
    ]);
    expect(open).toMatchObject({ stage: 0, carriers: [], terms: { carriedOutBy: 'approver', lapsesAfterDays: 7 } });
    const waiting = async (id: string) =>
      (await store.requests.waitingFor(tenantId, id, { limit: 9 })).map((one) => one.id);
    expect([await waiting('ada'), await waiting('ingrid'), await waiting('mona')]).toEqual([['open'], ['new'], []]);
    expect(await store.requests.copies(tenantId, 'open')).toMatchObject([{ recipientId: 'ada', role: 'approver' }]);
  });

  it('keep what was decided, and who needed nobody needs nobody', async () => {
    const { store } = await oldStore(engine);
    const [done, own, made] = await Promise.all(['done', 'own', 'new'].map((id) => store.requests.get(tenantId, id)));
    expect(done?.decision).toMatchObject({ by: { id: 'ada', displayName: 'ADA' }, outcome: 'approved', reason: '' });
    expect(done?.stages[0]?.decisions).toMatchObject([{ by: { id: 'ada' }, at: new Date(decided) }]);
    expect([own?.stages, own?.failureCode]).toEqual([[], 'name.taken']);
    expect(made?.stages[0]?.by).toEqual({ kind: 'people', principalNames: [] });
  });

  it('can be decided, and asked for once only as before', async () => {
    const { store } = await oldStore(engine);
    const open = (await store.requests.get(tenantId, 'open'))!;
    await expect(store.requests.insert({ ...open, id: 'again' })).rejects.toMatchObject({
      code: 'request.already-open',
    });
    const at = new Date(decided);
    const said = { by: { id: 'ada', displayName: 'ADA' }, at, outcome: 'rejected' as const, reason: 'No room' };
    const stages = open.stages.map((stage) => ({ ...stage, decisions: [said] }));
    const after = { ...open, stages, status: 'rejected' as const, decision: said };
    expect(await store.requests.decide(open, said, after)).toBe(true);
    expect(await store.requests.get(tenantId, 'open')).toMatchObject({
      status: 'rejected',
      decision: { reason: 'No room' },
    });
  });
});
