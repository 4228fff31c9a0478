import { describe, expect, it } from 'vitest';
import type { GroupRequest } from '../../../src/domain/requests.ts';
import {
  actionsOn,
  ada,
  alan,
  days,
  grace,
  mallory,
  startOfTest,
  tenantId,
  titlesOn,
  wordsOn,
} from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';
import { aroundScene, guild } from '../../support/around-scene.ts';

const minutes = (count: number): number => count * 60_000;
const ref = ({ id, displayName }: { id: string; displayName: string }) => ({ id, displayName });

async function approved(changes: Partial<GroupRequest> = {}) {
  const scene = aroundScene();
  const { id: requestId, kind } = await scene.waiting(changes);
  const isMembership = kind === 'join' || kind === 'add-member';
  const card = await scene.ask(isMembership ? 'request.approve' : 'request.approve-change', grace, { requestId });
  const undo = (who = grace) => scene.ask(isMembership ? 'request.undo' : 'request.undo-change', who, { requestId });
  return { ...scene, requestId, card, undo, now: () => scene.request(requestId) };
}

describe('taking back what was approved', () => {
  it('takes the member out again, with the end of their membership, and tells them', async () => {
    const wish = { what: 'until', at: startOfTest.getTime() + days(20) } as const;
    const { card, undo, now, directory, store, runDue, last } = await approved({ wish });
    expect(actionsOn(card).map(({ title }) => title)).toEqual(['Undo']);
    expect(await store.terms.running(tenantId, guild.id, ada.id)).toBeDefined();
    const undone = await undo();
    expect(wordsOn(undone)).toContain('Grace Hopper approved this, and took it back');
    expect(actionsOn(undone)).toEqual([]);
    expect(directory.isMember(guild.id, ada)).toBe(false);
    expect(await store.terms.running(tenantId, guild.id, ada.id)).toBeUndefined();
    expect(await now()).toMatchObject({ status: 'undone', undone: { by: { id: grace.id } } });
    await runDue();
    expect(last(ada).text).toBe('Your request to join Design Guild: undone');
    expect(store.events.at(-1)).toMatchObject({ operation: 'request.undo', outcome: 'done', groupId: guild.id });
    expect(store.events.at(-1)?.details).toContainEqual({ field: 'request', kind: 'word', from: 'done', to: 'undone' });
  });

  it('is over after ten minutes, and says what to do instead', async () => {
    const { undo, now, clock, directory, ask, requestId } = await approved();
    clock.moveBy(minutes(10) - 1);
    expect(titlesOn(await ask('request.show', grace, { requestId }))).toContain('Undo');
    clock.moveBy(1);
    expect(titlesOn(await ask('request.show', grace, { requestId }))).not.toContain('Undo');
    expect(wordsOn(await undo())).toContain('Say “remove Ada Lovelace from Design Guild” instead.');
    expect(directory.isMember(guild.id, ada)).toBe(true);
    expect((await now()).status).toBe('done');
  });

  it('is done once, however often it is pressed', async () => {
    const { undo, now, store } = await approved();
    await Promise.all([undo(), undo()]);
    expect(wordsOn(await undo())).toContain('took it back');
    expect(
      store.events.filter(({ operation, outcome }) => operation === 'request.undo' && outcome === 'done'),
    ).toHaveLength(1);
    expect(store.queued.filter(({ key }) => key.includes(':tell:undone'))).toHaveLength(1);
    expect((await now()).status).toBe('undone');
  });

  it('says that it is so where somebody else took the member out meanwhile', async () => {
    const { undo, now, ask } = await approved();
    await ask('member.remove', alan, { group: guild.id, person: ada.id, confirmed: 'yes' });
    expect(wordsOn(await undo())).toContain('is not a member any more');
    expect((await now()).status).toBe('undone');
  });

  it('offers nothing where it was so already when it was carried out', async () => {
    const scene = aroundScene();
    const { id: requestId } = await scene.waiting({
      status: 'failed',
      failureCode: 'request.interrupted',
      decision: { by: ref(alan), at: startOfTest, outcome: 'approved', reason: '' },
    });
    await scene.as(alan).directory.addMember(guild.id, ada.id);
    const card = await scene.ask('request.retry', grace, { requestId });
    expect(actionsOn(card)).toEqual([]);
    expect(wordsOn(await scene.ask('request.undo', grace, { requestId }))).toContain(
      'nothing of this that could be undone',
    );
    expect(scene.directory.isMember(guild.id, ada)).toBe(true);
  });

  it('is for whoever approved it: others hear so, strangers find nothing', async () => {
    const { undo, directory } = await approved();
    await expect(undo(alan)).rejects.toMatchObject({ code: 'request.not-yours-to-undo' });
    await expect(undo(ada)).rejects.toMatchObject({ code: 'request.not-yours-to-undo' });
    await expect(undo(mallory)).rejects.toMatchObject({ code: 'request.not-found' });
    expect(directory.isMember(guild.id, ada)).toBe(true);
  });

  it('is done with the right that whoever approved has now', async () => {
    const { undo, now, directory } = await approved();
    directory.setOwners(guild.id, [alan]);
    await expect(undo()).rejects.toMatchObject({ code: 'member.denied' });
    expect((await now()).status).toBe('done');
  });

  it('can be pressed again when Graph did not answer', async () => {
    const { undo, now, directory } = await approved();
    directory.refuse('removeMember', refusal('upstream', 'graph.unavailable'));
    await expect(undo()).rejects.toMatchObject({ code: 'graph.unavailable' });
    expect((await now()).status).toBe('done');
    directory.heal('removeMember');
    await undo();
    expect((await now()).status).toBe('undone');
  });

  it('tells whom it was about, too', async () => {
    const { undo, runDue, messenger } = await approved({ kind: 'add-member', subject: ref(mallory) });
    await runDue();
    expect(messenger.sentTo(mallory.id).map(({ text }) => text)).toEqual(['You are a member of Design Guild now']);
    await undo();
    await runDue();
    expect(messenger.sentTo(mallory.id).at(-1)?.text).toBe('You are not a member of Design Guild any more');
  });
});

describe('taking back a change without a request', () => {
  const undoOn = (card: Parameters<typeof actionsOn>[0]) => actionsOn(card).find(({ title }) => title === 'Undo')!;

  it('takes out whom that press added, and nobody else', async () => {
    const { ask, directory, store } = aroundScene();
    const added = await ask('member.add', grace, {
      group: guild.id,
      people: `${mallory.id};${grace.id}`,
      until: 'for two weeks',
    });
    const { verb, data } = undoOn(added);
    expect(data).toMatchObject({ what: 'added', people: mallory.id });
    const undone = await ask(verb, grace, data);
    expect(undone.text).toBe('Undone: Mallory Malone is not in Design Guild any more');
    expect(directory.isMember(guild.id, mallory)).toBe(false);
    expect(directory.isMember(guild.id, grace)).toBe(true);
    expect(await store.terms.running(tenantId, guild.id, mallory.id)).toBeUndefined();
    expect((await ask(verb, grace, data)).text).toContain('It is so already');
    expect(store.events.at(-1)).toMatchObject({ operation: 'member.undo', outcome: 'refused' });
  });

  it('lets in again who was taken out, until the day that was set', async () => {
    const { ask, directory, store } = aroundScene();
    await ask('member.add', grace, { group: guild.id, people: mallory.id, until: 'for two weeks' });
    const removed = await ask('member.remove', grace, { group: guild.id, person: mallory.id, confirmed: 'yes' });
    expect(await store.terms.running(tenantId, guild.id, mallory.id)).toBeUndefined();
    const { verb, data } = undoOn(removed);
    expect((await ask(verb, grace, data)).text).toBe('Undone: Mallory Malone is in Design Guild again');
    expect(directory.isMember(guild.id, mallory)).toBe(true);
    expect((await store.terms.running(tenantId, guild.id, mallory.id))?.endsAt).toEqual(
      new Date(startOfTest.getTime() + days(14)),
    );
  });

  it('takes back an owner, who stays the member that they were', async () => {
    const { ask, directory } = aroundScene();
    directory.change(guild.id, { hasTeam: true });
    await ask('member.add', grace, { group: guild.id, people: mallory.id });
    const made = await ask('owner.add', grace, { group: guild.id, person: mallory.id });
    const { verb, data } = undoOn(made);
    expect((await ask(verb, grace, data)).text).toBe('Undone: Mallory Malone does not own Design Guild any more');
    expect(directory.ownerIds(guild.id)).toEqual([grace.id, alan.id]);
    expect(directory.isMember(guild.id, mallory)).toBe(true);
    expect((await ask(verb, grace, data)).text).toContain('It is so already');
  });

  it('gives an ownership back, in a team with the membership', async () => {
    const { ask, directory } = aroundScene();
    directory.change(guild.id, { hasTeam: true });
    const dropped = await ask('owner.remove', grace, { group: guild.id, person: alan.id, confirmed: 'yes' });
    const { verb, data } = undoOn(dropped);
    expect((await ask(verb, grace, data)).text).toBe('Undone: Alan Turing owns Design Guild again');
    expect(directory.ownerIds(guild.id)).toContain(alan.id);
    expect(directory.isMember(guild.id, alan)).toBe(true);
  });

  it('is too late after ten minutes', async () => {
    const { ask, clock, directory } = aroundScene();
    const { verb, data } = undoOn(await ask('member.add', grace, { group: guild.id, people: mallory.id }));
    clock.moveBy(minutes(10));
    await expect(ask(verb, grace, data)).rejects.toMatchObject({
      code: 'undo.too-late',
      advice: expect.stringContaining('“remove Mallory Malone from Design Guild”') as string,
    });
    expect(directory.isMember(guild.id, mallory)).toBe(true);
  });

  it('gives nobody a right that they do not have, whatever the button says', async () => {
    const { ask, directory } = aroundScene();
    const at = startOfTest.toISOString();
    await expect(
      ask('member.undo', mallory, { what: 'added', group: guild.id, people: grace.id, at }),
    ).rejects.toMatchObject({ code: 'member.denied' });
    await expect(
      ask('owner.undo', mallory, { what: 'madeOwner', group: guild.id, people: grace.id, at }),
    ).rejects.toMatchObject({ code: 'owner.denied' });
    expect(directory.isMember(guild.id, grace)).toBe(true);
    for (const wrong of [{ people: 'me' }, { at: 'now' }, { group: 'Design Guild' }, { what: 'deleted' }])
      await expect(
        ask('member.undo', grace, { what: 'added', group: guild.id, people: grace.id, at, ...wrong }),
      ).rejects.toMatchObject({ kind: 'input' });
  });
});
