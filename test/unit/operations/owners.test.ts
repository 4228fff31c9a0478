import { describe, expect, it } from 'vitest';
import { operationNamed } from '../../../src/operations/index.ts';
import { actionsOn, ada, alan, grace, group, mallory, person, wordsOn, world } from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';

const guild = group('Design Guild');
const team = group('Launch Team', { hasTeam: true });
const rule = group('By Rule', { isDynamic: true });
const old = group('Old', { isSynced: true });
const sam = person('Sam Smith', { principalName: 'sam1@contoso.com' });
const twin = person('Sam Smith', { principalName: 'sam2@contoso.com' });
const elsewhere = person('Ada Byron');
const named = (name: string) => operationNamed(name)!;
const remove = named('member.remove');
const make = named('owner.add');
const drop = named('owner.remove');
const yes = { confirmed: 'yes' };

function office() {
  return world({
    directory: {
      groups: [guild, team, rule, old, group('List', { kind: 'distribution' })],
      people: [elsewhere, mallory],
      owners: { [guild.id]: [grace, alan], [team.id]: [grace, alan], [rule.id]: [grace], [old.id]: [grace] },
      members: { [guild.id]: [grace, ada, sam, twin], [team.id]: [grace, alan, ada] },
    },
  });
}

describe('member.remove', () => {
  it('asks first, then removes, and is on record', async () => {
    const { ask, directory, store } = office();
    const question = await ask(remove, grace, { group: 'Design Guild', person: 'ada@contoso.com' });
    expect(wordsOn(question)).toContain('Remove Ada Lovelace from Design Guild?');
    expect(directory.isMember(guild.id, ada)).toBe(true);
    expect(store.events).toEqual([]);
    const [confirm] = actionsOn(question);
    const done = await ask(named(confirm!.verb), grace, confirm!.data);
    expect(wordsOn(done)).toContain('Ada Lovelace is no longer in Design Guild');
    expect(directory.isMember(guild.id, ada)).toBe(false);
    expect(store.events).toMatchObject([
      { outcome: 'done', groupId: guild.id, actorId: grace.id, subject: { kind: 'person', id: ada.id } },
    ]);
  });

  it('takes a first name that only one member has, whoever else has it', async () => {
    const question = await office().ask(remove, grace, { group: guild.id, person: 'Ada' });
    expect(wordsOn(question)).toContain('Remove Ada Lovelace');
  });

  it('asks which one among members of one name', async () => {
    const { ask, directory } = office();
    const question = await ask(remove, grace, { group: guild.id, person: 'sam smith' });
    expect(wordsOn(question)).toContain('sam2@contoso.com');
    const [, second] = actionsOn(question);
    await ask(named(second!.verb), grace, { ...second!.data, ...yes });
    expect(directory.isMember(guild.id, sam)).toBe(true);
    expect(directory.isMember(guild.id, twin)).toBe(false);
  });

  it('is for owners, who are named to others', async () => {
    const { ask, directory, store } = office();
    await expect(ask(remove, ada, { group: guild.id, person: sam.id, ...yes })).rejects.toMatchObject({
      code: 'group.not-owner',
      advice: expect.stringContaining('Grace Hopper or Alan Turing') as unknown,
    });
    expect(directory.isMember(guild.id, sam)).toBe(true);
    expect(store.events).toMatchObject([{ outcome: 'refused', code: 'group.not-owner' }]);
  });

  it.each(['me', grace.id, 'Grace'])('is leaving for oneself (%s)', async (who) => {
    const question = await office().ask(remove, grace, { group: guild.id, person: who, ...yes });
    expect(actionsOn(question)[0]).toMatchObject({ title: 'Leave', verb: 'group.leave' });
  });

  it('does not let the only owner out', async () => {
    const { ask, directory } = office();
    directory.setOwners(guild.id, [grace]);
    await expect(ask(remove, grace, { group: guild.id, person: 'me' })).rejects.toMatchObject({ code: 'owner.last' });
  });

  it('says that an owner stays one', async () => {
    const { ask } = office();
    const done = await ask(remove, grace, { group: team.id, person: alan.id, ...yes });
    expect(wordsOn(done)).toContain('Still one of its owners');
    expect(actionsOn(done)[0]).toMatchObject({ title: 'Drop as owner', data: { person: alan.id } });
  });

  it('tells of somebody who was not in the group, and of nobody', async () => {
    const { ask } = office();
    for (const who of ['Ada Byron', 'nobody@contoso.com', 'deadbeef-0000-4000-8000-000000000000', 'zzz'])
      await expect(ask(remove, grace, { group: guild.id, person: who })).rejects.toMatchObject({
        code: 'member.not-found',
      });
  });

  it('looks in the directory where a group is too large to look through', async () => {
    const { as } = office();
    const services = as(grace);
    const large = { ...services.directory, membersOf: () => Promise.resolve({ items: [], next: '999' }) };
    const question = await remove.execute(
      { group: guild.id, person: 'Ada Lovelace' },
      { ...services, directory: large },
    );
    expect(wordsOn(question)).toContain('Remove Ada Lovelace');
  });

  it('is content when another owner was faster', async () => {
    const { ask, directory, as } = office();
    directory.before('removeMember', async () => {
      directory.before('removeMember', () => undefined);
      await as(alan).directory.removeMember(guild.id, ada.id);
    });
    const done = await ask(remove, grace, { group: guild.id, person: ada.id, ...yes });
    expect(wordsOn(done)).toContain('was not in Design Guild any more');
    // A card of before still carries the id.
    expect(wordsOn(await ask(remove, grace, { group: guild.id, person: ada.id, ...yes }))).toContain('any more');
  });

  it.each([
    ['By Rule', 'group.cannot-change.dynamic'],
    ['Old', 'group.cannot-change.onPremises'],
    ['List', 'group.cannot-change.exchange'],
  ])('is explained, not tried, for %s', async (name, code) => {
    await expect(office().ask(remove, grace, { group: name, person: ada.id, ...yes })).rejects.toMatchObject({ code });
  });

  it.each([{ person: 7 }, { person: 'x'.repeat(257) }, { person: 'ada', confirmed: 'maybe' }, { group: [] }])(
    'refuses %j',
    async (raw) => {
      await expect(office().ask(remove, grace, { group: guild.id, ...raw })).rejects.toMatchObject({ kind: 'input' });
    },
  );
});

describe('owner.add', () => {
  it('makes a member an owner', async () => {
    const { ask, as, store } = office();
    expect(wordsOn(await ask(make, grace, { group: guild.id, person: 'Ada Lovelace' }))).toContain(
      'Ada Lovelace owns Design Guild now',
    );
    expect((await as(ada).directory.ownersOf(guild.id)).map(({ id }) => id)).toContain(ada.id);
    expect(store.events).toMatchObject([
      { operation: 'owner.add', outcome: 'done', groupId: guild.id, subject: { kind: 'person', id: ada.id } },
    ]);
  });

  it('offers membership to an owner from outside', async () => {
    const done = await office().ask(make, grace, { group: guild.id, person: mallory.id });
    expect(wordsOn(done)).toContain('Not a member, though');
    expect(actionsOn(done)[0]).toMatchObject({ verb: 'member.add', data: { people: mallory.id } });
  });

  it('asks who is meant', async () => {
    const { ask, as } = office();
    const question = await ask(make, grace, { group: guild.id, person: 'Sam Smith' });
    const [first] = actionsOn(question);
    await ask(named(first!.verb), grace, first!.data);
    expect((await as(ada).directory.ownersOf(guild.id)).map(({ id }) => id)).toContain(sam.id);
  });

  it('tells whoever is one already, also in a race', async () => {
    const { ask, directory, as } = office();
    await expect(ask(make, grace, { group: guild.id, person: alan.id })).rejects.toMatchObject({
      code: 'owner.already-present',
      advice: expect.stringContaining('Alan Turing') as unknown,
    });
    directory.before('addOwner', async () => {
      directory.before('addOwner', () => undefined);
      await as(alan).directory.addOwner(guild.id, ada.id);
    });
    await expect(ask(make, grace, { group: guild.id, person: ada.id })).rejects.toMatchObject({
      code: 'owner.already-present',
    });
  });

  it('stops at a hundred', async () => {
    const { ask, directory } = office();
    directory.setOwners(guild.id, [grace, ...Array.from({ length: 99 }, (_, index) => person(`Owner ${index}`))]);
    await expect(ask(make, grace, { group: guild.id, person: ada.id })).rejects.toMatchObject({ code: 'owner.full' });
  });

  it('is for owners, of groups that Graph changes', async () => {
    const { ask, as } = office();
    await expect(ask(make, mallory, { group: guild.id, person: mallory.id })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
    await expect(ask(make, grace, { group: old.id, person: ada.id })).rejects.toMatchObject({
      code: 'group.cannot-change.onPremises',
    });
    await ask(make, grace, { group: rule.id, person: ada.id });
    expect((await as(ada).directory.ownersOf(rule.id)).map(({ id }) => id)).toContain(ada.id);
  });

  it('names whom it did not find', async () => {
    await expect(office().ask(make, grace, { group: guild.id, person: 'Zoe' })).rejects.toMatchObject({
      code: 'person.not-found',
      advice: expect.stringContaining('“Zoe”') as unknown,
    });
  });
});

describe('owner.remove', () => {
  it('says before that the team is lost too, then drops', async () => {
    const { ask, as, directory } = office();
    const question = await ask(drop, grace, { group: team.id, person: 'Alan' });
    expect(wordsOn(question)).toContain('takes them out of its team too');
    const [confirm] = actionsOn(question);
    const done = await ask(named(confirm!.verb), grace, confirm!.data);
    expect(wordsOn(done)).toContain('no longer an owner of Launch Team');
    expect((await as(ada).directory.ownersOf(team.id)).map(({ id }) => id)).toEqual([grace.id]);
    expect(directory.isMember(team.id, alan)).toBe(false);
    expect(actionsOn(done)[0]).toMatchObject({ title: 'Add as a member', data: { people: alan.id } });
  });

  it('leaves a membership alone where there is no team', async () => {
    const { ask, directory, as } = office();
    await as(grace).directory.addMember(guild.id, alan.id);
    const question = await ask(drop, grace, { group: guild.id, person: alan.id });
    expect(wordsOn(question)).toContain('A membership stays');
    await ask(drop, grace, { group: guild.id, person: alan.id, ...yes });
    expect(directory.isMember(guild.id, alan)).toBe(true);
  });

  it('is stepping down for oneself', async () => {
    const { ask } = office();
    expect(wordsOn(await ask(drop, grace, { group: team.id, person: 'me' }))).toContain('Step down as an owner');
    expect(wordsOn(await ask(drop, grace, { group: team.id, person: 'me', ...yes }))).toContain(
      'You are no longer an owner',
    );
  });

  it('keeps the last owner, also when both press at once', async () => {
    const { ask, directory, as } = office();
    directory.before('removeOwner', async () => {
      directory.before('removeOwner', () => undefined);
      await as(alan).directory.removeOwner(guild.id, alan.id);
    });
    await expect(ask(drop, grace, { group: guild.id, person: 'me', ...yes })).rejects.toMatchObject({
      code: 'owner.last',
      advice: expect.stringContaining('You are the only owner') as unknown,
    });
    await expect(ask(drop, grace, { group: guild.id, person: grace.id })).rejects.toMatchObject({ code: 'owner.last' });
    expect((await as(ada).directory.ownersOf(guild.id)).map(({ id }) => id)).toEqual([grace.id]);
  });

  it('is for owners, about owners', async () => {
    const { ask } = office();
    await expect(ask(drop, ada, { group: guild.id, person: alan.id, ...yes })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
    for (const who of ['Ada', ada.id, 'deadbeef-0000-4000-8000-000000000000'])
      await expect(ask(drop, grace, { group: guild.id, person: who, ...yes })).rejects.toMatchObject({
        code: 'owner.not-found',
      });
  });

  it('passes on what Graph refuses', async () => {
    const { ask, directory, store } = office();
    directory.refuse('removeOwner', refusal('denied', 'owner.denied'));
    await expect(ask(drop, grace, { group: guild.id, person: alan.id, ...yes })).rejects.toMatchObject({
      code: 'owner.denied',
    });
    expect(store.events).toMatchObject([{ outcome: 'refused', code: 'owner.denied' }]);
  });
});
