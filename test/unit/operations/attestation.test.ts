import { describe, expect, it } from 'vitest';
import { adoptAttestationCopy } from '../../../src/operations/attestation/adopt-copy.ts';
import { understand } from '../../../src/operations/understand.ts';
import {
  ada,
  alan,
  days,
  grace,
  group,
  mallory,
  startOfTest,
  tenantId,
  titlesOn,
  wordsOn,
} from '../../support/builders.ts';
import { attestationOffice, named, guild, rule, root } from '../../support/attestation-office.ts';

describe('which groups are asked about', () => {
  it('is nothing without a rule', async () => {
    const { asked, store, messenger } = await attestationOffice({ policy: { attestation: [] } });
    await asked();
    expect(await store.attestations.openOf(tenantId, guild.id)).toBeUndefined();
    expect(messenger.sentTo(grace.id)).toEqual([]);
  });

  it('is each once a round: every owner gets a card, however often is looked', async () => {
    const { asked, plan, messenger, last } = await attestationOffice();
    await asked();
    await plan();
    expect([grace, alan].map(({ id }) => messenger.sentTo(id).length)).toEqual([1, 1]);
    expect(wordsOn(last(grace))).toContain('Is Design Guild still needed?');
    expect(titlesOn(last(grace))).toEqual(
      expect.arrayContaining([
        'Yes, still needed',
        'No',
        'Look through the members',
        'Private is right',
        'Make public…',
      ]),
    );
  });

  it('is not those without owners, those that are gone, and those of which nothing can be asked', async () => {
    const gone = group('Gone');
    const alone = group('Alone');
    const byRule = group('By rule', { isDynamic: true });
    const { asked, scan, messenger, store } = await attestationOffice({
      groups: [gone, alone, byRule],
      policy: { attestation: [{ ...rule, asks: ['members'] }] },
    });
    scan.groups.delete(gone.id);
    scan.groups.get(alone.id)!.ownerIds = [];
    await asked();
    expect(messenger.sentTo(grace.id)).toEqual([]);
    for (const { id } of [gone, alone, byRule]) expect(await store.attestations.openOf(tenantId, id)).toBeUndefined();
  });

  it('reaches an owner with five new questions a day; the others wait for the next days', async () => {
    const groups = Array.from({ length: 12 }, (_, index) => group(`Group ${index}`));
    const { asked, plan, clock, messenger, store } = await attestationOffice({ groups });
    await asked();
    const counts = () => [grace, alan].map(({ id }) => messenger.sentTo(id).length);
    expect(counts()).toEqual([5, 5]);
    // The others have not begun either: their time to answer does not run.
    expect(await store.attestations.list(tenantId, { states: ['open'] }, { limit: 20 })).toHaveLength(5);
    await plan();
    expect(counts()).toEqual([5, 5]);
    clock.moveBy(days(1));
    await plan();
    expect(counts()).toEqual([10, 10]);
    clock.moveBy(days(1));
    await plan();
    expect(counts()).toEqual([12, 12]);
  });

  it('waits for the morning of whoever is asked', async () => {
    const { asked, clock, runDue, messenger } = await attestationOffice({
      policy: { quietHours: { from: '08:00', to: '10:00', weekends: false } },
    });
    await asked();
    expect(messenger.sentTo(grace.id)).toEqual([]);
    clock.moveBy(3_600_001);
    await runDue();
    expect(messenger.sentTo(grace.id)).toHaveLength(1);
  });

  it('does not reach somebody any more when it was answered before they woke', async () => {
    const { asked, clock, runDue, messenger, ask, open } = await attestationOffice({
      policy: { quietHours: { from: '08:00', to: '10:00', weekends: false } },
    });
    await asked();
    await ask(named('attestation.needed'), alan, { attestationId: (await open()).id, answer: 'no' });
    clock.moveBy(3_600_001);
    await runDue();
    expect(messenger.sentTo(grace.id)).toEqual([]);
  });

  it('does the others when one group cannot be looked at, and that one later', async () => {
    const other = group('Other');
    const { asked, runDue, clock, scan, open, store } = await attestationOffice({ groups: [guild, other] });
    scan.broken.add(guild.id);
    await asked();
    expect(await open(other)).toBeDefined();
    expect(await store.attestations.openOf(tenantId, guild.id)).toBeUndefined();
    scan.broken.clear();
    clock.moveBy(60_000);
    await runDue();
    expect(await open()).toBeDefined();
  });
});

describe('confirming a group', () => {
  it('ends with the last answer; every copy shows who said what, and it begins again a year later', async () => {
    const { asked, press, runDue, last, open, clock, plan, messenger, store } = await attestationOffice();
    await asked();
    const { id } = await open();
    expect(wordsOn(await press(grace, 'Yes, still needed'))).toContain('Yes, Grace Hopper said on');
    await runDue();
    expect(wordsOn(last(alan))).toContain('Please look at Design Guild');
    expect(titlesOn(last(alan))).not.toContain('Yes, still needed');
    await press(alan, 'Private is right');
    const page = await press(alan, 'Look through the members');
    const done = await press(alan, 'Everybody else stays', page);
    expect(wordsOn(done)).toContain('Design Guild is confirmed');
    expect(wordsOn(done)).toContain('Alan Turing looked through them');
    expect(wordsOn(done)).toContain('11 stay, nobody was taken out');
    await runDue();
    for (const who of [grace, alan]) {
      expect(wordsOn(last(who))).toMatch(/Asked again about 20 November 2027/u);
      expect(titlesOn(last(who))).toEqual(['Show the group']);
    }
    expect(await store.attestations.progress({ tenantId, id })).toEqual({ left: 0, kept: 0, removed: 0 });
    clock.moveBy(days(364));
    await plan();
    expect(messenger.sentTo(grace.id)).toHaveLength(1);
    clock.moveBy(days(1));
    await plan();
    expect(messenger.sentTo(grace.id)).toHaveLength(2);
    expect((await open()).round).toBe(2);
    expect(store.events.map(({ operation, outcome, details }) => [operation, outcome, details?.[0]?.to])).toEqual([
      ['attestation.needed', 'done', 'yes'],
      ['attestation.visibility', 'done', 'private'],
      ['attestation.keep-all', 'done', '11'],
    ]);
  });

  it('takes one answer to a question from two owners at once, and two answers to two questions', async () => {
    const { asked, press, last, open } = await attestationOffice();
    await asked();
    const [hers, his] = [last(grace), last(alan)];
    const both = await Promise.all([
      press(grace, 'Yes, still needed', hers),
      press(alan, 'No', his),
      press(alan, 'Private is right', his),
    ]);
    expect(both.filter((card) => wordsOn(card).includes('This has changed meanwhile'))).toHaveLength(1);
    // Alan's “No” came second, or would have ended the round.
    expect(Object.keys((await open()).answers).sort()).toEqual(['needed', 'visibility']);
  });

  it('deletes nothing when it is not needed, offers what can be done, and can be taken back', async () => {
    const { asked, press, runDue, last, directory, open, clock, messenger } = await attestationOffice();
    await asked();
    const done = await press(grace, 'No');
    expect(wordsOn(done)).toContain('Design Guild is not needed any more');
    expect(wordsOn(done)).toContain('Nothing was deleted.');
    expect(titlesOn(done)).toEqual(['Delete…', 'It is needed after all', 'Show the group']);
    expect((await directory.of(grace.id).group(guild.id)).displayName).toBe('Design Guild');
    await runDue();
    expect(titlesOn(last(alan))).toContain('It is needed after all');
    clock.moveBy(days(40));
    await runDue();
    expect(messenger.sentTo(alan.id)).toHaveLength(1);
    const again = await press(alan, 'It is needed after all');
    expect(wordsOn(again)).toContain('Yes, Alan Turing said');
    expect((await open()).round).toBe(2);
  });

  it('does not confirm what was changed meanwhile', async () => {
    const { asked, press, last, directory, open } = await attestationOffice();
    await asked();
    directory.change(guild.id, { visibility: 'public' });
    const answer = await press(grace, 'Private is right');
    expect(wordsOn(answer)).toContain('This has changed meanwhile');
    expect(wordsOn(answer)).toContain('Is public right?');
    expect((await open()).answers).toEqual({});
    expect(wordsOn(await press(alan, 'Public is right', answer))).toContain('Yes, Alan Turing said');
    expect(last(grace)).toBeDefined();
  });
});

describe('nobody answers', () => {
  it('owners are reminded, administrators asked, and it lapses', async () => {
    const { asked, clock, runDue, messenger, last, store, ask, open } = await attestationOffice();
    await asked();
    const { id } = await open();
    clock.moveBy(days(7));
    await runDue();
    expect([grace, alan, root].map((who) => messenger.sentTo(who.id).length)).toEqual([2, 2, 0]);
    clock.moveBy(days(7));
    await runDue();
    expect([grace, alan, root].map((who) => messenger.sentTo(who.id).length)).toEqual([2, 2, 1]);
    expect(wordsOn(last(root))).toContain('Its 2 owners have not answered everything.');
    const named2 = await ask(named('attestation.open'), root, { attestationId: id });
    expect(wordsOn(named2)).toMatch(/Asked: (?:Grace Hopper, Alan Turing|Alan Turing, Grace Hopper)\./u);
    clock.moveBy(days(16));
    await runDue();
    for (const who of [grace, alan, root]) expect(wordsOn(last(who))).toContain('was not confirmed in time');
    expect((await store.attestations.get(tenantId, id))?.state).toBe('lapsed');
    const list = await ask(named('attestation.list'), root);
    expect(wordsOn(list)).toContain('not confirmed: the time was over');
    expect(store.events.map(({ operation }) => operation)).toEqual(['attestation.escalate', 'attestation.lapse']);
    expect(titlesOn(last(grace))).toContain('Confirm it now');
  });

  it('an administrator who is asked may answer, as far as the directory lets them', async () => {
    const { asked, clock, runDue, press, administrators, open } = await attestationOffice();
    await asked();
    clock.moveBy(days(14));
    await runDue();
    administrators.delete(root.id);
    await expect(press(root, 'Yes, still needed')).rejects.toMatchObject({ code: 'group.not-owner' });
    administrators.add(root.id);
    await press(root, 'Yes, still needed');
    expect((await open()).answers.needed).toMatchObject({ by: { id: root.id } });
  });

  it('who became an owner since is reminded, who is none any more is not, and may not answer', async () => {
    const { asked, clock, runDue, scan, messenger, directory, press } = await attestationOffice();
    await asked();
    scan.groups.get(guild.id)!.ownerIds = [grace.id, mallory.id];
    await directory.of(grace.id).removeOwner(guild.id, alan.id);
    clock.moveBy(days(7));
    await runDue();
    expect([grace, alan, mallory].map(({ id }) => messenger.sentTo(id).length)).toEqual([2, 1, 1]);
    await expect(press(alan, 'Yes, still needed')).rejects.toMatchObject({ code: 'group.not-owner' });
  });

  it('ends when the group is gone, whether a step or a scan finds it', async () => {
    const other = group('Other');
    const { asked, clock, runDue, plan, scan, store, last } = await attestationOffice({ groups: [guild, other] });
    await asked();
    scan.groups.delete(guild.id);
    clock.moveBy(days(7));
    await runDue();
    expect((await store.attestations.lastRounds(tenantId, [guild.id]))[0]).toMatchObject({ isOpen: false });
    scan.groups.delete(other.id);
    await store.directoryGroups.putLooks(tenantId, [{ id: other.id, gone: true }], clock.now());
    await plan();
    expect((await store.attestations.lastRounds(tenantId, [other.id]))[0]).toMatchObject({ isOpen: false });
    expect(wordsOn(last(grace))).toContain('is gone');
  });
});

describe('confirming of one’s own accord', () => {
  it('is understood', () => {
    for (const said of [
      'confirm Design Guild is still needed',
      'confirm that Design Guild is still needed',
      'confirm Design Guild',
    ])
      expect(understand(said)).toMatchObject({
        operation: { name: 'attestation.confirm' },
        input: { group: 'Design Guild' },
      });
    for (const said of ['groups to confirm', 'what do I have to confirm'])
      expect(understand(said)).toMatchObject({ operation: { name: 'attestation.list' } });
  });

  it('answers the open round, or begins the next one early; the round after is counted from there', async () => {
    const { ask, open, asked, store, plan, clock } = await attestationOffice();
    const early = await ask(named('attestation.confirm'), grace, { group: 'Design Guild' });
    expect(wordsOn(early)).toContain('Yes, Grace Hopper said');
    expect(wordsOn(early)).toContain('Are these still the right people?');
    expect((await open()).round).toBe(1);
    await asked();
    expect((await open()).round).toBe(1);
    await ask(named('attestation.keep-all'), grace, { attestationId: (await open()).id });
    await ask(named('attestation.visibility'), grace, { attestationId: (await open()).id, visibility: 'private' });
    expect(await store.attestations.openOf(tenantId, guild.id)).toBeUndefined();
    clock.moveBy(days(300));
    await plan();
    expect(await store.attestations.openOf(tenantId, guild.id)).toBeUndefined();
  });

  it('is one question and its answer where no rule asks', async () => {
    const { ask } = await attestationOffice({ policy: { attestation: [] } });
    const done = await ask(named('attestation.confirm'), alan, { group: 'Design Guild' });
    expect(wordsOn(done)).toContain('Design Guild is confirmed');
    expect(wordsOn(done)).toContain('Thank you');
  });

  it('is for owners', async () => {
    const { ask } = await attestationOffice();
    await expect(ask(named('attestation.confirm'), ada, { group: 'Design Guild' })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
  });
});

describe('who may see and answer', () => {
  it('a round cannot be found by strangers, whatever they know of it', async () => {
    const { asked, open, ask } = await attestationOffice();
    await asked();
    const { id: attestationId } = await open();
    for (const [name, more] of [
      ['attestation.show', {}],
      ['attestation.open', {}],
      ['attestation.needed', { answer: 'yes' }],
      ['attestation.visibility', { visibility: 'private' }],
      ['attestation.members', {}],
      ['attestation.keep-all', {}],
      ['attestation.save-members', { ids: [ada.id], m0: 'remove' }],
    ] as const)
      await expect(ask(named(name), mallory, { attestationId, ...more })).rejects.toMatchObject({
        code: 'attestation.not-found',
      });
    await expect(ask(named('attestation.show'), grace, { attestationId: startOfTest })).rejects.toMatchObject({
      kind: 'input',
    });
  });

  it('each sees what waits for them, administrators everything with its state', async () => {
    const other = group('Other');
    const { asked, ask, press } = await attestationOffice({ groups: [guild, other] });
    await asked();
    expect(wordsOn(await ask(named('attestation.list'), grace))).toContain('Design Guild');
    expect(wordsOn(await ask(named('attestation.list'), mallory))).toContain('No group waits for you to confirm it.');
    await press(grace, 'No');
    const waiting = await ask(named('attestation.list'), root);
    expect(wordsOn(waiting)).toContain('3 of 3 questions left');
    const all = await press(root, 'Show the others, too', waiting);
    expect(wordsOn(all)).toContain('not needed any more');
  });
});

describe('a card whose sender died', () => {
  it('is kept true once somebody looks at it, and once only', async () => {
    const { asked, open, store, press, runDue, messenger } = await attestationOffice();
    await asked();
    const about = await open();
    const { activityId, conversationId } = await messenger.send(
      { tenantId, userId: grace.id },
      { card: {}, text: 'lost' },
    );
    const message = { tenantId, attestationId: about.id, recipientId: grace.id, activityId, conversationId };
    await press(alan, 'Yes, still needed');
    await adoptAttestationCopy(store, message, about.revision);
    await adoptAttestationCopy(store, message, about.revision);
    await runDue();
    expect(wordsOn(messenger.shown(activityId)!)).toContain('Yes, Alan Turing said');
    await press(alan, 'Private is right');
    await runDue();
    expect(wordsOn(messenger.shown(activityId)!)).toContain('Is private right?\nYes, Alan Turing said');
    expect((await store.attestations.copies(about)).filter((copy) => copy.activityId === activityId)).toHaveLength(1);
  });
});
