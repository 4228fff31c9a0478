import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { PersonRef } from '../../../src/domain/people.ts';
import { afterDecision, type GroupRequest } from '../../../src/domain/requests.ts';
import { newStage, plainTerms, type Decision } from '../../../src/domain/stages.ts';
import { describeStore } from '../../support/stores.ts';

const ada = { id: 'ada', displayName: 'Ada Lovelace' };
const grace = { id: 'grace', displayName: 'Grace Hopper' };
const alan = { id: 'alan', displayName: 'Alan Turing' };
const mary = { id: 'mary', displayName: 'Mary Jackson' };
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute));

const askedOwners = (...people: PersonRef[]) => newStage({ kind: 'owners' }, people, { begunAt: at(0) });

function request(change: Partial<GroupRequest> = {}): GroupRequest {
  return {
    id: randomUUID(),
    tenantId: 'contoso',
    kind: 'join',
    group: { id: randomUUID(), displayName: 'Design Guild' },
    requester: ada,
    reason: 'I draw.',
    stages: [askedOwners(grace, alan)],
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
const approval: Decision = { by: grace, at: at(5), outcome: 'approved', reason: '' };

describeStore('requests', (engine) => {
  it('come back as they were written, with the decision and the failure', async () => {
    const { store } = await (await engine.place()).open();
    const plain = request();
    const decided = request({ status: 'failed', decision: approval, failureCode: 'member.denied', stages: [] });
    await store.requests.insert(plain);
    await store.requests.insert(decided);
    expect(await store.requests.get('contoso', plain.id)).toStrictEqual(plain);
    expect(await store.requests.get('contoso', decided.id)).toStrictEqual(decided);
  });

  it('of another tenant are not found, moved or listed', async () => {
    const { store } = await (await engine.place()).open();
    const { id, group } = request();
    await store.requests.insert(request({ id, group }));
    expect(await store.requests.get('fabrikam', id)).toBeUndefined();
    expect(await store.requests.move('fabrikam', id, 'pending', 'withdrawn')).toBe(false);
    expect(await store.requests.pendingFor('fabrikam', ada.id, group.id)).toBeUndefined();
    expect(await store.requests.byRequester('fabrikam', ada.id, { limit: 5 })).toEqual([]);
    expect(await store.requests.waitingFor('fabrikam', grace.id, { limit: 5 })).toEqual([]);
    expect(await store.requests.copies('fabrikam', id)).toEqual([]);
  });

  it('of everybody since a day come page by page, and of one tenant', async () => {
    const { store } = await (await engine.place()).open();
    const made = [1, 2, 3, 4, 5].map((minute) =>
      request({ requester: minute % 2 === 0 ? ada : grace, createdAt: at(minute) }),
    );
    for (const one of made) await store.requests.insert(one);
    await store.requests.insert(request({ tenantId: 'fabrikam', createdAt: at(9) }));
    const first = await store.requests.madeSince('contoso', at(2), { limit: 3 });
    const after = first.at(-1)!.request.id;
    const rest = await store.requests.madeSince('contoso', at(2), { limit: 3, after });
    const ids = [...first, ...rest].map((one) => one.request.id);
    expect([first.length, rest.length]).toEqual([3, 1]);
    expect(ids).toEqual(
      made
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
    const whole = made.find(({ id }) => id === ids[0]);
    expect(first[0]).toStrictEqual({ request: whole });
  });

  it('are open once per person, group and kind, until they are closed', async () => {
    const { store } = await (await engine.place()).open();
    const first = request();
    const again = () => request({ group: first.group });
    const races = await Promise.allSettled(
      [first, ...Array.from({ length: 9 }, again)].map((it) => store.requests.insert(it)),
    );
    expect(races.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = (await store.requests.pendingFor('contoso', ada.id, first.group.id))!;
    const refusal = { kind: 'conflict', code: 'request.already-open' };

    await store.requests.move('contoso', winner.id, 'pending', 'approved', { decision: approval });
    await expect(store.requests.insert(again())).rejects.toMatchObject(refusal);
    await store.requests.move('contoso', winner.id, 'approved', 'failed', { failureCode: 'group.cannot-change' });
    await expect(store.requests.insert(again())).rejects.toMatchObject(refusal);
    expect(await store.requests.pendingFor('contoso', ada.id, first.group.id)).toMatchObject({ status: 'failed' });
    await store.requests.insert(request({ group: first.group, requester: grace }));
    await store.requests.insert(request({ group: first.group, tenantId: 'fabrikam' }));

    await store.requests.move('contoso', winner.id, 'failed', 'withdrawn');
    await expect(store.requests.insert(again())).resolves.toBeUndefined();
  });

  it('about somebody else are open once per subject, beside one of their own', async () => {
    const { store } = await (await engine.place()).open();
    const own = request();
    const about = (id: string) =>
      request({ kind: 'add-member', group: own.group, subject: { id, displayName: `Name of ${id}` } });
    const first = about('alan');
    for (const each of [own, first, about('mary')]) await store.requests.insert(each);
    await expect(store.requests.insert(about('alan'))).rejects.toMatchObject({ code: 'request.already-open' });
    expect(await store.requests.get('contoso', first.id)).toStrictEqual(first);

    const open = (subjectId: string) =>
      store.requests.pendingFor('contoso', ada.id, own.group.id, { kind: 'add-member', subjectId });
    expect((await open('alan'))?.id).toBe(first.id);
    expect(await open('somebody')).toBeUndefined();
    expect((await store.requests.pendingFor('contoso', ada.id, own.group.id))?.id).toBe(own.id);
    expect(await store.requests.pendingFor('contoso', ada.id, own.group.id, { kind: 'add-member' })).toBeUndefined();
    await store.requests.move('contoso', first.id, 'pending', 'withdrawn');
    expect(await open('alan')).toBeUndefined();
    await store.requests.insert(about('alan'));
  });

  it('a refused second request does not spoil the transaction around it', async () => {
    const { store } = await (await engine.place()).open();
    const first = request();
    await store.requests.insert(first);
    await store.atomically(async (inner) => {
      await expect(inner.requests.insert(request({ group: first.group }))).rejects.toThrow('request.already-open');
      await inner.requests.insert(request({ id: 'other' }));
    });
    expect(await store.requests.get('contoso', 'other')).toBeDefined();
  });

  it('are moved by one of 50 callers', async () => {
    const { store } = await (await engine.place()).open();
    const { id } = request();
    await store.requests.insert(request({ id }));
    const moves = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store.requests.move('contoso', id, 'pending', index % 2 ? 'approved' : 'rejected', {
          decision: { by: grace, at: at(index), outcome: index % 2 ? 'approved' : 'rejected', reason: `${index}` },
        }),
      ),
    );
    const winner = moves.indexOf(true);
    expect(moves.filter(Boolean)).toHaveLength(1);
    expect(await store.requests.get('contoso', id)).toMatchObject({
      status: winner % 2 ? 'approved' : 'rejected',
      decision: { reason: `${winner}`, at: at(winner) },
    });
  });

  it('keep the decision and lose the failure when they are tried again', async () => {
    const { store } = await (await engine.place()).open();
    const failed = request({ status: 'failed', decision: approval, failureCode: 'member.denied' });
    await store.requests.insert(failed);
    expect(await store.requests.move('contoso', failed.id, 'failed', 'approved')).toBe(true);
    const { failureCode, ...rest } = failed;
    expect(failureCode).toBeDefined();
    expect(await store.requests.get('contoso', failed.id)).toStrictEqual({ ...rest, status: 'approved', revision: 1 });
  });

  it('are listed by page: mine newest first, those that wait for me oldest first', async () => {
    const { store } = await (await engine.place()).open();
    for (const minute of [2, 0, 3, 1])
      await store.requests.insert(request({ id: `r${minute}`, createdAt: at(minute) }));
    await store.requests.insert(request({ id: 'done', status: 'done', createdAt: at(4) }));
    await store.requests.insert(request({ id: 'failed', status: 'failed', createdAt: at(5) }));
    await store.requests.insert(
      request({ id: 'not asked', stages: [askedOwners(ada)], createdAt: at(6), requester: grace }),
    );
    const ids = (requests: GroupRequest[]) => requests.map(({ id }) => id);
    expect(ids(await store.requests.byRequester('contoso', ada.id, { limit: 3 }))).toEqual(['failed', 'done', 'r3']);
    const before = { createdAt: at(3), id: 'r3' };
    expect(ids(await store.requests.byRequester('contoso', ada.id, { limit: 9, before }))).toEqual(['r2', 'r1', 'r0']);
    expect(ids(await store.requests.waitingFor('contoso', grace.id, { limit: 2 }))).toEqual(['r0', 'r1']);
    const rest = await store.requests.waitingFor('contoso', grace.id, {
      limit: 9,
      after: { createdAt: at(1), id: 'r1' },
    });
    expect(ids(rest)).toEqual(['r2', 'r3', 'failed']);
    expect(rest[0]?.stages[0]?.approvers.map(({ id }) => id)).toEqual(['grace', 'alan']);
  });

  it('are all listed by page, also those made in the same millisecond', async () => {
    const { store } = await (await engine.place()).open();
    const all = ['a', 'b', 'c', 'd', 'e'];
    for (const id of all) await store.requests.insert(request({ id, createdAt: at(0) }));
    const mine: string[] = [];
    const waiting: string[] = [];
    for (;;) {
      const last = mine.at(-1);
      const before = last === undefined ? {} : { before: { createdAt: at(0), id: last } };
      const page = await store.requests.byRequester('contoso', ada.id, { limit: 2, ...before });
      if (page.length === 0) break;
      mine.push(...page.map(({ id }) => id));
    }
    for (;;) {
      const last = waiting.at(-1);
      const after = last === undefined ? {} : { after: { createdAt: at(0), id: last } };
      const page = await store.requests.waitingFor('contoso', grace.id, { limit: 2, ...after });
      if (page.length === 0) break;
      waiting.push(...page.map(({ id }) => id));
    }
    expect(mine).toEqual(all.toReversed());
    expect(waiting).toEqual(all);
  });

  it('remember each card that shows them, once, and only for requests that exist', async () => {
    const { store } = await (await engine.place()).open();
    const { id } = request();
    await store.requests.insert(request({ id }));
    const copy = {
      requestId: id,
      tenantId: 'contoso',
      conversationId: 'c',
      activityId: '1',
      recipientId: grace.id,
    } as const;
    expect(await store.requests.addCopy({ ...copy, role: 'approver' })).toBe(true);
    expect(await store.requests.addCopy({ ...copy, role: 'approver' })).toBe(false);
    await store.requests.addCopy({ ...copy, conversationId: 'd', recipientId: ada.id, role: 'requester' });
    expect(await store.requests.copies('contoso', id)).toEqual([
      { ...copy, role: 'approver' },
      { ...copy, conversationId: 'd', recipientId: ada.id, role: 'requester' },
    ]);
    await expect(
      store.requests.addCopy({ ...copy, requestId: 'none', activityId: '2', role: 'approver' }),
    ).rejects.toThrow();
  });

  it('take text that PostgreSQL refuses, and find nothing under such an id', async () => {
    const { store } = await (await engine.place()).open();
    const { id } = request();
    await store.requests.insert(request({ id, reason: 'nul \0 half \ud800 end' }));
    expect((await store.requests.get('contoso', id))?.reason).toBe('nul \uFFFD half \uFFFD end');
    expect(await store.requests.get('contoso', "\0' or 1=1 --")).toBeUndefined();
  });

  it('to create a group keep what is wished for, and which group it became', async () => {
    const { store } = await (await engine.place()).open();
    const id = randomUUID();
    const details = {
      displayName: 'Tide Pool',
      mailNickname: 'tide-pool',
      description: 'Rocks \0 & “weed”',
      visibility: 'private' as const,
      hasTeam: true,
      owners: [grace],
    };
    const wish = request({ id, kind: 'create', group: { id, displayName: 'Tide Pool' }, details });
    await store.requests.insert(wish);
    await expect(store.requests.insert(wish)).rejects.toMatchObject({ code: 'request.already-open' });
    expect(await store.requests.get('contoso', id)).toStrictEqual(wish);

    const made = { id: randomUUID(), displayName: 'Tide Pool' };
    await store.requests.setGroup('fabrikam', id, made);
    expect((await store.requests.get('contoso', id))?.group.id).toBe(id);
    await store.requests.setGroup('contoso', id, made);
    expect(await store.requests.get('contoso', id)).toStrictEqual({ ...wish, group: made });
  });

  it('to create a group are approved under another name, or not at all', async () => {
    const { store } = await (await engine.place()).open();
    const id = randomUUID();
    const details = {
      displayName: 'Tide Pool',
      mailNickname: 'tide-pool',
      description: '',
      visibility: 'private' as const,
      hasTeam: false,
      owners: [],
    };
    await store.requests.insert(request({ id, kind: 'create', group: { id, displayName: 'Tide Pool' }, details }));
    const renamed = { ...details, displayName: 'Tide Pool IT', askedAs: 'Tide Pool' };
    const change = { decision: approval, details: renamed };
    expect(await store.requests.move('contoso', id, 'rejected', 'approved', change)).toBe(false);
    expect((await store.requests.get('contoso', id))?.group.displayName).toBe('Tide Pool');
    expect(await store.requests.move('contoso', id, 'pending', 'approved', change)).toBe(true);
    const group = { id, displayName: 'Tide Pool IT' };
    expect(await store.requests.get('contoso', id)).toMatchObject({ status: 'approved', details: renamed, group });
  });

  const inStages = (change: Partial<GroupRequest> = {}): GroupRequest =>
    request({
      stages: [
        newStage({ kind: 'manager' }, [alan], { begunAt: at(0), standIns: [mary] }),
        newStage({ kind: 'owners' }, [grace, alan], { decides: 'all' }),
      ],
      carriers: [ada],
      terms: { rule: 'Projects', carriedOutBy: 'requester', remindAfterDays: 2, lapsesAfterDays: 5 },
      wish: { what: 'name', from: 'Design Guild', to: 'Project Guild' },
      ...change,
    });
  const says = (by: PersonRef, minute: number, outcome: Decision['outcome'] = 'approved'): Decision => ({
    by,
    at: at(minute),
    outcome,
    reason: outcome === 'rejected' ? 'No \0 room' : '',
  });

  it('go from stage to stage as each is decided, and wait for whoever is asked in it', async () => {
    const { store } = await (await engine.place()).open();
    let now = inStages();
    await store.requests.insert(now);
    expect(await store.requests.get('contoso', now.id)).toStrictEqual(now);
    const waiting = async () => {
      const lists = [alan, grace, mary, ada].map(async ({ id }) =>
        (await store.requests.waitingFor('contoso', id, { limit: 5 })).length === 1 ? id : [],
      );
      return (await Promise.all(lists)).flat();
    };
    expect(await waiting()).toEqual(['alan']);
    expect(await store.requests.escalate(now, at(3))).toBe(true);
    expect(await store.requests.escalate(now, at(4))).toBe(false);
    now = (await store.requests.get('contoso', now.id))!;
    expect(now.stages[0]).toMatchObject({ standIns: [mary], escalatedAt: at(3) });
    expect(await waiting()).toEqual(['alan', 'mary']);

    for (const [by, left] of [
      [alan, ['alan', 'grace']],
      [grace, ['alan']],
      [alan, ['ada']],
    ] as const) {
      const decision = says(by, 10 + now.revision);
      const after = afterDecision(now, decision);
      expect(await store.requests.decide(now, decision, after)).toBe(true);
      now = (await store.requests.get('contoso', now.id))!;
      expect(now).toStrictEqual({ ...after, revision: now.revision });
      expect(await waiting()).toEqual(left);
    }
    expect(now).toMatchObject({ status: 'agreed', stage: 2, decision: { by: alan } });
    await expect(store.requests.insert(inStages({ group: now.group }))).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('let one of all who decide at once in, and each of them once', async () => {
    const { store } = await (await engine.place()).open();
    const now = inStages({ stages: [newStage({ kind: 'owners' }, [grace, alan, mary], { decides: 'all' })] });
    await store.requests.insert(now);
    const decide = async (by: PersonRef): Promise<boolean> => {
      const decision = says(by, 5);
      return store.requests.decide(now, decision, afterDecision(now, decision));
    };
    const first = await Promise.all([grace, alan, mary, grace, alan, mary].map(decide));
    expect(first.filter(Boolean)).toHaveLength(1);
    const [stage] = (await store.requests.get('contoso', now.id))!.stages;
    expect(stage?.decisions).toHaveLength(1);
    expect(await store.requests.waitingFor('contoso', stage!.decisions[0]!.by.id, { limit: 5 })).toEqual([]);
  });

  it('of a tenant are decided and escalated in no other, and not after they were taken back', async () => {
    const { store } = await (await engine.place()).open();
    const now = inStages();
    await store.requests.insert(now);
    const decision = says(alan, 1, 'rejected');
    const after = afterDecision(now, decision);
    expect(await store.requests.decide({ ...now, tenantId: 'fabrikam' }, decision, after)).toBe(false);
    expect(await store.requests.escalate({ ...now, tenantId: 'fabrikam' }, at(1))).toBe(false);
    await store.requests.move('contoso', now.id, 'pending', 'withdrawn');
    expect(await store.requests.decide(now, decision, after)).toBe(false);
    expect(await store.requests.get('contoso', now.id)).toMatchObject({ status: 'withdrawn', revision: 1 });
  });

  it('undo a decision with the transaction that fails around it', async () => {
    const { store } = await (await engine.place()).open();
    const now = inStages();
    await store.requests.insert(now);
    const decision = says(alan, 1);
    const work = store.atomically(async (inside) => {
      expect(await inside.requests.decide(now, decision, afterDecision(now, decision))).toBe(true);
      throw new Error('too bad');
    });
    await expect(work).rejects.toThrow('too bad');
    expect(await store.requests.get('contoso', now.id)).toStrictEqual(now);
  });
});
