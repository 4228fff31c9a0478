import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { days, ada, alan, grace, mallory, tenantId, titlesOn, actionsOn, wordsOn } from '../../support/builders.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import { awayScene, guild, gus, mary } from '../../support/away-scene.ts';

describe('handing over', () => {
  it('asks the colleague about what waits and what comes, saying for whom, and the person too', async () => {
    const { joins, away, wordsTo, ask, later } = awayScene();
    await joins();
    await away(grace, alan);
    await later(1);
    expect(wordsTo(alan)).toEqual([
      expect.stringContaining('You decide for Grace Hopper until'),
      expect.stringMatching(/Ada Lovelace asks to join Design Guild[^]*For Grace Hopper, who is away until/u),
    ]);
    await joins(mary);
    expect(wordsTo(alan).at(-1)).toMatch(/Mary Jackson asks[^]*For Grace Hopper, who is away until[^]*Approve/u);
    expect(wordsTo(grace).filter((words) => words.includes('asks to join'))).toHaveLength(2);
    expect(wordsTo(grace).at(-1)).toContain('Alan Turing can decide for you until');
    expect(wordsOn(await ask('request.waiting', alan))).toMatch(/Ada Lovelace asks[^]*Mary Jackson asks/u);
  });

  it.each([
    ['nobody', '', 'for 5 days', 'Who decides while you are away?'],
    ['no time', alan.id, '', 'Who decides while you are away?'],
    ['a guest', gus.id, 'for 5 days', 'Gus Guest is a guest. Choose somebody of your organisation.'],
    ['oneself', grace.id, 'for 5 days', 'This is you. Choose a colleague.'],
    ['a time that is over', alan.id, 'until yesterday', 'This time is over already.'],
    ['no time at all', alan.id, 'soon', 'Until when is “soon”?'],
    ['too long', alan.id, 'for 70 days', 'for 60 days at most'],
  ])('asks back about %s', async (_, person, until, words) => {
    const { ask, running } = awayScene();
    const outcome = await ask('away.set', grace, { person, until });
    expect(wordsOn(outcome)).toContain(words);
    expect(await running(grace)).toBeUndefined();
  });

  it('marks what is missing once the form was sent, and takes who was picked', async () => {
    const { ask, running } = awayScene();
    expect(wordsOn(await ask('away.set', grace, { sent: 'yes' }))).toContain('Say who decides for you.');
    expect(wordsOn(await ask('away.set', grace, { sent: 'yes', picked: alan.id }))).toContain('Say until when.');
    await ask('away.set', grace, { sent: 'yes', picked: alan.id, until: 'for 2 days' });
    expect((await running(grace))?.delegate.id).toBe(alan.id);
  });

  it('holds one of each person: another takes its place, the same again changes nothing', async () => {
    const { away, running, wordsTo, store } = awayScene();
    await away(grace, alan);
    await away(grace, alan);
    expect(store.events.map(({ operation }) => operation)).toEqual(['away.set']);
    expect(wordsTo(alan)).toHaveLength(1);
    await away(grace, mallory);
    expect((await running(grace))?.delegate.id).toBe(mallory.id);
    expect(wordsTo(alan).at(-1)).toContain('You do not decide for Grace Hopper any more');
  });

  it('set on two devices at once becomes one', async () => {
    const { away, store } = awayScene();
    await Promise.all([away(grace, alan), away(grace, mallory)]);
    const all = await Promise.all(
      [alan, mallory].map(({ id }) => store.delegations.runningFor(tenantId, id, { limit: 5 })),
    );
    expect(all.flat()).toHaveLength(1);
  });

  it('says so when the colleague is away too', async () => {
    const { away } = awayScene();
    await away(alan, mallory);
    expect(wordsOn(await away(grace, alan))).toContain('What you hand over is not handed on.');
  });

  it('says so when the colleague does not use the bot', async () => {
    const { away, messenger, wordsTo } = awayScene();
    messenger.unreachable.add(alan.id);
    await away(grace, alan);
    expect(wordsTo(grace)).toEqual([expect.stringMatching(/Alan Turing could not be reached[^]*Change/u)]);
  });

  it('keeps the colleague’s card up to date by itself, and nobody else’s', async () => {
    const { joins, away, ask } = awayScene();
    const requestId = await joins();
    await expect(ask('request.refresh', alan, { requestId })).rejects.toMatchObject({ code: 'request.not-found' });
    await away(grace, alan);
    expect(wordsOn(await ask('request.refresh', alan, { requestId }))).toContain('For Grace Hopper, who is away');
    await ask('away.end', grace);
    expect(wordsOn(await ask('request.refresh', alan, { requestId }))).toContain('is back and decides again');
    await expect(ask('request.show', alan, { requestId })).rejects.toMatchObject({ code: 'delegation.ended' });
    await expect(ask('request.refresh', mallory, { requestId })).rejects.toMatchObject({ code: 'request.not-found' });
  });

  it('stands in the trail with who and until when, and its end too', async () => {
    const { away, ask, store } = awayScene();
    await away(grace, alan);
    await ask('away.end', grace);
    expect(store.events).toMatchObject([
      {
        operation: 'away.set',
        actorId: grace.id,
        outcome: 'done',
        subject: { kind: 'person', id: alan.id },
        details: [{ field: 'delegate', to: alan.id }, { field: 'until' }],
      },
      { operation: 'away.end', actorId: grace.id, outcome: 'done', subject: { id: alan.id } },
    ]);
  });
});

describe('the end', () => {
  it('comes by itself: both hear, and the colleague decides no more', async () => {
    const { joins, away, later, wordsTo, ask, running, store } = awayScene();
    const requestId = await joins();
    await away(grace, alan, 'for 5 days');
    await later(days(5) - 1);
    expect(await running(grace)).toBeDefined();
    await later(1);
    expect(await running(grace)).toBeUndefined();
    expect(wordsTo(grace).at(-1)).toContain('The time is over. Alan Turing does not decide for you any more');
    expect(wordsTo(alan).at(-1)).toContain('You do not decide for Grace Hopper any more');
    expect(store.events.at(-1)).toMatchObject({ operation: 'away.end', actorId: 'muster', onBehalfOfId: grace.id });
    expect(wordsTo(alan).filter((words) => words.includes('Ada Lovelace asks'))).toEqual([
      expect.stringContaining('Grace Hopper is back and decides again.'),
    ]);
    await expect(ask('request.approve', alan, { requestId })).rejects.toMatchObject({ code: 'delegation.ended' });
    expect(wordsOn(await ask('request.waiting', alan))).toContain('Nothing waits');
  });

  it('is there at its time, even where the job that ends it is late', async () => {
    const { joins, away, clock, ask } = awayScene();
    const requestId = await joins();
    await away(grace, alan, 'for 5 days');
    clock.moveBy(days(5));
    await expect(ask('request.approve', alan, { requestId })).rejects.toMatchObject({ code: 'delegation.ended' });
  });

  it('comes when the person is back; the button of one that is over ends no other', async () => {
    const { away, ask, running, sentTo, wordsTo } = awayScene();
    const first = await away(grace, alan);
    const back = actionsOn(first).find(({ title }) => title === 'I am back')!;
    await away(grace, mallory);
    expect(wordsOn(await ask(back.verb, grace, back.data))).toContain('You decide yourself again');
    expect((await running(grace))?.delegate.id).toBe(mallory.id);
    expect(wordsOn(await ask('away.end', grace))).toContain('You are back.');
    expect(wordsTo(mallory).at(-1)).toContain('Grace Hopper is back.');
    expect(sentTo(grace).filter((message) => wordsOn(message).includes('decide yourself again'))).toEqual([]);
    expect(wordsOn(await ask('away.end', grace))).toContain('You are not away');
  });

  it('comes when the colleague says “Not me”, and the person hears', async () => {
    const { away, ask, running, sentTo, wordsTo } = awayScene();
    await away(grace, alan);
    const decline = actionsOn(sentTo(alan)[0]!).find(({ title }) => title === 'Not me')!;
    await expect(ask(decline.verb, mallory, decline.data)).rejects.toMatchObject({ code: 'delegation.not-found' });
    await expect(ask('away.show', mallory, decline.data)).rejects.toMatchObject({ code: 'delegation.not-found' });
    expect(wordsOn(await ask('away.show', grace, decline.data))).toContain('Alan Turing decides for you');
    expect(wordsOn(await ask(decline.verb, alan, decline.data))).toContain('Grace Hopper has been told.');
    await ask(decline.verb, alan, decline.data);
    expect(await running(grace)).toBeUndefined();
    expect(wordsTo(grace)).toEqual([expect.stringContaining('Alan Turing pressed “Not me”')]);
  });
});

describe('deciding in the place of somebody', () => {
  it('is done with the colleague’s own right, said on every card, and on record for whom', async () => {
    const { joins, away, ask, now, wordsTo, store, directory } = awayScene({ owners: [grace, alan] });
    const requestId = await joins();
    await away(grace, mary);
    // Mary owns the guild by now, so that the directory lets her.
    directory.setOwners(guild.id, [grace, mary]);
    const answer = await ask('request.approve', mary, { requestId });
    expect((await now(requestId)).decision).toMatchObject({ by: { id: mary.id }, outcome: 'approved' });
    expect(wordsOn(answer)).toContain('approved this');
    expect(store.events.at(-1)).toMatchObject({ operation: 'request.approve', actorId: mary.id, outcome: 'done' });
    expect(wordsTo(ada).at(-1)).toContain('approved');
  });

  it('counts as the word of whoever is away', async () => {
    const { joins, away, ask, now, wordsTo, store } = awayScene({
      owners: [grace, alan],
      rule: { stages: [{ by: { kind: 'people', principalNames: [grace.principalName] }, decides: 'any' }] },
    });
    const requestId = await joins();
    await away(grace, alan);
    const answer = await ask('request.approve', alan, { requestId });
    const { decision, stages, status } = await now(requestId);
    expect(status).toBe('done');
    expect(decision).toMatchObject({ by: { id: alan.id }, for: { id: grace.id } });
    expect(stages[0]?.decisions).toMatchObject([{ by: { id: alan.id }, for: { id: grace.id } }]);
    expect(wordsOn(answer)).toContain('Alan Turing, for Grace Hopper, approved this');
    expect(wordsTo(ada).at(-1)).toContain('Alan Turing, for Grace Hopper, approved your request');
    expect(wordsTo(grace).at(-1)).toContain('Alan Turing, for Grace Hopper, approved this');
    expect(store.events.at(-1)).toMatchObject({ actorId: alan.id, onBehalfOfId: grace.id, outcome: 'done' });
    expect(wordsOn(await ask('request.approve', grace, { requestId }))).toContain('approved this for you already');
  });

  it('rejects in the same way, and the requester reads who did for whom', async () => {
    const { joins, away, ask, now, wordsTo, store } = awayScene();
    const requestId = await joins();
    await away(grace, alan);
    await ask('request.reject', alan, { requestId, reason: 'Full.' });
    expect((await now(requestId)).decision).toMatchObject({ by: { id: alan.id }, for: { id: grace.id } });
    expect(wordsTo(ada).at(-1)).toContain('Alan Turing, for Grace Hopper, rejected your request');
    expect(store.events.at(-1)).toMatchObject({
      operation: 'request.reject',
      onBehalfOfId: grace.id,
      details: expect.arrayContaining([{ field: 'inPlaceOf', kind: 'person', to: grace.id }]) as unknown,
    });
  });

  it('counts for each, where all have to agree: for the colleague, and for those who are away', async () => {
    const { joins, away, ask, now } = awayScene({
      owners: [grace, alan, mary],
      rule: { stages: [{ by: { kind: 'owners' }, decides: 'all' }] },
    });
    const requestId = await joins();
    await away(grace, alan);
    await away(mary, alan);
    await ask('request.approve', alan, { requestId });
    const { stages, status } = await now(requestId);
    expect(stages[0]?.decisions.map((one) => one.for?.id ?? one.by.id)).toEqual([alan.id, grace.id, mary.id]);
    expect(status).toBe('done');
  });

  it('repeats nobody’s word, where all have to agree', async () => {
    const { joins, away, ask, now } = awayScene({
      owners: [grace, alan, mary],
      rule: { stages: [{ by: { kind: 'owners' }, decides: 'all' }] },
    });
    const requestId = await joins();
    await away(grace, alan);
    await ask('request.approve', grace, { requestId });
    await ask('request.approve', alan, { requestId });
    const said = (await now(requestId)).stages[0]?.decisions;
    expect(said?.map(({ by, for: place }) => [by.id, place?.id])).toEqual([
      [grace.id, undefined],
      [alan.id, undefined],
    ]);
  });

  it('waits for the others, where all have to agree, and for nobody twice', async () => {
    const { joins, away, ask, now } = awayScene({
      owners: [grace, alan],
      rule: { stages: [{ by: { kind: 'owners' }, decides: 'all' }] },
    });
    const requestId = await joins();
    await away(grace, mallory);
    await ask('request.approve', mallory, { requestId });
    expect((await now(requestId)).status).toBe('pending');
    expect(wordsOn(await ask('request.approve', mallory, { requestId }))).toContain('You have approved this already');
    expect(wordsOn(await ask('request.approve', grace, { requestId }))).toContain(
      'Mallory Malone has approved this for you',
    );
    expect((await now(requestId)).stages[0]?.decisions).toHaveLength(1);
    await ask('request.approve', alan, { requestId });
    expect((await now(requestId)).status).toBe('done');
  });

  it('is nothing for whoever asks, whom it is about, or somebody further on', async () => {
    const { joins, away, ask, wordsTo, store } = awayScene({ owners: [grace, mary] });
    await away(grace, ada);
    const own = await joins(ada);
    await expect(ask('request.approve', ada, { requestId: own })).rejects.toMatchObject({ code: 'request.own' });
    const about = await ask('member.add', alan, { group: guild.id, people: ada.id, confirmed: 'yes' });
    const aboutAda =
      about.shows?.requestId ?? (await store.requests.waitingFor(tenantId, mary.id, { limit: 9 })).at(-1)!.id;
    expect(aboutAda).not.toBe(own);
    await expect(ask('request.approve', ada, { requestId: aboutAda })).rejects.toMatchObject({
      code: 'request.not-found',
    });
    await away(ada, alan);
    const marys = await joins(mallory);
    await expect(ask('request.approve', alan, { requestId: marys })).rejects.toMatchObject({
      code: 'request.not-found',
    });
    expect(wordsTo(ada).filter((words) => words.includes('asks') && !words.includes('asks to add you'))).toEqual([
      expect.stringContaining('Mallory Malone asks to join'),
    ]);
    expect(wordsTo(alan).filter((words) => words.includes('Mallory'))).toEqual([]);
    expect(titlesOn(await ask('request.waiting', alan))).not.toContain('Open');
  });

  it('is nothing for two who hand over to each other, where one of them asks', async () => {
    const { joins, away, ask } = awayScene({ owners: [grace, alan] });
    await away(grace, alan);
    await away(alan, grace);
    const ofMary = await joins(mary);
    expect(wordsOn(await ask('request.approve', alan, { requestId: ofMary }))).toContain('is a member');
    const owner = await ask('owner.add', mary, { group: guild.id, person: 'me', confirmed: 'yes' });
    const requestId = owner.shows?.requestId;
    if (requestId)
      await expect(ask('request.approve-change', mary, { requestId })).rejects.toMatchObject({ code: 'request.own' });
  });

  it('ends where the person is no longer what the stage asks for', async () => {
    const { joins, away, ask, directory, store } = awayScene({ owners: [grace, mary] });
    const requestId = await joins();
    await away(grace, alan);
    directory.setOwners(guild.id, [mary]);
    await expect(ask('request.approve', alan, { requestId })).rejects.toMatchObject({ kind: 'denied' });
    expect((await store.requests.get(tenantId, requestId))?.status).toBe('pending');
  });

  it('fails without losing anything where the colleague is no owner: an owner does it with one press', async () => {
    const { joins, away, ask, now, wordsTo, sentTo, directory } = awayScene();
    const requestId = await joins();
    await away(grace, alan);
    const answer = await ask('request.approve', alan, { requestId });
    expect(await now(requestId)).toMatchObject({ status: 'failed', failureCode: 'request.delegate-denied' });
    expect(wordsOn(answer)).toContain('Alan Turing, for Grace Hopper, approved this');
    expect(wordsOn(answer)).toContain('only an owner can carry it out, and Alan Turing is none.');
    expect(titlesOn(answer)).not.toContain('Try again');
    expect(wordsTo(ada).at(-1)).toContain('only an owner can carry it out');
    const told = sentTo(grace).at(-1)!;
    expect(wordsOn(told)).toContain('An owner is wanted for the request of Ada Lovelace');
    const press = actionsOn(told).find(({ title }) => title === 'Try again')!;
    await ask(press.verb, grace, press.data);
    expect((await now(requestId)).status).toBe('done');
    expect(directory.isMember(guild.id, ada)).toBe(true);
  });

  it('holds for reminders, for who is asked when nobody decides, and for the next step', async () => {
    const { joins, away, later, wordsTo, ask } = awayScene({
      rule: {
        stages: [
          { by: { kind: 'people', principalNames: [mary.principalName] }, decides: 'any' },
          { by: { kind: 'people', principalNames: [grace.principalName] }, decides: 'any' },
        ],
        remindAfterDays: 2,
        escalation: { afterDays: 4, to: { kind: 'people', principalNames: [mallory.principalName] } },
      },
    });
    const requestId = await joins();
    await away(mary, alan, 'for 20 days');
    await later(days(2));
    expect(wordsTo(alan).at(-1)).toMatch(/Ada Lovelace waits for your decision[^]*For Mary Jackson, who is away/u);
    await away(mallory, alan, 'for 20 days');
    await later(days(2));
    expect(wordsTo(alan).at(-1)).toContain('Mallory Malone can decide as well');
    await away(grace, alan, 'for 20 days');
    await ask('request.agree', alan, { requestId });
    await later(1);
    expect(wordsTo(grace).at(-1)).toContain('Ada Lovelace asks to join');
  });
});

describe('races', () => {
  it('brings no card to a colleague who is not one any more', async () => {
    const { joins, away, ask, messenger, wordsTo, later } = awayScene();
    await joins();
    messenger.failureFor.set(alan.id, new AppError('upstream', { code: 'connector.failed', advice: 'No.' }));
    await away(grace, alan);
    await ask('away.end', grace);
    messenger.failureFor.clear();
    await later(days(1));
    expect(wordsTo(alan).filter((words) => words.includes('asks to join'))).toEqual([]);
  });

  it('counts nothing that the colleague presses while the delegation ends', async () => {
    const scene = awayScene();
    const { joins, away, now, store, as, ask } = scene;
    const requestId = await joins();
    await away(grace, alan);
    const running = (await scene.running(grace))!;
    // It ends between the look at the rules and the decision.
    let isFirst = true;
    const atomically: typeof store.atomically = async (work) => {
      if (isFirst) await store.delegations.end(running, scene.clock.now(), 'person');
      isFirst = false;
      return store.atomically(work);
    };
    const services = { ...as(alan), store: { ...store, atomically } };
    const pressed = operationNamed('request.approve')!.execute({ requestId }, services);
    await expect(pressed).rejects.toMatchObject({ code: 'delegation.ended' });
    expect(await now(requestId)).toMatchObject({ status: 'pending' });
    expect((await now(requestId)).stages[0]?.decisions).toEqual([]);
    await ask('request.approve', grace, { requestId });
    expect((await now(requestId)).status).toBe('done');
  });

  it('lets one of the person and the colleague decide', async () => {
    const { joins, away, ask, now } = awayScene();
    const requestId = await joins();
    await away(grace, alan);
    const [one, other] = await Promise.all([
      ask('request.reject', alan, { requestId, reason: 'Full.' }),
      ask('request.reject', grace, { requestId, reason: 'No.' }),
    ]);
    expect((await now(requestId)).stages[0]?.decisions).toHaveLength(1);
    expect([one, other].filter((outcome) => wordsOn(outcome).includes('already, on'))).toHaveLength(1);
  });
});
