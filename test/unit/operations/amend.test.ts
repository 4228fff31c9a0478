import { describe, expect, it } from 'vitest';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { newStage } from '../../../src/domain/stages.ts';
import {
  actionsOn,
  ada,
  alan,
  creationRule,
  days,
  dialogsOn,
  grace,
  mallory,
  startOfTest,
  tenantId,
  wordsOn,
} from '../../support/builders.ts';
import { aroundScene, guild } from '../../support/around-scene.ts';

const ref = ({ id, displayName }: { id: string; displayName: string }) => ({ id, displayName });
const board = creationRule({ kind: 'people', principalNames: [grace.principalName, alan.principalName] });
const strict = creationRule(
  { kind: 'people', principalNames: [alan.principalName] },
  { name: 'Boards', groups: ['Board *'] },
);
const policy: Policy = {
  ...defaultPolicy,
  approvals: [strict, board, ...defaultPolicy.approvals],
  creation: { ...defaultPolicy.creation, visibilities: ['private', 'public'], classifications: ['Internal', 'Open'] },
};
const filled = {
  draftId: '55555555-0000-4000-8000-000000000001',
  step: 'send',
  displayName: 'Tide Pool',
  description: 'Low water.',
  visibility: 'public',
  hasTeam: 'false',
};

async function creating() {
  const scene = aroundScene({ policy });
  const { shows } = await scene.ask('group.request', ada, filled);
  const requestId = shows!.requestId;
  const form = () => scene.ask('request.amend-creation', grace, { requestId, stage: '0' });
  const send = (changes: object = {}, who = grace) =>
    scene.ask('request.amend-creation', who, {
      requestId,
      stage: '0',
      ...filled,
      mailNickname: 'tide-pool',
      ...changes,
      confirmed: 'yes',
    });
  return { ...scene, requestId, form, send };
}

describe('approving a new group with changes', () => {
  it('opens with what was asked for, and decides nothing yet', async () => {
    const { form, request, requestId } = await creating();
    const shown = await form();
    expect(shown.isQuestion).toBe(true);
    expect(JSON.stringify(shown.card)).toContain('"value":"Low water."');
    expect(actionsOn(shown)).toMatchObject([
      { verb: 'request.amend-creation', data: { requestId, stage: '0', confirmed: 'yes' } },
    ]);
    expect((await request(requestId)).status).toBe('pending');
  });

  it('creates the changed group in the same click, and everybody reads what was changed', async () => {
    const { send, request, requestId, directory, runDue, last, store } = await creating();
    const answer = await send({ visibility: 'private', classification: 'Internal', displayName: 'Rock Pool' });
    const [made] = directory.groupsCalled('Rock Pool');
    expect(made).toMatchObject({ visibility: 'private' });
    expect(await request(requestId)).toMatchObject({
      status: 'done',
      details: { displayName: 'Rock Pool', visibility: 'private', classification: 'Internal' },
      askedAs: { plan: { displayName: 'Tide Pool', visibility: 'public' } },
    });
    const changes =
      'Approved with changes: called Rock Pool instead of Tide Pool, private instead of public, classified as Internal.';
    expect(wordsOn(answer).replace(/[\u2068\u2069]/gu, '')).toContain(changes);
    await runDue();
    expect(last(ada).text).toContain('approved with changes');
    expect(wordsOn(last(ada)).replace(/[\u2068\u2069]/gu, '')).toContain(changes);
    const end = store.events.at(-1);
    expect(end).toMatchObject({ operation: 'request.amend-creation', outcome: 'done', requestId });
    expect(end?.details).toEqual(
      expect.arrayContaining([
        { field: 'approved name', kind: 'text', from: 'Tide Pool', to: 'Rock Pool' },
        { field: 'approved visibility', kind: 'word', from: 'public', to: 'private' },
        { field: 'approved classification', kind: 'text', to: 'Internal' },
        { field: 'visibility', kind: 'word', to: 'private' },
      ]),
    );
  });

  it('is a plain approval where nothing was changed', async () => {
    const { send, request, requestId } = await creating();
    expect(wordsOn(await send())).not.toContain('with changes');
    expect(await request(requestId)).toMatchObject({ status: 'done' });
    expect((await request(requestId)).askedAs).toBeUndefined();
  });

  it.each([
    [{ displayName: 'Payroll 2027' }, 'a word that your organisation does not allow'],
    [{ displayName: '' }, 'A group needs a name.'],
    [{ mailNickname: 'tide pool' }, 'without spaces'],
    [{ description: 'x'.repeat(1025) }, 'under 1024 characters'],
    [{ visibility: 'hiddenMembership' }, 'does not have such groups'],
    [{ classification: 'Secret' }, 'not one of the classifications'],
    [{ displayName: 'Board of Tides' }, 'Another rule of the policy holds for this'],
  ])('says beside the field what is wrong with %j, and decides nothing', async (changes, words) => {
    const { send, request, requestId, directory } = await creating();
    const form = await send(changes);
    expect(form.isQuestion).toBe(true);
    expect(wordsOn(form)).toContain(words);
    expect((await request(requestId)).status).toBe('pending');
    expect(directory.groupsCalled('Tide Pool')).toEqual([]);
  });

  it.each([
    ['whoever asked', ada, 'request.own'],
    ['a stranger', mallory, 'request.not-found'],
  ])('is not for %s', async (_, who, code) => {
    const { send, request, requestId } = await creating();
    await expect(send({}, who)).rejects.toMatchObject({ code });
    expect((await request(requestId)).status).toBe('pending');
  });

  it('comes too late after another decision, which it does not change', async () => {
    const { ask, send, requestId, request } = await creating();
    await ask('request.reject', alan, { requestId, reason: 'No.' });
    expect(wordsOn(await send({ visibility: 'private' }))).toContain('Alan Turing has rejected this already');
    expect(await request(requestId)).toMatchObject({ status: 'rejected', details: { visibility: 'public' } });
  });

  it('approves once when two press at once, each with changes of their own', async () => {
    const { send, request, requestId, directory } = await creating();
    await Promise.all([send({ displayName: 'Rock Pool' }, grace), send({ displayName: 'Deep Pool' }, alan)]);
    const { details, decision } = await request(requestId);
    expect(details?.displayName).toBe(decision?.by.id === grace.id ? 'Rock Pool' : 'Deep Pool');
    expect([...directory.groupsCalled('Rock Pool'), ...directory.groupsCalled('Deep Pool')]).toHaveLength(1);
  });
});

describe('approving a membership for another time', () => {
  const until = { what: 'until', at: startOfTest.getTime() + days(10) } as const;

  async function joining(changes: object = {}) {
    const scene = aroundScene();
    const { id: requestId } = await scene.waiting(changes);
    const send = (words: string, who = grace) =>
      scene.ask('request.amend-membership', who, { requestId, stage: '0', until: words, confirmed: 'yes' });
    return { ...scene, requestId, send };
  }

  it('is offered on the card as a dialog, and opens with the time that was asked for', async () => {
    const { ask, requestId } = await joining({ wish: until });
    const card = await ask('request.show', grace, { requestId });
    const [button] = dialogsOn(card);
    expect(button).toMatchObject({ title: 'Change and approve…', data: { verb: 'request.amend-membership' } });
    const form = await ask('request.amend-membership', grace, { requestId, stage: '0' });
    expect(form.isQuestion).toBe(true);
    expect(JSON.stringify(form.card)).toContain('until 30 November 2026');
  });

  it('lets in for a time who asked for good', async () => {
    const { send, request, requestId, directory, store } = await joining();
    const words = wordsOn(await send('until 15 March 2027'));
    expect(words).toContain('Approved with changes: until 16 March 2027 at 00:00.');
    expect(directory.isMember(guild.id, ada)).toBe(true);
    expect(await store.terms.running(tenantId, guild.id, ada.id)).toMatchObject({ setBy: { id: grace.id } });
    expect(await request(requestId)).toMatchObject({ askedAs: { wish: null }, wish: { what: 'until' } });
    expect(store.events.at(-1)?.details).toContainEqual({
      field: 'approved until',
      kind: 'time',
      to: '2027-03-15T23:00:00.000Z',
    });
  });

  it('lets in for good who asked for a time', async () => {
    const { send, request, requestId, store } = await joining({ wish: until });
    expect(wordsOn(await send(''))).toContain('for good instead of until 30 November 2026');
    expect(await store.terms.running(tenantId, guild.id, ada.id)).toBeUndefined();
    expect((await request(requestId)).wish).toBeUndefined();
  });

  it('changes nothing when the words are as they were', async () => {
    const { send, request, requestId } = await joining({
      wish: { what: 'until', at: Date.parse('2026-12-01T23:00:00Z') },
    });
    await send('until 1 December 2026');
    expect(await request(requestId)).toMatchObject({
      status: 'done',
      wish: { at: Date.parse('2026-12-01T23:00:00Z') },
    });
    expect((await request(requestId)).askedAs).toBeUndefined();
  });

  it.each([
    ['yesterday', 'over already'],
    ['blue', 'Until when is'],
    ['x'.repeat(500), 'Say it shorter'],
  ])('asks again about %s', async (words, says) => {
    const { send, request, requestId } = await joining();
    const form = await send(words);
    expect(form.isQuestion).toBe(true);
    expect(wordsOn(form)).toContain(says);
    expect((await request(requestId)).status).toBe('pending');
  });

  it('is not there where others still have to agree, or carry it out', async () => {
    const both = newStage({ kind: 'owners' }, [ref(grace), ref(alan)], { decides: 'all', begunAt: startOfTest });
    const { ask, send, request, requestId } = await joining({ stages: [both] });
    expect(dialogsOn(await ask('request.show', grace, { requestId }))).toEqual([]);
    expect(wordsOn(await send('for two weeks'))).toContain('only whoever has the last word can change it first');
    expect((await request(requestId)).stages[0]?.decisions).toEqual([]);
    await ask('request.approve', alan, { requestId, stage: '0' });
    expect(wordsOn(await send('for two weeks'))).toContain('Approved with changes');
  });

  it('is not for a request of another kind', async () => {
    const { send } = await joining({ kind: 'owner' });
    await expect(send('for two weeks')).rejects.toMatchObject({ code: 'request.not-found' });
  });
});
