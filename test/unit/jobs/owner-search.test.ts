import { describe, expect, it } from 'vitest';
import { cast, fixedId, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { days, titlesOn, wordsOn } from '../../support/builders.ts';
import { openOwnerlessOffice, policyWith } from '../../support/ownerless-office.ts';

const { admin, owner, secondOwner } = cast;
const guild = groups.designGuild;

/** The guild has lost its owners, and the first members are asked: Mirela, Iñaki, Györgyi; then Haruka, Tomás, Ananya. */
async function asking(policy = policyWith()) {
  const office = openOwnerlessOffice(policy);
  office.orphan();
  await office.scanAfter(0);
  const [inaki, gyorgyi, haruka] = ['inaki.nunez', 'gyorgyi.oz', 'haruka.mori'].map(office.person) as [
    { id: string; displayName: string },
    { id: string; displayName: string },
    { id: string; displayName: string },
  ];
  const asked = (who: { id: string }): boolean =>
    office.messenger.sentTo(who.id).some(({ text }) => text === 'Will you own Design Guild?');
  return { ...office, inaki, gyorgyi, haruka, asked };
}

const isOwner = (office: Awaited<ReturnType<typeof asking>>, who: { id: string }): boolean =>
  office.tenant.isLinked(guild, 'owner', who.id);

describe('asking the members of a group that nobody owns', () => {
  it('asks so many at a time, those first who wrote last, and says what it means', async () => {
    const office = await asking();
    expect(Object.values(await office.states())).toEqual(['asked', 'asked', 'asked', 'waiting', 'waiting', 'waiting']);
    expect([owner, office.inaki, office.gyorgyi, office.haruka].map(office.asked)).toEqual([true, true, true, false]);
    const words = wordsOn(office.about(owner, 'Will you own')!);
    expect(words).toContain('Please answer by 4 March 2026');
    expect(words).toContain('Also in it: Iñaki Núñez');
    expect(words).toContain('An administrator confirms it');
    expect(office.messenger.sentTo(cast.guest.id).filter(({ text }) => text.includes('own'))).toEqual([]);
    await office.scanAfter(1);
    expect(office.messenger.sentTo(owner.id).filter(({ text }) => text.includes('Will you own'))).toHaveLength(1);
  });

  it('gives way to the next at each no, at each silence, and where somebody cannot be reached', async () => {
    const office = await asking();
    await office.press(owner, 'Not me', office.about(owner, 'Will you own'));
    await office.runDue();
    expect(await office.states()).toMatchObject({
      [owner.displayName]: 'declined',
      [office.haruka.displayName]: 'asked',
    });
    expect(wordsOn(office.about(owner, 'would rather not')!)).toContain('you can change your mind');

    office.messenger.unreachable.add(secondOwner.id);
    office.clock.now += days(3) - 1;
    await office.runDue();
    expect(await office.states()).toMatchObject({ [office.inaki.displayName]: 'asked' });
    office.clock.now += 1;
    await office.runDue();
    const states = await office.states();
    expect(states).toMatchObject({ [office.inaki.displayName]: 'silent', [secondOwner.displayName]: 'unreachable' });
    expect(Object.values(states).filter((state) => state === 'asked')).toHaveLength(1);
    expect(titlesOn(office.about(office.inaki, 'still looks for an owner')!)).toContain('I’ll own it');
  });

  it('tells administrators when all were asked, who can have them asked again or choose somebody', async () => {
    const office = await asking(policyWith({ askAtOnce: 9, answerDays: 1 }));
    await office.press(owner, 'Not me', office.about(owner, 'Will you own'));
    await office.scanAfter(1);
    expect(await office.search()).toMatchObject({ state: 'exhausted' });
    const card = office.about(admin, 'Nobody of Design Guild wants to own it')!;
    expect(wordsOn(card)).toMatch(/6 people: 1 said no and 5 did not answer/u);
    await office.press(admin, 'Ask them again', card);
    await office.runDue();
    expect(await office.search()).toMatchObject({ state: 'asking', round: 2 });
    expect(office.messenger.sentTo(owner.id).filter(({ text }) => text.includes('Will you own'))).toHaveLength(2);
    const late = await office.press(admin, 'Ask them again', card);
    expect(wordsOn(late)).toContain('This has changed meanwhile');

    const form = await office.press(admin, 'Choose an owner…', office.about(admin, 'looks for an owner'));
    expect(form.isQuestion).toBe(true);
    const search = (await office.search())!;
    const about = { searchId: search.id, sent: 'yes' };
    const guestName = cast.guest.displayName;
    await expect(office.ask('ownerless.appoint', admin, { ...about, person: guestName })).rejects.toMatchObject({
      code: 'ownerless.guest',
    });
    await expect(office.ask('ownerless.appoint', admin, { ...about, person: 'Nobody Known' })).rejects.toMatchObject({
      kind: 'notFound',
    });
    await office.ask('ownerless.appoint', admin, { ...about, person: cast.employee.displayName });
    await office.runDue();
    expect(isOwner(office, cast.employee)).toBe(true);
    expect(office.last(cast.employee).text).toBe('You own Design Guild now');
    expect(wordsOn(office.about(owner, 'owns Design Guild now')!)).toContain('Ingrid Solheim confirmed it');
  });

  it('tells administrators at once where there is nobody to ask', async () => {
    const office = openOwnerlessOffice();
    office.orphan();
    for (const id of [...office.tenant.linked(guild, 'member')]) office.tenant.unlink(guild, 'member', id);
    await office.scanAfter(0);
    expect(wordsOn(office.about(admin, 'Nobody of Design Guild')!)).toContain('No member who could be asked was found');
    expect(titlesOn(office.about(admin, 'Nobody of Design Guild')!)).not.toContain('Ask them again');
  });

  it('lets administrators sleep before they hear that nobody wants to', async () => {
    const office = openOwnerlessOffice(policyWith({}, { quietHours: { from: '10:00', to: '18:00', weekends: false } }));
    office.orphan();
    for (const id of [...office.tenant.linked(guild, 'member')]) office.tenant.unlink(guild, 'member', id);
    await office.scanAfter(0);
    expect(office.about(admin, 'Nobody of Design Guild')).toBeUndefined();
    office.clock.now += 6 * 3_600_000;
    await office.runDue();
    expect(office.about(admin, 'Nobody of Design Guild')).toBeDefined();
  });

  it('waits with its question until they are awake, and gives them their days from then', async () => {
    const office = await asking(policyWith({}, { quietHours: { from: '10:00', to: '18:00', weekends: false } }));
    expect(office.asked(owner)).toBe(false);
    office.clock.now += 6 * 3_600_000;
    await office.runDue();
    expect(wordsOn(office.about(owner, 'Will you own')!)).toContain('Please answer by 4 March 2026 at 18:00');
  });

  it('begins no search where somebody owns the group', async () => {
    const office = openOwnerlessOffice();
    await office.scanAfter(0);
    const found = (await office.store.ownerSearches.open(tenantId, { limit: 50 })).map(
      ({ group }) => group.displayName,
    );
    expect(found.sort()).toEqual(['Archive Rescue', 'Chess']);
    expect(office.failures).toEqual([]);
  });
});

describe('somebody who would own it', () => {
  it('is made the owner by an administrator, hears of it, and every card says so', async () => {
    const office = await asking();
    const answer = await office.press(owner, 'I’ll own it', office.about(owner, 'Will you own'));
    expect(wordsOn(answer)).toContain('Nobody makes themselves an owner');
    await office.runDue();
    expect(isOwner(office, owner)).toBe(false);
    const card = office.about(admin, 'would own Design Guild')!;
    const done = await office.press(admin, 'Make owner', card);
    expect(wordsOn(done)).toContain('Mirela Vašková owns Design Guild now');
    await office.runDue();
    expect(isOwner(office, owner)).toBe(true);
    expect(titlesOn(office.about(owner, /^You own Design Guild now$/u)!)).toContain('Make a second owner…');
    for (const who of [office.inaki, office.gyorgyi, admin])
      expect(office.about(who, 'Mirela Vašková owns Design Guild now')).toBeDefined();
    expect(await office.search()).toBeUndefined();
    expect(wordsOn(await office.press(admin, 'Make owner', card))).toContain('This has changed meanwhile');
    const ends = office.store.events.filter(({ operation }) => operation === 'ownerless.confirm');
    expect(ends).toMatchObject([{ outcome: 'done', actorId: admin.id, groupId: guild, subject: { id: owner.id } }]);
  });

  it('is the first of two at once; the other is shown beside, and both can be chosen', async () => {
    const office = await asking();
    await Promise.all([
      office.press(owner, 'I’ll own it', office.about(owner, 'Will you own')),
      office.press(office.inaki, 'I’ll own it', office.about(office.inaki, 'Will you own')),
    ]);
    await office.runDue();
    const card = office.about(admin, 'would own Design Guild')!;
    expect(titlesOn(card).filter((title) => title.startsWith('Make'))).toEqual([
      'Make Mirela Vašková an owner',
      'Make Iñaki Núñez an owner',
    ]);
    expect(
      office.messenger.sentTo(admin.id).filter(({ text }) => text.includes('would own Design Guild')),
    ).toHaveLength(1);
    expect(wordsOn(office.about(office.gyorgyi, 'offered to own')!)).toContain('two owners are better than one');
    await Promise.all([
      office.press(admin, 'Make Mirela Vašková an owner', card),
      office.press(admin, 'Make Iñaki Núñez an owner', card),
    ]);
    await office.runDue();
    const told = [owner, office.inaki].flatMap(({ id }) => office.messenger.sentTo(id).map(({ text }) => text));
    expect(told).toContain('You own Design Guild now');
    expect(await office.search()).toBeUndefined();
  });

  it('may take it back until then, and the search goes on', async () => {
    const office = await asking(policyWith({ askAtOnce: 1 }));
    await office.press(owner, 'I’ll own it', office.about(owner, 'Will you own'));
    await office.runDue();
    const card = office.about(admin, 'would own Design Guild')!;
    await office.press(owner, 'Not me after all', office.about(owner, 'You offered'));
    await office.runDue();
    expect(await office.states()).toMatchObject({
      [owner.displayName]: 'declined',
      [office.inaki.displayName]: 'asked',
    });
    expect(wordsOn(await office.press(admin, 'Make owner', card))).toContain('This has changed meanwhile');
    expect(isOwner(office, owner)).toBe(false);
  });

  it('is still welcome after saying no, and when all were asked', async () => {
    const office = await asking(policyWith({ askAtOnce: 9, answerDays: 1 }));
    await office.press(owner, 'Not me', office.about(owner, 'Will you own'));
    await office.scanAfter(1);
    expect(await office.search()).toMatchObject({ state: 'exhausted' });
    await office.press(owner, 'I’ll own it after all', office.about(owner, 'would rather not'));
    await office.runDue();
    expect(titlesOn(office.about(admin, 'would own')!)).toContain('Make owner');
  });

  it('is not known to those who were not asked, and refused who has left the group or owns nothing as a guest', async () => {
    const office = await asking();
    const { id: searchId } = (await office.search())!;
    const hidden = { kind: 'notFound', code: 'ownerless.not-found' };
    for (const verb of ['ownerless.accept', 'ownerless.decline', 'ownerless.show']) {
      await expect(office.ask(verb, cast.employee, { searchId })).rejects.toMatchObject(hidden);
      await expect(office.ask(verb, office.haruka, { searchId })).rejects.toMatchObject(hidden);
      await expect(office.ask(verb, owner, { searchId: fixedId('search', 'x') })).rejects.toMatchObject(hidden);
      await expect(office.ask(verb, owner, { searchId: 'x' })).rejects.toMatchObject({ kind: 'input' });
    }
    office.tenant.unlink(guild, 'member', owner.id);
    await expect(office.ask('ownerless.accept', owner, { searchId })).rejects.toMatchObject({
      code: 'ownerless.not-member',
    });
    expect(await office.states()).toMatchObject({ [owner.displayName]: 'asked' });
    const guest = office.tenant.user(cast.guest.id)!;
    await office.store.ownerSearches.addCandidates({ tenantId, id: searchId }, [{ person: guest, kind: 'member' }]);
    const asGuest = { tenantId, searchId, person: guest };
    await office.store.ownerSearches.moveCandidate(asGuest, ['waiting'], { state: 'asked' });
    await expect(office.ask('ownerless.accept', cast.guest, { searchId })).rejects.toMatchObject({
      code: 'ownerless.guest',
    });
  });

  it('cannot confirm themselves, nor can who is no administrator; Graph has the last word', async () => {
    const office = await asking();
    const { id: searchId } = (await office.search())!;
    await office.press(owner, 'I’ll own it', office.about(owner, 'Will you own'));
    const about = { searchId, person: owner.id };
    for (const verb of ['ownerless.confirm', 'ownerless.again', 'ownerless.open', 'ownerless.appoint'])
      await expect(office.ask(verb, owner, about)).rejects.toMatchObject({ code: 'ownerless.not-found' });
    expect(isOwner(office, owner)).toBe(false);
    // Named by the policy, but without a role in the directory.
    office.tenant.user(admin.id)!.roleIds.length = 0;
    await expect(office.ask('ownerless.confirm', admin, about)).rejects.toMatchObject({
      kind: 'denied',
      code: 'owner.denied',
    });
    expect(await office.search()).toMatchObject({ state: 'accepted' });
  });

  it('nobody makes themselves an owner as an administrator either', async () => {
    const office = openOwnerlessOffice(policyWith({ askAtOnce: 9 }));
    office.tenant.link(guild, 'member', admin.id);
    office.orphan();
    await office.scanAfter(0);
    await office.press(admin, 'I’ll own it', office.about(admin, 'Will you own'));
    await office.runDue();
    await expect(office.press(admin, 'Make owner', office.about(admin, 'would own'))).rejects.toMatchObject({
      code: 'ownerless.oneself',
    });
    const { id: searchId } = (await office.search())!;
    await expect(office.ask('ownerless.appoint', admin, { searchId, person: admin.id })).rejects.toMatchObject({
      code: 'ownerless.oneself',
    });
    expect(office.tenant.isLinked(guild, 'owner', admin.id)).toBe(false);
  });

  it('need not any more when the group has an owner elsewhere meanwhile, or is gone', async () => {
    const office = await asking();
    office.tenant.link(guild, 'owner', cast.employee.id);
    const card = office.about(owner, 'Will you own')!;
    expect(wordsOn(await office.press(owner, 'I’ll own it', card))).toContain('needs no owner any more');
    await office.runDue();
    expect(office.about(office.inaki, 'needs no owner any more')).toBeDefined();
    expect(office.about(admin, 'would own')).toBeUndefined();

    const other = await asking();
    other.tenant.deleteGroup(guild);
    await other.scanAfter(1);
    expect(await other.search()).toBeUndefined();
    expect(other.about(owner, 'needs no owner any more')).toBeDefined();
  });

  it('is found again a day later by the scan alone, and a group that loses its owners again is searched for anew', async () => {
    const office = await asking();
    office.tenant.link(guild, 'owner', cast.employee.id);
    await office.scanAfter(1);
    expect(await office.search()).toBeUndefined();
    office.orphan();
    await office.scanAfter(7);
    expect(await office.search()).toMatchObject({ state: 'asking' });
    expect(office.messenger.sentTo(owner.id).filter(({ text }) => text.includes('Will you own'))).toHaveLength(1);
  });
});

describe('making owners by the app', () => {
  it('is done where the policy wants it and the app was granted it, and stands in the trail as the app’s deed', async () => {
    const office = await asking(policyWith({ confirm: 'app' }));
    office.state.roles.push('Group.ReadWrite.All');
    expect(wordsOn(office.about(owner, 'Will you own')!)).toContain('You own it as soon as you say so');
    await office.press(owner, 'I’ll own it', office.about(owner, 'Will you own'));
    await office.runDue();
    expect(isOwner(office, owner)).toBe(true);
    expect(office.about(owner, /^You own Design Guild now$/u)).toBeDefined();
    expect(office.about(admin, 'would own')).toBeUndefined();
    expect(office.store.events.filter(({ operation }) => operation === 'ownerless.confirm')).toMatchObject([
      { outcome: 'done', actorId: 'muster', groupId: guild, subject: { id: owner.id } },
    ]);
  });

  it('asks the administrators where the policy has changed meanwhile', async () => {
    const office = await asking(policyWith({ confirm: 'app' }));
    office.state.roles.push('Group.ReadWrite.All');
    await office.press(owner, 'I’ll own it', office.about(owner, 'Will you own'));
    office.setPolicy(policyWith());
    await office.runDue();
    expect(isOwner(office, owner)).toBe(false);
    expect(office.about(admin, 'would own')).toBeDefined();
  });

  it('falls back to the administrators where it was not, and says why', async () => {
    const office = await asking(policyWith({ confirm: 'app' }));
    await office.press(owner, 'I’ll own it', office.about(owner, 'Will you own'));
    await office.runDue();
    expect(isOwner(office, owner)).toBe(false);
    const card = office.about(admin, 'would own')!;
    expect(wordsOn(card)).toContain('the app was not granted');
    await office.press(admin, 'Make owner', card);
    expect(isOwner(office, owner)).toBe(true);
  });
});

describe('administrators', () => {
  it('who cannot be found are missed in the log', async () => {
    const office = await asking();
    office.state.roles = ['Group.Read.All'];
    await office.press(owner, 'I’ll own it', office.about(owner, 'Will you own'));
    await office.runDue();
    expect(office.failures).toEqual(['admins.unreadable']);
    expect(wordsOn(await office.ask('rules.show', admin))).toContain('the app was not granted User.Read.All');
    expect(wordsOn(await office.ask('rules.show', owner))).not.toContain('User.Read.All');
    expect(await office.search()).toMatchObject({ state: 'accepted' });
  });

  it('list groups without owners, page by page, and others do not', async () => {
    const office = openOwnerlessOffice();
    await office.scanAfter(0);
    const first = (await office.store.ownerSearches.open(tenantId, { limit: 1 }))[0]!;
    for (let index = 0; index < 12; index += 1)
      await office.store.ownerSearches.begin({
        ...first,
        id: fixedId('search', String(index)),
        group: { id: fixedId('group', `extra ${index}`), displayName: `Extra ${index}` },
      });
    const list = await office.ask('ownerless.list', admin);
    expect(wordsOn(list)).toContain('14 in all');
    expect(titlesOn(list).filter((title) => title === 'Open')).toHaveLength(8);
    const rest = await office.press(admin, 'More', list);
    expect(titlesOn(rest).filter((title) => title === 'Open')).toHaveLength(6);
    expect(wordsOn(await office.press(admin, 'Open', list))).toMatch(/looks for an owner|wants to own it/u);
    await expect(office.ask('ownerless.list', owner)).rejects.toMatchObject({ code: 'ownerless.denied' });
    await expect(office.ask('ownerless.list', admin, { next: 'x' })).rejects.toMatchObject({ kind: 'input' });
  });
});
