import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { newStage } from '../../../src/domain/stages.ts';
import { understand } from '../../../src/operations/understand.ts';
import {
  actionsOn,
  ada,
  alan,
  days,
  grace,
  group,
  joinRequest,
  mallory,
  titlesOn,
  wordsOn,
} from '../../support/builders.ts';
import { aroundScene, guild } from '../../support/around-scene.ts';

const quiet = { ...defaultPolicy, quietHours: { from: '20:00', to: '07:00', weekends: true } };
const ref = ({ id, displayName }: { id: string; displayName: string }) => ({ id, displayName });

describe('reminding those for whom a request waits', () => {
  it('sends one short message to each, whatever device it was pressed on, and says who was reminded', async () => {
    const { ask, waiting, runDue, messenger, last, request, store } = aroundScene();
    const { id } = await waiting();
    const pressed = await Promise.all([
      ask('request.nudge', ada, { requestId: id }),
      ask('request.nudge', ada, { requestId: id }),
    ]);
    expect(pressed.map(wordsOn).filter((words) => words.includes('are reminded.'))).toHaveLength(1);
    await runDue();
    for (const owner of [grace, alan]) {
      expect(messenger.sentTo(owner.id)).toHaveLength(1);
      expect(last(owner).text).toBe('Ada Lovelace asks for your decision');
      expect(actionsOn(last(owner))).toMatchObject([{ verb: 'request.show', data: { requestId: id } }]);
    }
    expect((await request(id)).nudge?.people.map(({ id: one }) => one)).toEqual([grace.id, alan.id]);
    const shown = await ask('request.show', ada, { requestId: id });
    expect(wordsOn(shown)).toContain('Grace Hopper and Alan Turing, 20 November 2026');
    expect(titlesOn(shown)).not.toContain('Nudge');
    expect(store.events.filter(({ outcome }) => outcome === 'done')).toMatchObject([{ operation: 'request.nudge' }]);
  });

  it('says when it is possible again before 24 hours are over, and does it then', async () => {
    const { ask, waiting, runDue, messenger, clock } = aroundScene({ policy: quiet });
    const { id } = await waiting({ lapsesAt: new Date('2026-12-20T09:00:00Z') });
    await ask('request.nudge', ada, { requestId: id });
    await runDue();
    clock.moveBy(days(1) - 1);
    const early = await ask('request.nudge', ada, { requestId: id });
    expect(wordsOn(early)).toContain('You can do that again from 21 November 2026 at 10:00');
    clock.moveBy(1);
    expect(titlesOn(await ask('request.show', ada, { requestId: id }))).toContain('Nudge');
    await ask('request.nudge', ada, { requestId: id });
    await runDue();
    // A Saturday: it waits until Monday morning, and is still the second one only.
    expect(messenger.sentTo(grace.id)).toHaveLength(1);
    clock.moveBy(days(2));
    await runDue();
    expect(messenger.sentTo(grace.id)).toHaveLength(2);
  });

  it('waits in the quiet hours, and is not sent when it was decided meanwhile', async () => {
    const { ask, waiting, runDue, messenger, clock } = aroundScene({ policy: quiet });
    const { id } = await waiting();
    clock.moveBy(12 * 3_600_000);
    await ask('request.nudge', ada, { requestId: id });
    await runDue();
    expect(messenger.sentTo(grace.id)).toEqual([]);
    await ask('request.approve', grace, { requestId: id });
    clock.moveBy(days(3));
    await runDue();
    expect(messenger.sentTo(grace.id).map(({ text }) => text)).not.toContain('Ada Lovelace asks for your decision');
  });

  it('reaches only those who have not said anything, and whoever is to carry it out', async () => {
    const { ask, waiting, runDue, messenger, last } = aroundScene();
    const said = { by: ref(grace), at: new Date('2026-11-20T09:01:00Z'), outcome: 'approved' as const, reason: '' };
    const all = newStage({ kind: 'owners' }, [ref(grace), ref(alan)], { decides: 'all' });
    const { id } = await waiting({ stages: [{ ...all, decisions: [said] }] });
    await ask('request.nudge', ada, { requestId: id });
    await runDue();
    expect(messenger.sentTo(grace.id)).toEqual([]);
    expect(messenger.sentTo(alan.id)).toHaveLength(1);

    const agreed = await waiting({
      group: { id: group('Other').id, displayName: 'Other' },
      status: 'agreed',
      stage: 1,
      carriers: [ref(grace)],
    });
    await ask('request.nudge', ada, { requestId: agreed.id });
    await runDue();
    expect(last(grace).text).toBe('Ada Lovelace waits for you to carry it out');
  });

  it('has nobody to remind where it is for whoever asked to do', async () => {
    const { ask, waiting, store } = aroundScene();
    const { id } = await waiting({ status: 'agreed', stage: 1, carriers: [ref(ada)] });
    expect(titlesOn(await ask('request.show', ada, { requestId: id }))).not.toContain('Nudge');
    expect(wordsOn(await ask('request.nudge', ada, { requestId: id }))).toContain('Nobody has to be reminded');
    expect(store.queued).toEqual([]);
  });

  it.each([
    ['a stranger', mallory],
    ['one of those who decide', grace],
  ])('is not for %s: the request cannot be found', async (_, who) => {
    const { ask, waiting } = aroundScene();
    const { id } = await waiting();
    await expect(ask('request.nudge', who, { requestId: id })).rejects.toMatchObject({ code: 'request.not-found' });
  });

  it('finds the request by itself from chat, by the group’s name, or asks which', async () => {
    const { ask, waiting, request } = aroundScene();
    await expect(ask('request.nudge', ada)).rejects.toMatchObject({ code: 'request.none-waits' });
    const first = await waiting();
    const choir = await waiting({ group: { id: group('Choir').id, displayName: 'Choir' } });
    const which = await ask('request.nudge', ada);
    expect(which.isQuestion).toBe(true);
    expect(
      actionsOn(which)
        .map(({ data }) => data['requestId'])
        .sort(),
    ).toEqual([first.id, choir.id].sort());
    await ask('request.nudge', ada, { group: 'choir' });
    expect((await request(choir.id)).nudge).toBeDefined();
    expect((await request(first.id)).nudge).toBeUndefined();
  });

  it('is understood from chat', () => {
    expect(understand('nudge')).toMatchObject({ operation: { name: 'request.nudge' } });
    expect(understand('remind the owners of Design Guild')).toMatchObject({
      operation: { name: 'request.nudge' },
      input: { group: 'Design Guild' },
    });
  });
});

describe('writing about a request', () => {
  const text = 'For **how long** would you need it?';

  it('tells the others, and stands on both cards until it has made room for later ones', async () => {
    const { ask, waiting, runDue, messenger, last, clock } = aroundScene();
    const { id } = await waiting();
    const answer = await ask('request.comment', grace, { requestId: id, comment: text });
    expect(answer.shows?.role).toBe('approver');
    expect(wordsOn(answer)).toContain(text);
    await runDue();
    expect(messenger.sentTo(grace.id)).toEqual([]);
    expect(last(alan).text).toBe(`Grace Hopper: ${text}`);
    expect(wordsOn(last(ada))).toContain('Grace Hopper writes about your request');
    expect(actionsOn(last(ada))).toMatchObject([
      { title: 'Send', verb: 'request.comment', data: { requestId: id, seen: '1' } },
      { title: 'Show the request', verb: 'request.show' },
    ]);
    for (const words of ['Until spring.', 'Really.', 'Thank you.']) {
      clock.moveBy(60_000);
      await ask('request.comment', ada, { requestId: id, comment: words, seen: '1' });
    }
    const [own, theirs] = [
      await ask('request.show', ada, { requestId: id }),
      await ask('request.show', grace, { requestId: id }),
    ].map(wordsOn);
    for (const words of [own, theirs]) {
      expect(words).toContain('1 earlier comment');
      expect(words).toContain('Thank you.');
      expect(words).not.toContain(text);
    }
    await runDue();
    expect(messenger.sentTo(grace.id)).toHaveLength(3);
  });

  it('decides nothing, and brings every card up to date', async () => {
    const { ask, waiting, request, store } = aroundScene();
    const { id, tenantId } = await waiting();
    const copy = { requestId: id, tenantId, conversationId: 'chat', activityId: 'card', recipientId: alan.id };
    await store.requests.addCopy({ ...copy, role: 'approver' });
    await ask('request.comment', grace, { requestId: id, comment: 'I approve.' });
    expect(await request(id)).toMatchObject({ status: 'pending', revision: 0, stages: [{ decisions: [] }] });
    expect(store.queued.filter(({ kind }) => kind === 'update-request-card')).toHaveLength(1);
    expect(store.events).toMatchObject([{ operation: 'request.comment', outcome: 'done', requestId: id }]);
  });

  it('keeps the same press once, and the same words from a later card again', async () => {
    const { ask, waiting, request } = aroundScene();
    const { id } = await waiting();
    const press = (seen: string) => ask('request.comment', ada, { requestId: id, comment: 'Any news?', seen });
    await Promise.all([press('0'), press('0')]);
    expect((await request(id)).comments?.count).toBe(1);
    await press('1');
    expect((await request(id)).comments?.count).toBe(2);
  });

  it('takes words, up to a thousand characters of them', async () => {
    const { ask, waiting } = aroundScene();
    const { id } = await waiting();
    for (const comment of ['', '   ', 'x'.repeat(1001), undefined, 7])
      await expect(ask('request.comment', ada, { requestId: id, comment })).rejects.toMatchObject({ kind: 'input' });
    await ask('request.comment', ada, { requestId: id, comment: 'x'.repeat(1000) });
  });

  it('is for those whom it concerns: to others it cannot be found', async () => {
    const { ask, waiting, request } = aroundScene();
    const { id } = await waiting();
    await expect(ask('request.comment', mallory, { requestId: id, comment: 'Hi' })).rejects.toMatchObject({
      code: 'request.not-found',
    });
    expect((await request(id)).comments).toBeUndefined();
  });

  it('is not for whoever was asked as an owner and is none any more', async () => {
    const { ask, waiting, directory } = aroundScene();
    const { id } = await waiting();
    directory.setOwners(guild.id, [alan]);
    await expect(ask('request.comment', grace, { requestId: id, comment: 'Hi' })).rejects.toMatchObject({
      code: 'request.not-owner',
    });
  });

  it('says so when the request is not open any more, also when it was closed in between', async () => {
    const { ask, waiting, store } = aroundScene();
    const { id } = await waiting();
    await ask('request.withdraw', ada, { requestId: id });
    const late = await ask('request.comment', ada, { requestId: id, comment: 'Hm.' });
    expect(wordsOn(late)).toContain('your comment was not sent');
    const comment = { id: 'x', by: ref(ada), at: new Date(), text: 'Hm.' };
    await expect(store.requests.comment(joinRequest(guild).tenantId, id, comment)).rejects.toMatchObject({
      code: 'request.closed',
    });
  });

  it('reaches those who decide when they wake, and whoever asked at once', async () => {
    const { ask, waiting, runDue, messenger, clock } = aroundScene({ policy: quiet });
    const { id } = await waiting({ lapsesAt: new Date('2026-12-20T09:00:00Z') });
    clock.moveBy(12 * 3_600_000);
    await ask('request.comment', grace, { requestId: id, comment: text });
    await runDue();
    expect(messenger.sentTo(ada.id)).toHaveLength(1);
    expect(messenger.sentTo(alan.id)).toEqual([]);
    clock.moveBy(days(2.5));
    await runDue();
    expect(messenger.sentTo(alan.id)).toHaveLength(1);
  });

  it('is deleted 90 days later, but not from what is still open', async () => {
    const { ask, waiting, request, store, clock } = aroundScene();
    const open = await waiting({ lapsesAt: new Date('2027-12-20T09:00:00Z') });
    await ask('request.comment', ada, { requestId: open.id, comment: 'One' });
    const later = new Date(clock.now().getTime() + 1);
    await store.requests.forgetCommentsBefore(later);
    expect((await request(open.id)).comments?.last).toHaveLength(1);
    await ask('request.withdraw', ada, { requestId: open.id });
    await store.requests.forgetCommentsBefore(later);
    expect((await request(open.id)).comments).toMatchObject({ count: 1, last: [] });
  });
});

describe('asking again', () => {
  it('fills the form with what was asked, and tells whoever decides what became of it before', async () => {
    const { ask, request } = aroundScene();
    const form = { group: guild.id, until: 'until 15 March', reason: 'I draw.', confirmed: 'yes' };
    const first = (await ask('group.join', ada, form)).shows!.requestId;
    await ask('request.reject', grace, { requestId: first, reason: 'The guild is full.' });
    const again = actionsOn(await ask('request.show', ada, { requestId: first }))[0]!;
    expect(again).toMatchObject({ title: 'Change and send again', verb: 'group.join' });
    const filled = await ask(again.verb, ada, again.data);
    expect(wordsOn(filled)).toContain('You would be a member until 15 March 2027');
    expect(JSON.stringify(filled.card)).toContain('"value":"I draw."');
    const send = actionsOn(filled)[0]!;
    const sent = await ask(send.verb, ada, { ...send.data, reason: 'I draw well.', until: 'until 20 March 2027' });
    const second = sent.shows!.requestId;
    expect(second).not.toBe(first);
    expect((await request(second)).follows).toMatchObject({ id: first, status: 'rejected', by: { id: grace.id } });
    const shown = wordsOn(await ask('request.show', alan, { requestId: second }));
    expect(shown).toContain('Grace Hopper rejected it on 20 November 2026');
    expect(shown).toContain('The guild is full.');
    // While that one is open there is no second.
    expect((await ask('group.join', ada, form)).shows?.requestId).toBe(second);
  });

  it.each(['withdrawn', 'lapsed'] as const)('knows one that was %s', async (status) => {
    const { ask, waiting, request } = aroundScene();
    const { id } = await waiting({ status });
    const sent = await ask('group.join', ada, { group: guild.id, reason: '', confirmed: 'yes' });
    expect((await request(sent.shows!.requestId)).follows).toMatchObject({ id, status });
  });

  it('says nothing of one that was granted, or of what others asked for', async () => {
    const { ask, waiting, request } = aroundScene();
    await waiting({ status: 'done' });
    await waiting({ status: 'rejected', requester: ref(mallory) });
    await waiting({ status: 'rejected', kind: 'owner' });
    const sent = await ask('group.join', ada, { group: guild.id, reason: '', confirmed: 'yes' });
    expect((await request(sent.shows!.requestId)).follows).toBeUndefined();
  });

  const kinds = [
    ['owner', { kind: 'owner' }, 'owner.add'],
    ['team', { kind: 'team' }, 'team.enable'],
    ['delete', { kind: 'delete' }, 'group.delete'],
    [
      'visibility',
      { kind: 'visibility', wish: { what: 'visibility', from: 'private', to: 'public' } },
      'group.set-visibility',
    ],
    ['rename', { kind: 'rename', wish: { what: 'name', from: 'Design Guild', to: 'Guild' } }, 'group.rename'],
    ['add-member', { kind: 'add-member', subject: ref(mallory) }, 'member.add'],
    ['create', { kind: 'create' }, 'group.request'],
  ] as const;
  it.each(kinds)('leads back to the form of its kind: %s', async (_, about, verb) => {
    const { ask, waiting } = aroundScene();
    const { id } = await waiting({ ...about, status: 'rejected', reason: 'Because.' });
    const again = actionsOn(await ask('request.show', ada, { requestId: id }))[0]!;
    expect(again).toMatchObject({ title: 'Change and send again', verb });
    if (verb !== 'group.request') expect(again.data).toMatchObject({ group: guild.id, reason: 'Because.' });
  });
});
