import { describe, expect, it } from 'vitest';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { understand } from '../../../src/operations/understand.ts';
import { actionsOn, ada, alan, creationRule, grace, group, mallory, person, wordsOn } from '../../support/builders.ts';
import { aroundScene, guild } from '../../support/around-scene.ts';

const gus = person('Gus Guest', { isGuest: true });
const twin = person('Mallory Other');
const board = creationRule({ kind: 'people', principalNames: [grace.principalName, alan.principalName] });
const asking: Policy = { ...defaultPolicy, approvals: [board, ...defaultPolicy.approvals] };
const filled = {
  draftId: '55555555-0000-4000-8000-000000000001',
  step: 'send',
  displayName: 'Tide Pool',
  description: 'Low water.',
  hasTeam: 'false',
};
const plainly = (card: Parameters<typeof wordsOn>[0]): string => wordsOn(card).replace(/[\u2068\u2069]/gu, '');

describe('a new group for somebody else', () => {
  it('becomes theirs, and both hear: at once, and what came of it', async () => {
    const { ask, request, directory, runDue, messenger } = aroundScene({ policy: asking });
    const { shows } = await ask('group.request', ada, { ...filled, forWhom: mallory.id });
    const requestId = shows!.requestId;
    await runDue();
    expect(messenger.sentTo(mallory.id).map(({ text }) => text)).toEqual([
      'Ada Lovelace asks for a new group for you, Tide Pool',
    ]);
    const card = plainly(await ask('request.show', grace, { requestId }));
    expect(card).toContain('Ada Lovelace asks, for Mallory Malone, for a new group, Tide Pool');
    expect(card).toContain('and Mallory Malone will own it');
    await ask('request.approve-creation', grace, { requestId });
    const made = (await request(requestId)).group.id;
    expect(directory.ownerIds(made)).toEqual([mallory.id]);
    await runDue();
    expect(messenger.sentTo(mallory.id).at(-1)?.text).toBe('Your group Tide Pool is there');
    expect(plainly(messenger.sentTo(ada.id).at(-1)!)).toContain('The group is there and Mallory Malone owns it');
  });

  it('is also the requester’s where they are listed as an owner', async () => {
    const { ask, request, directory } = aroundScene({ policy: asking });
    const { shows } = await ask('group.request', ada, { ...filled, forWhom: mallory.id, owners: ada.id });
    await ask('request.approve-creation', grace, { requestId: shows!.requestId });
    expect(directory.ownerIds((await request(shows!.requestId)).group.id)).toEqual([mallory.id, ada.id]);
  });

  it('is created at once where nobody has to agree, and not owned by whoever created it', async () => {
    const { ask, directory, runDue, messenger } = aroundScene();
    await ask('group.create', ada, { ...filled, forWhom: mallory.id });
    const [made] = directory.groupsCalled('Tide Pool');
    expect(directory.ownerIds(made!.id)).toEqual([mallory.id]);
    await runDue();
    expect(messenger.sentTo(mallory.id).map(({ text }) => text)).toEqual(['Your group Tide Pool is there']);
  });

  it('is decided neither by who asks nor by whom it is for', async () => {
    const { ask, request } = aroundScene({ policy: asking });
    const { shows } = await ask('group.request', ada, { ...filled, forWhom: grace.id });
    const requestId = shows!.requestId;
    expect((await request(requestId)).stages[0]?.approvers.map(({ id }) => id)).toEqual([alan.id]);
    await expect(ask('request.approve-creation', ada, { requestId })).rejects.toMatchObject({ code: 'request.own' });
    // Whoever was never asked does not learn that there is a request.
    await expect(ask('request.approve-creation', grace, { requestId })).rejects.toMatchObject({
      code: 'request.not-found',
    });
  });

  it('is not tried again by whom it is for either', async () => {
    const { ask, waiting, request } = aroundScene({ policy: asking });
    const subject = { id: grace.id, displayName: grace.displayName };
    const { id: requestId } = await waiting({ kind: 'add-member', subject, status: 'failed', failureCode: 'x' });
    await expect(ask('request.retry', grace, { requestId })).rejects.toMatchObject({ kind: 'denied' });
    expect((await request(requestId)).status).toBe('failed');
  });

  it('is asked of nobody where only whom it is for could decide', async () => {
    const only = creationRule({ kind: 'people', principalNames: [grace.principalName] });
    const { ask, store } = aroundScene({ policy: { ...defaultPolicy, approvals: [only, ...defaultPolicy.approvals] } });
    await expect(ask('group.request', ada, { ...filled, forWhom: grace.id })).rejects.toMatchObject({
      code: 'creation.no-approvers',
    });
    expect(store.queued).toEqual([]);
  });

  it.each([
    [crypto.randomUUID(), 'not in the directory any more'],
    ['Mallory', 'not in the directory any more'],
    [gus.id, 'Guests cannot own'],
  ])('says beside the field what is wrong with %s', async (forWhom, words) => {
    const { ask, store } = aroundScene({ policy: asking, more: [gus] });
    const form = await ask('group.request', ada, { ...filled, forWhom });
    expect(form.isQuestion).toBe(true);
    expect(wordsOn(form)).toContain(words);
    expect(store.queued).toEqual([]);
  });

  it('is for oneself where one chooses oneself', async () => {
    const { ask, request } = aroundScene({ policy: asking });
    const { shows } = await ask('group.request', ada, { ...filled, forWhom: ada.id });
    expect((await request(shows!.requestId)).subject).toBeUndefined();
  });

  it.each([
    ['Tide Pool for Mallory', [], mallory.id, 'Tide Pool'],
    ['Tide Pool on behalf of Mallory Malone', [twin], mallory.id, 'Tide Pool'],
    ['Tide Pool for me', [], '', 'Tide Pool'],
    ['Friends for Life', [], '', 'Friends for Life'],
    ['Tide Pool for Mallory', [twin], '', 'Tide Pool for Mallory'],
    ['Tide Pool for Gus', [gus], '', 'Tide Pool for Gus'],
  ])('knows from the words for whom: %s', async (words, more, forWhom, displayName) => {
    const { ask } = aroundScene({ policy: asking, more });
    expect(understand(`new group ${words}`)).toMatchObject({ operation: { name: 'group.request' } });
    const form = await ask('group.request', ada, { displayName: words });
    const fields = JSON.stringify(form.card);
    expect(fields).toContain(`"value":"${displayName}"`);
    if (forWhom !== '') expect(fields).toContain(`"value":"${forWhom}"`);
    else expect(fields).not.toContain(mallory.id);
  });

  it('can be asked for again with whom it was for, once', async () => {
    const { ask, request } = aroundScene({ policy: asking });
    const { shows } = await ask('group.request', ada, { ...filled, forWhom: mallory.id });
    const first = shows!.requestId;
    await ask('request.reject', grace, { requestId: first, reason: 'Too wet.' });
    const again = actionsOn(await ask('request.show', ada, { requestId: first }))[0]!;
    const form = await ask(again.verb, ada, again.data);
    expect(JSON.stringify(form.card)).toContain(mallory.id);
    const [send] = actionsOn(form);
    const sent = await ask(send!.verb, ada, {
      ...filled,
      ...send!.data,
      displayName: 'Rock Pool',
      forWhom: mallory.id,
    });
    const second = sent.shows!.requestId;
    expect(await request(second)).toMatchObject({
      follows: { id: first, reason: 'Too wet.' },
      subject: { id: mallory.id },
    });
    // The same button once more, while that one is open.
    const other = actionsOn(await ask(again.verb, ada, again.data))[0]!;
    const third = await ask(other.verb, ada, { ...filled, ...other.data, displayName: 'Third Pool' });
    expect(third.shows?.requestId).toBe(second);
    expect(wordsOn(third)).toContain('You have asked for this already.');
  });

  it('begins from no request of others', async () => {
    const { ask } = aroundScene({ policy: asking });
    const { shows } = await ask('group.request', ada, filled);
    const form = await ask('group.request', mallory, { from: shows!.requestId });
    expect(JSON.stringify(form.card)).not.toContain('Low water.');
  });
});

describe('asking to let somebody else in', () => {
  it.each(['ask to join Design Guild for Alan Other', 'ask to join Design Guild on behalf of Alan Other'])(
    'is understood: %s',
    async (words) => {
      const other = person('Alan Other', { principalName: 'alan.other@contoso.com' });
      const { ask, store } = aroundScene({ more: [other] });
      const understood = understand(words);
      if (!('operation' in understood)) throw new Error('not understood');
      const form = await ask(understood.operation.name, ada, { ...understood.input });
      expect(plainly(form)).toContain('Ask to add Alan Other to Design Guild');
      const send = actionsOn(form).find(({ title }) => title === 'Send request')!;
      await ask(send.verb, ada, send.data);
      expect(store.events.at(-1)).toMatchObject({ outcome: 'requested', subject: { id: other.id } });
    },
  );

  it('leaves a group alone that is called so', async () => {
    const life = group('Friends for Mallory', { visibility: 'public' });
    const scene = aroundScene();
    const form = await scene.ask('group.join', ada, { group: guild.displayName });
    expect(plainly(form)).toContain('Ask to join Design Guild');
    expect(understand(`join ${life.displayName}`)).toMatchObject({ operation: { name: 'group.join' } });
  });

  it('tells them who asks, and what came of it', async () => {
    const { ask, runDue, messenger, store } = aroundScene();
    await ask('member.add', ada, { group: guild.id, people: mallory.id, reason: 'She draws.', confirmed: 'yes' });
    const requestId = store.events.at(-1)!.requestId!;
    await runDue();
    expect(messenger.sentTo(mallory.id).map(({ text }) => text)).toEqual([
      'Ada Lovelace asks to add you to Design Guild',
    ]);
    await ask('request.reject', grace, { requestId, reason: 'Not now.' });
    await runDue();
    const told = messenger.sentTo(mallory.id).at(-1)!;
    expect(told.text).toBe('You do not become a member of Design Guild for now');
    expect(wordsOn(told)).not.toContain('Not now.');
  });

  it('tells them in the morning what was asked in the night, and nothing that is over by then', async () => {
    const quietHours = { from: '20:00', to: '07:00', weekends: true };
    const { ask, runDue, messenger, clock, store } = aroundScene({ policy: { ...defaultPolicy, quietHours } });
    clock.moveBy(12 * 3_600_000);
    const form = { group: guild.id, people: mallory.id, reason: 'She draws.', confirmed: 'yes' };
    await ask('member.add', ada, form);
    const requestId = store.events.at(-1)!.requestId!;
    await runDue();
    expect(messenger.sentTo(mallory.id)).toEqual([]);
    await ask('request.withdraw', ada, { requestId });
    clock.moveBy(2.5 * 86_400_000);
    await runDue();
    expect(messenger.sentTo(mallory.id).map(({ text }) => text)).toEqual([
      'You do not become a member of Design Guild for now',
    ]);
    await ask('member.add', ada, form);
    await runDue();
    expect(messenger.sentTo(mallory.id).at(-1)?.text).toBe('Ada Lovelace asks to add you to Design Guild');
  });
});
