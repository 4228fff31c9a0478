import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Delegation } from '../../../src/domain/delegations.ts';
import { afterDecision, type GroupRequest } from '../../../src/domain/requests.ts';
import { newStage, type Decision } from '../../../src/domain/stages.ts';
import {
  ada,
  alan,
  days,
  grace,
  group,
  joinRequest,
  mallory,
  otherTenantId,
  startOfTest,
  tenantId,
} from '../../support/builders.ts';
import { describeStore } from '../../support/stores.ts';

const ref = ({ id, displayName }: { id: string; displayName: string }) => ({ id, displayName });

function delegation(changes: Partial<Delegation> = {}): Delegation {
  return {
    id: randomUUID(),
    tenantId,
    person: ref(grace),
    delegate: ref(alan),
    since: startOfTest,
    until: new Date(startOfTest.getTime() + days(5)),
    ...changes,
  };
}

/** Ada asks Grace, and nobody else. */
function asked(changes: Partial<GroupRequest> = {}): GroupRequest {
  const stages = [newStage({ kind: 'owners' }, [ref(grace)], { begunAt: startOfTest })];
  return joinRequest(group('Design Guild'), { stages, ...changes });
}

describeStore('delegations', (engine) => {
  it('keeps one of each person, until it ends', async () => {
    const { store } = await (await engine.place()).open();
    const one = delegation();
    expect(await store.delegations.begin(one)).toBe(true);
    expect(await store.delegations.begin(delegation({ delegate: ref(mallory) }))).toBe(false);
    expect(await store.delegations.begin(delegation({ tenantId: otherTenantId }))).toBe(true);
    expect(await store.delegations.running(tenantId, grace.id)).toEqual(one);
    expect(await store.delegations.get(tenantId, one.id)).toEqual(one);
    expect(await store.delegations.get(otherTenantId, one.id)).toBeUndefined();
    expect(await store.delegations.end(one, new Date(5), 'person')).toBe(true);
    expect(await store.delegations.end(one, new Date(6), 'time')).toBe(false);
    expect(await store.delegations.get(tenantId, one.id)).toEqual({ ...one, ended: { at: new Date(5), by: 'person' } });
    expect(await store.delegations.running(tenantId, grace.id)).toBeUndefined();
    expect(await store.delegations.begin(delegation())).toBe(true);
  });

  it('lets one of many begin at once', async () => {
    const { store } = await (await engine.place()).open();
    const begun = await Promise.all(
      [alan, mallory, ada].map(({ id, displayName }) =>
        store.atomically((inside) => inside.delegations.begin(delegation({ delegate: { id, displayName } }))),
      ),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
  });

  it('knows for whom somebody decides, the next to end first', async () => {
    const { store } = await (await engine.place()).open();
    const long = delegation({ until: new Date(startOfTest.getTime() + days(9)) });
    const short = delegation({ person: ref(mallory), until: new Date(startOfTest.getTime() + days(2)) });
    for (const one of [long, short]) await store.delegations.begin(one);
    expect(await store.delegations.runningFor(tenantId, alan.id, { limit: 5 })).toEqual([short, long]);
    expect(await store.delegations.runningFor(tenantId, alan.id, { limit: 1 })).toEqual([short]);
    expect(await store.delegations.runningFor(tenantId, grace.id, { limit: 5 })).toEqual([]);
  });

  it('keeps one message of each occasion', async () => {
    const { store } = await (await engine.place()).open();
    const one = delegation();
    await store.delegations.begin(one);
    const copy = {
      tenantId,
      delegationId: one.id,
      recipientId: alan.id,
      occasion: 'begun',
      conversationId: 'a',
      activityId: '1',
    };
    expect(await store.delegations.addCopy(copy)).toBe(true);
    expect(await store.delegations.addCopy({ ...copy, activityId: '2' })).toBe(false);
    expect(await store.delegations.copies(tenantId, one.id)).toEqual([copy]);
  });
});

describeStore('requests of somebody who is away', (engine) => {
  it('come with who is asked in whose place, and wait for the colleague too', async () => {
    const { store } = await (await engine.place()).open();
    const [before, after] = [asked(), asked()];
    await store.requests.insert(before);
    const one = delegation();
    await store.delegations.begin(one);
    await store.requests.insert({ ...after, createdAt: new Date(startOfTest.getTime() + 1) });
    expect((await store.requests.get(tenantId, before.id))?.delegations).toEqual([one]);
    const waiting = await store.requests.waitingFor(tenantId, alan.id, { limit: 9 });
    expect(waiting.map(({ id }) => id)).toEqual([before.id, after.id]);
    expect(await store.requests.waitingFor(tenantId, grace.id, { limit: 9 })).toHaveLength(2);
    const page = await store.requests.waitingFor(tenantId, alan.id, { limit: 1 });
    const rest = await store.requests.waitingFor(tenantId, alan.id, { limit: 9, after: page[0]! });
    expect(rest.map(({ id }) => id)).toEqual([after.id]);
  });

  it('wait once for a colleague who is asked themselves too, and never for whom they come from or are about', async () => {
    const { store } = await (await engine.place()).open();
    const stages = [newStage({ kind: 'owners' }, [ref(grace), ref(alan)], { begunAt: startOfTest })];
    await store.requests.insert(asked({ stages }));
    await store.requests.insert(asked({ requester: ref(alan) }));
    await store.requests.insert(asked({ kind: 'add-member', requester: ref(mallory), subject: ref(alan) }));
    await store.delegations.begin(delegation());
    expect(await store.requests.waitingFor(tenantId, alan.id, { limit: 9 })).toHaveLength(1);
  });

  it('do not wait any more once it has ended, but say that it has, if it ended since', async () => {
    const { store } = await (await engine.place()).open();
    const [request, later] = [asked(), asked({ createdAt: new Date(startOfTest.getTime() + days(3)) })];
    const begunAt = later.createdAt;
    const stages = [newStage({ kind: 'owners' }, [ref(grace)], { begunAt })];
    await store.requests.insert(request);
    await store.requests.insert({ ...later, stages });
    const one = delegation();
    await store.delegations.begin(one);
    const at = new Date(startOfTest.getTime() + days(2));
    await store.delegations.end(one, at, 'time');
    expect(await store.requests.waitingFor(tenantId, alan.id, { limit: 9 })).toEqual([]);
    const ended = { ...one, ended: { at, by: 'time' } };
    expect((await store.requests.get(tenantId, request.id))?.delegations).toEqual([ended]);
    expect((await store.requests.get(tenantId, later.id))?.delegations).toBeUndefined();
    const both = await store.requests.byRequester(tenantId, ada.id, { limit: 9 });
    expect(both.map(({ delegations }) => delegations)).toEqual([undefined, [ended]]);
  });

  it('keep for whom a word was said: one counts for several, and it is nobody else’s then', async () => {
    const { store } = await (await engine.place()).open();
    const stages = [
      newStage({ kind: 'owners' }, [grace, alan, mallory].map(ref), { decides: 'all', begunAt: startOfTest }),
    ];
    const request = asked({ stages });
    await store.requests.insert(request);
    await store.delegations.begin(delegation());
    const before = (await store.requests.get(tenantId, request.id))!;
    const said = { by: ref(alan), at: new Date(startOfTest.getTime() + 5), outcome: 'approved', reason: '' } as const;
    const own: Decision = said;
    const forGrace: Decision = { ...said, for: ref(grace) };
    expect(await store.requests.decide(before, own, afterDecision(before, own, undefined, [forGrace]))).toBe(true);
    const now = (await store.requests.get(tenantId, request.id))!;
    expect(now.status).toBe('pending');
    expect(new Set(now.stages[0]?.decisions)).toEqual(new Set([own, forGrace]));
    for (const one of [alan, grace])
      expect(await store.requests.waitingFor(tenantId, one.id, { limit: 9 })).toEqual([]);
    expect(await store.requests.waitingFor(tenantId, mallory.id, { limit: 9 })).toHaveLength(1);
  });

  it('keep for whom the last word was', async () => {
    const { store } = await (await engine.place()).open();
    const request = asked();
    await store.requests.insert(request);
    const decision: Decision = { by: ref(alan), for: ref(grace), at: startOfTest, outcome: 'rejected', reason: 'No.' };
    await store.requests.decide(request, decision, afterDecision(request, decision));
    const now = (await store.requests.get(tenantId, request.id))!;
    expect(now.decision).toEqual(decision);
    expect(now.stages[0]?.decisions).toEqual([decision]);
    await store.requests.move(tenantId, request.id, 'rejected', 'rejected', {
      decision: { ...decision, by: ref(grace) },
    });
  });
});

describeStore('preferences', (engine) => {
  it('keep quiet hours of each person, none, or leave them to the policy', async () => {
    const { store } = await (await engine.place()).open();
    const own = { from: '18:00', to: '08:00', weekends: true };
    expect(await store.preferences.quietHours(tenantId, ada.id)).toBeUndefined();
    await store.preferences.setQuietHours(tenantId, ada.id, own);
    expect(await store.preferences.quietHours(tenantId, ada.id)).toEqual(own);
    expect(await store.preferences.quietHours(otherTenantId, ada.id)).toBeUndefined();
    await store.preferences.setQuietHours(tenantId, ada.id, 'none');
    expect(await store.preferences.quietHours(tenantId, ada.id)).toBe('none');
    await store.preferences.setQuietHours(tenantId, ada.id, undefined);
    expect(await store.preferences.quietHours(tenantId, ada.id)).toBeUndefined();
  });
});
