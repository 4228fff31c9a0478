import { describe, expect, it } from 'vitest';
import { operationNamed } from '../../../src/operations/index.ts';
import { understand } from '../../../src/operations/understand.ts';
import type { Person } from '../../../src/domain/people.ts';
import {
  actionsOn,
  ada,
  alan,
  grace,
  group,
  mallory,
  person,
  tenantId,
  titlesOn,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';

const guild = group('Design Guild');
const secret = group('Quiet Council', { visibility: 'hiddenMembership' });
const rule = group('By Rule', { isDynamic: true });
const carla = person('Carla Diaz');
const gus = person('Gus Guest', { isGuest: true, mail: 'gus@fabrikam.com' });
const named = (name: string) => operationNamed(name)!;
const add = named('member.add');

function office(people: readonly Person[] = []) {
  return world({
    directory: {
      groups: [guild, secret, rule, group('List', { kind: 'distribution' }), group('Old', { isSynced: true })],
      people: [ada, alan, carla, gus, mallory, ...people],
      owners: { [guild.id]: [grace, alan], [secret.id]: [grace], [rule.id]: [grace] },
      members: { [guild.id]: [grace, ada], [secret.id]: [mallory] },
    },
  });
}

describe('member.list', () => {
  it('shows who is in a group by name, with roles and guests marked', async () => {
    const { ask, as } = office();
    await as(grace).directory.addMember(guild.id, gus.id);
    const words = wordsOn(await ask(named('member.list'), ada, { group: 'Design Guild' }));
    expect(words).toContain('3 members');
    expect(words).toContain('Owner · grace@contoso.com');
    expect(words).toContain('Guest · gus@fabrikam.com');
    expect(words.indexOf('Ada')).toBeLessThan(words.indexOf('Grace'));
  });

  it('goes on where a page ended', async () => {
    const many = Array.from({ length: 13 }, (_, index) => person(`Member ${String(index).padStart(2, '0')}`));
    const { ask } = world({ directory: { groups: [guild], members: { [guild.id]: many } } });
    const first = await ask(named('member.list'), ada, { group: guild.id });
    const more = actionsOn(first).find(({ title }) => title === 'More')!;
    const second = await ask(named(more.verb), ada, more.data);
    expect(wordsOn(first)).toContain('Member 09');
    expect(wordsOn(second)).toContain('Member 12');
    expect(titlesOn(second)).not.toContain('More');
  });

  it('keeps a hidden membership to its members', async () => {
    const { ask } = office();
    const words = wordsOn(await ask(named('member.list'), ada, { group: secret.id }));
    expect(words).toContain('shown to its members only');
    expect(words).not.toContain('Mallory');
    expect(wordsOn(await ask(named('member.list'), mallory, { group: secret.id }))).toContain('Mallory');
  });

  it('lets owners add, and others ask', async () => {
    const { ask } = office();
    expect(titlesOn(await ask(named('member.list'), grace, { group: guild.id }))).toContain('Add people…');
    expect(titlesOn(await ask(named('member.list'), ada, { group: guild.id }))).toContain('Ask to add people…');
    expect(titlesOn(await ask(named('member.list'), grace, { group: rule.id }))).not.toContain('Add people…');
  });

  it('says who may see it when Graph refuses', async () => {
    const { ask, directory } = office();
    directory.refuse('membersOf', refusal('denied', 'member.read-denied'));
    await expect(ask(named('member.list'), ada, { group: guild.id })).rejects.toMatchObject({
      code: 'member.read-denied',
    });
  });
});

describe('owner.list', () => {
  it('shows the owners', async () => {
    const words = wordsOn(await office().ask(named('owner.list'), ada, { group: guild.id }));
    expect(words).toContain('Owners of Design Guild');
    expect(words).toContain('2 owners');
    expect(words).toContain('Alan Turing');
  });
});

describe('member.add by an owner', () => {
  it('adds everybody at once, from words', async () => {
    const { ask, directory, store } = office();
    const understood = understand('add alan@contoso.com, gus@fabrikam.com and Carla Diaz to Design Guild');
    if (!('operation' in understood)) throw new Error('not understood');
    const outcome = await ask(understood.operation, grace, understood.input);
    expect(wordsOn(outcome)).toContain('3 people are in Design Guild now');
    for (const one of [alan, gus, carla]) expect(directory.isMember(guild.id, one)).toBe(true);
    expect(store.events.map(({ outcome: kind, groupId, subject }) => [kind, groupId, subject])).toEqual(
      [alan, gus, carla].map(({ id }) => ['done', guild.id, { kind: 'person', id }]),
    );
  });

  it('asks whom on a form with a picker, and takes its ids and what is written', async () => {
    const { ask, directory } = office();
    const form = await ask(add, grace, { group: 'Design Guild' });
    expect(JSON.stringify(form.card)).toContain(
      '"choices.data":{"type":"Data.Query","dataset":"graph.microsoft.com/users"}',
    );
    const send = actionsOn(form).find(({ title }) => title === 'Add')!;
    await ask(add, grace, { ...send.data, picked: `${alan.id},${carla.id}`, people: 'gus@fabrikam.com' });
    for (const one of [alan, gus, carla]) expect(directory.isMember(guild.id, one)).toBe(true);
  });

  it('brings the form back when nobody was named', async () => {
    const outcome = await office().ask(add, grace, { group: guild.id, confirmed: 'yes', picked: '', people: ' ' });
    expect(wordsOn(outcome)).toContain('at least one person');
  });

  it('names whom it did not find and adds the others', async () => {
    const { ask, directory } = office();
    const outcome = await ask(add, grace, { group: guild.id, people: 'Carla Diaz; nobody@contoso.com; Ada Lovelace' });
    const words = wordsOn(outcome);
    expect(words).toContain('Carla Diaz is in Design Guild now');
    expect(words).toMatch(/nobody@contoso.com\nNot found/u);
    expect(words).toMatch(/Ada Lovelace\nMember already/u);
    expect(directory.isMember(guild.id, carla)).toBe(true);
  });

  it('says so when nobody was found at all, also for a forged id', async () => {
    const { ask, store } = office();
    for (const people of ['Bob', 'nobody@contoso.com', 'deadbeef-0000-4000-8000-000000000000'])
      await expect(ask(add, grace, { group: guild.id, people })).rejects.toMatchObject({ code: 'person.not-found' });
    expect(store.events).toEqual([]);
  });

  it('asks who is meant, and goes on with the answer and the others', async () => {
    const twins = [person('Sam Smith', { principalName: 'sam1@contoso.com' }), person('Sam Smith')];
    const { ask, directory } = office(twins);
    const question = await ask(add, grace, { group: guild.id, people: 'Carla Diaz, Sam Smith' });
    expect(wordsOn(question)).toContain('Which Sam Smith do you mean?');
    expect(directory.isMember(guild.id, carla)).toBe(false);
    const [first, , skip] = actionsOn(question);
    await ask(named(first!.verb), grace, first!.data);
    expect(directory.isMember(guild.id, twins[0]!)).toBe(true);
    expect(directory.isMember(guild.id, twins[1]!)).toBe(false);
    expect(directory.isMember(guild.id, carla)).toBe(true);
    expect(skip!.data).toEqual({ group: guild.id, people: carla.id });
  });

  it('never takes somebody whose name only begins so', async () => {
    const { ask, directory } = office();
    const question = await ask(add, grace, { group: guild.id, people: 'Car' });
    expect(wordsOn(question)).toContain('Is this Car?');
    expect(directory.isMember(guild.id, carla)).toBe(false);
    await ask(add, grace, { group: guild.id, people: 'diaz' });
    expect(directory.isMember(guild.id, carla)).toBe(true);
  });

  it('offers whose name is kept with marks that nobody types', async () => {
    const tane = person('Tāne Rangi');
    const { ask, directory } = office([tane]);
    const question = await ask(add, grace, { group: guild.id, people: 'Tane Rangi' });
    expect(wordsOn(question)).toContain('Is this Tane Rangi?');
    const [yes] = actionsOn(question);
    await ask(named(yes!.verb), grace, yes!.data);
    expect(directory.isMember(guild.id, tane)).toBe(true);
  });

  it('counts as a member already whom another owner has just added', async () => {
    const { ask, directory, as, store } = office();
    directory.before('addMembers', async () => {
      directory.before('addMembers', () => undefined);
      await as(alan).directory.addMembers(guild.id, [carla.id]);
    });
    expect(wordsOn(await ask(add, grace, { group: guild.id, people: carla.id }))).toContain('Member already');
    expect(store.events).toMatchObject([{ outcome: 'refused', code: 'member.already-present', groupId: guild.id }]);
  });

  it('explains a guest whom the organisation does not take, and others by themselves', async () => {
    const { as, directory, store } = office();
    const services = as(grace);
    const real = services.directory;
    const denied = refusal('denied', 'member.denied');
    const choosy = {
      ...real,
      addMembers: (id: string, ids: readonly string[]) =>
        real
          .addMembers(
            id,
            ids.filter((one) => one !== gus.id),
          )
          .then((rest) => [...rest, { userId: gus.id, refusal: denied }]),
    };
    const outcome = await add.execute(
      { group: guild.id, people: `${gus.id};${carla.id}` },
      { ...services, directory: choosy },
    );
    expect(wordsOn(outcome)).toContain('A guest: your organisation or this group may take none');
    expect(directory.isMember(guild.id, carla)).toBe(true);
    expect(store.events.map(({ outcome: kind }) => kind).sort()).toEqual(['done', 'refused']);
  });

  it('offers to try again for those whom a failing service left out', async () => {
    const { as } = office();
    const services = as(grace);
    const flaky = {
      ...services.directory,
      addMembers: () =>
        Promise.resolve([{ userId: carla.id }, { userId: gus.id, refusal: refusal('upstream', 'graph.timeout') }]),
    };
    const outcome = await add.execute(
      { group: guild.id, people: `${carla.id};${gus.id}` },
      { ...services, directory: flaky },
    );
    expect(actionsOn(outcome)[0]).toMatchObject({ title: 'Try again', data: { people: gus.id } });
  });

  it.each([refusal('throttled', 'graph.throttled'), refusal('denied', 'group.cannot-change')])(
    'passes on %s that meets everybody',
    async (error) => {
      const { as } = office();
      const services = as(grace);
      const broken = {
        ...services.directory,
        addMembers: () => Promise.resolve([carla, gus].map(({ id }) => ({ userId: id, refusal: error }))),
      };
      await expect(
        add.execute({ group: guild.id, people: `${carla.id};${gus.id}` }, { ...services, directory: broken }),
      ).rejects.toBe(error);
    },
  );

  it.each([
    ['By Rule', 'group.cannot-change.dynamic'],
    ['List', 'group.cannot-change.exchange'],
    ['Old', 'group.cannot-change.onPremises'],
  ])('is not tried for %s', async (name, code) => {
    const { ask } = office();
    await expect(ask(add, grace, { group: name, people: carla.id })).rejects.toMatchObject({
      code,
      advice: expect.stringContaining('added to or removed from') as unknown,
    });
  });

  it.each([
    { people: Array.from({ length: 21 }, (_, index) => `p${index}`).join(',') },
    { people: 'x'.repeat(300) },
    { people: ['a'] },
    { picked: { $ne: 1 } },
    { people: 'x', confirmed: 'no' },
  ])('refuses %j', async (raw) => {
    await expect(office().ask(add, grace, { group: guild.id, ...raw })).rejects.toMatchObject({ kind: 'input' });
  });
});

describe('member.add by somebody else', () => {
  const wish = { group: guild.id, people: carla.id };
  const openFor = (store: ReturnType<typeof office>['store'], who: Person, subject: Person) =>
    store.requests.pendingFor(tenantId, who.id, guild.id, { kind: 'add-member', subjectId: subject.id });

  it.each([ada, mallory])('asks for a reason, then the owners', async (who) => {
    const { ask, store, directory } = office();
    const form = await ask(add, who, wish);
    expect(wordsOn(form)).toContain('Ask to add Carla Diaz to Design Guild');
    expect(wordsOn(form)).toContain('Grace Hopper and Alan Turing will be asked');
    expect(store.queued).toEqual([]);
    const send = actionsOn(form).find(({ title }) => title === 'Send request')!;
    const outcome = await ask(add, who, { ...send.data, reason: 'She draws.' });

    const request = (await openFor(store, who, carla))!;
    expect(request).toMatchObject({
      kind: 'add-member',
      subject: { id: carla.id, displayName: 'Carla Diaz' },
      requester: { id: who.id },
      stages: [{ approvers: [{ id: grace.id }, { id: alan.id }] }],
      reason: 'She draws.',
    });
    expect(outcome.shows).toMatchObject({ requestId: request.id, role: 'requester' });
    expect(store.events).toMatchObject([{ outcome: 'requested', requestId: request.id }]);
    expect(directory.isMember(guild.id, carla)).toBe(false);

    await ask(named('request.approve'), grace, { requestId: request.id });
    expect(directory.isMember(guild.id, carla)).toBe(true);
    expect(directory.isMember(guild.id, mallory)).toBe(false);
  });

  it('is asked once for the same person, also by two devices at once', async () => {
    const { ask, store } = office();
    const sent = { ...wish, confirmed: 'yes' };
    const both = await Promise.all([1, 2].map(() => ask(add, ada, sent)));
    expect(new Set(both.map(({ shows }) => shows?.requestId)).size).toBe(1);
    expect(wordsOn(await ask(add, ada, sent))).toContain('You have asked for this already.');
    expect(store.events).toHaveLength(1);
  });

  it('stands beside one’s own request to join', async () => {
    const { ask, store } = office();
    await ask(named('group.join'), mallory, { group: guild.id, confirmed: 'yes' });
    await ask(add, mallory, { ...wish, confirmed: 'yes' });
    expect(await openFor(store, mallory, carla)).toBeDefined();
    expect((await store.requests.pendingFor(tenantId, mallory.id, guild.id))?.kind).toBe('join');
  });

  it('becomes a request for each, with lists that tell them apart', async () => {
    const { ask, store } = office();
    const people = `${carla.id};${gus.id};${alan.id};${grace.id};me;nobody@contoso.com`;
    const form = await ask(add, mallory, { group: guild.id, people });
    expect(wordsOn(form)).toContain('Nobody was found for nobody@contoso.com');
    const send = actionsOn(form).find(({ title }) => title === 'Send request')!;
    expect(send.data).toMatchObject({ people: `${carla.id};${gus.id}` });
    const words = wordsOn(await ask(add, mallory, { group: guild.id, people, confirmed: 'yes' }));
    expect(words).toContain('You have asked to add 2 people to Design Guild');
    expect(words).toMatch(/Alan Turing\nOwner/u);
    expect(words).toMatch(/Grace Hopper\nMember already/u);
    expect(words).toMatch(/Mallory Malone\nThat is you/u);
    const waiting = wordsOn(await ask(named('request.waiting'), grace));
    expect(waiting).toContain('Mallory Malone asks to add Carla Diaz to Design Guild');
    expect(waiting).toContain('Mallory Malone asks to add Gus Guest to Design Guild');
    const times = [(await openFor(store, mallory, carla))!, (await openFor(store, mallory, gus))!];
    expect(times[0]!.createdAt).not.toEqual(times[1]!.createdAt);
    expect(wordsOn(await ask(named('request.mine'), mallory))).toContain('Add Carla Diaz to Design Guild');
  });

  it('can be asked again after a refusal', async () => {
    const { ask, store } = office();
    await ask(add, ada, { ...wish, confirmed: 'yes' });
    const { id } = (await openFor(store, ada, carla))!;
    await ask(named('request.reject'), grace, { requestId: id, reason: 'Not now.' });
    const again = actionsOn(await ask(named('request.show'), ada, { requestId: id }))[0]!;
    expect(again).toMatchObject({ title: 'Change and send again', verb: 'member.add' });
    expect(wordsOn(await ask(named(again.verb), ada, { group: guild.id, people: carla.id }))).toContain('Ask to add');
  });

  it('is told at once when nobody is to be asked', async () => {
    const { ask, store } = office();
    expect(wordsOn(await ask(add, mallory, { group: guild.id, people: ada.id }))).toContain('Member already');
    const own = await ask(add, mallory, { group: guild.id, people: 'me' });
    expect(titlesOn(own)).toContain('Join');
    expect(store.queued).toEqual([]);
  });

  it('without owners points to an administrator', async () => {
    const { ask, directory } = office();
    directory.setOwners(guild.id, []);
    await expect(ask(add, ada, wish)).rejects.toMatchObject({ code: 'group.no-owners' });
  });
});
