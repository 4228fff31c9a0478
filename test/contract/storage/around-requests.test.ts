import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { afterDecision, type GroupRequest } from '../../../src/domain/requests.ts';
import { amended } from '../../../src/domain/amendments.ts';
import { newStage, plainTerms, type Decision } from '../../../src/domain/stages.ts';
import { describeStore } from '../../support/stores.ts';

const ada = { id: 'ada', displayName: 'Ada Lovelace' };
const grace = { id: 'grace', displayName: 'Grace Hopper' };
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute));
const approval: Decision = { by: grace, at: at(5), outcome: 'approved', reason: '' };

function request(change: Partial<GroupRequest> = {}): GroupRequest {
  return {
    id: randomUUID(),
    tenantId: 'contoso',
    kind: 'join',
    group: { id: randomUUID(), displayName: 'Design Guild' },
    requester: ada,
    reason: '',
    stages: [newStage({ kind: 'owners' }, [grace], { begunAt: at(0) })],
    stage: 0,
    carriers: [],
    terms: plainTerms,
    revision: 0,
    status: 'pending',
    createdAt: at(0),
    lapsesAt: at(59),
    ...change,
  };
}
const comment = (id: string, minute: number, text = id) => ({ id, by: ada, at: at(minute), text });

describeStore('what there is around a request', (engine) => {
  it('comes back as it was written', async () => {
    const { store } = await (await engine.place()).open();
    const whole = request({
      status: 'undone',
      nudge: { at: at(1), people: [grace] },
      follows: { id: randomUUID(), status: 'rejected', by: grace, at: at(0), reason: 'Full.' },
      askedAs: { wish: null },
      wish: { what: 'until', at: 5 },
      undoUntil: at(15),
      undone: { by: grace, at: at(9) },
    });
    const lapsed = request({ follows: { id: randomUUID(), status: 'withdrawn', reason: '' } });
    for (const one of [whole, lapsed]) {
      await store.requests.insert(one);
      expect(await store.requests.get('contoso', one.id)).toStrictEqual(one);
    }
  });

  it('is nudged once in a while, whoever presses how often', async () => {
    const { store } = await (await engine.place()).open();
    const { id } = request();
    await store.requests.insert(request({ id }));
    const nudge = (minute: number, notSince: number) =>
      store.requests.nudge('contoso', id, { at: at(minute), people: [grace], notSince: at(notSince) });
    const races = await Promise.all(Array.from({ length: 8 }, () => nudge(10, 0)));
    expect(races.filter(Boolean)).toHaveLength(1);
    expect(await nudge(20, 9)).toBe(false);
    expect(await nudge(20, 10)).toBe(true);
    expect(await store.requests.get('contoso', id)).toMatchObject({
      nudge: { at: at(20), people: [grace] },
      revision: 0,
    });
    expect(await store.requests.nudge('fabrikam', id, { at: at(50), people: [], notSince: at(49) })).toBe(false);
    await store.requests.move('contoso', id, 'pending', 'withdrawn');
    expect(await nudge(59, 58)).toBe(false);
  });

  it('holds each comment once, the last three with the request, and counts them all', async () => {
    const { store } = await (await engine.place()).open();
    const { id } = request();
    await store.requests.insert(request({ id }));
    const twice = await Promise.all([1, 2, 3].map(() => store.requests.comment('contoso', id, comment('a', 1))));
    expect(twice.filter(Boolean)).toHaveLength(1);
    for (const [name, minute] of [
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ] as const)
      expect(await store.requests.comment('contoso', id, comment(name, minute))).toBe(true);
    const kept = await store.requests.get('contoso', id);
    expect(kept?.comments).toStrictEqual({ count: 4, last: [comment('b', 2), comment('c', 3), comment('d', 4)] });
    expect(await store.requests.commentOf('contoso', id, 'a')).toStrictEqual(comment('a', 1));
    expect(await store.requests.commentOf('fabrikam', id, 'a')).toBeUndefined();
    expect((await store.requests.byRequester('contoso', ada.id, { limit: 1 }))[0]?.comments?.count).toBe(4);
  });

  it('takes no comment on what is closed, unknown or of another tenant', async () => {
    const { store } = await (await engine.place()).open();
    const { id } = request();
    await store.requests.insert(request({ id }));
    const closed = { kind: 'conflict', code: 'request.closed' };
    await store.requests.move('contoso', id, 'pending', 'withdrawn');
    await expect(store.requests.comment('contoso', id, comment('a', 1))).rejects.toMatchObject(closed);
    await expect(
      store.atomically((inside) => inside.requests.comment('contoso', id, comment('b', 1))),
    ).rejects.toMatchObject(closed);
    expect(await store.requests.commentOf('contoso', id, 'a')).toBeUndefined();
    expect((await store.requests.get('contoso', id))?.comments).toBeUndefined();
    await expect(store.requests.comment('contoso', randomUUID(), comment('a', 1))).rejects.toThrow();
  });

  it('forgets old comments, but not of what is open', async () => {
    const { store } = await (await engine.place()).open();
    const [open, closed] = [request(), request()];
    for (const one of [open, closed]) {
      await store.requests.insert(one);
      await store.requests.comment('contoso', one.id, comment('a', 1));
      await store.requests.comment('contoso', one.id, comment('b', 9));
    }
    await store.requests.move('contoso', closed.id, 'pending', 'withdrawn');
    await store.requests.forgetCommentsBefore(at(5));
    expect((await store.requests.get('contoso', open.id))?.comments?.last).toHaveLength(2);
    expect((await store.requests.get('contoso', closed.id))?.comments).toStrictEqual({
      count: 2,
      last: [comment('b', 9)],
    });
  });

  it('keeps with the decision what was approved instead', async () => {
    const { store } = await (await engine.place()).open();
    const before = request({ wish: { what: 'until', at: 5 } });
    await store.requests.insert(before);
    const after = amended(afterDecision(before, approval), { wish: null });
    expect(await store.requests.decide(before, approval, after)).toBe(true);
    const kept = await store.requests.get('contoso', before.id);
    expect(kept).toMatchObject({ status: 'approved', askedAs: { wish: { what: 'until', at: 5 } } });
    expect(kept?.wish).toBeUndefined();
  });

  it('says until when it can be undone, and that it was, once', async () => {
    const { store } = await (await engine.place()).open();
    const { id } = request();
    await store.requests.insert(request({ id, status: 'approved', decision: approval }));
    await store.requests.move('contoso', id, 'approved', 'done', { undoUntil: at(15) });
    const undone = { by: grace, at: at(9) };
    const races = await Promise.all([1, 2].map(() => store.requests.move('contoso', id, 'done', 'undone', { undone })));
    expect(races.filter(Boolean)).toHaveLength(1);
    expect(await store.requests.get('contoso', id)).toMatchObject({ status: 'undone', undoUntil: at(15), undone });
  });

  it('finds the last request for the same that is closed', async () => {
    const { store } = await (await engine.place()).open();
    const group = { id: randomUUID(), displayName: 'Design Guild' };
    const first = request({ group, status: 'rejected', decision: approval });
    const second = request({ group, status: 'lapsed', createdAt: at(3) });
    const others = [
      request({ group, createdAt: at(8) }),
      request({ group, requester: grace, status: 'rejected', createdAt: at(8) }),
      request({ group, kind: 'owner', status: 'rejected', createdAt: at(8) }),
      request({ group, subject: grace, status: 'rejected', createdAt: at(8) }),
      request({ group, tenantId: 'fabrikam', status: 'rejected', createdAt: at(8) }),
    ];
    for (const one of [first, second, ...others]) await store.requests.insert(one);
    const last = (about: { kind: 'join'; subjectId?: string }) =>
      store.requests.lastClosed('contoso', ada.id, group.id, about);
    expect((await last({ kind: 'join' }))?.id).toBe(second.id);
    expect((await last({ kind: 'join', subjectId: grace.id }))?.id).toBe(others[3]?.id);
    expect(await store.requests.lastClosed('contoso', ada.id, randomUUID(), { kind: 'join' })).toBeUndefined();
  });
});
