import { describe, expect, it } from 'vitest';
import { operationNamed } from '../../../src/operations/index.ts';
import {
  actionsOn,
  ada,
  alan,
  days,
  grace,
  group,
  mallory,
  startOfTest,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { refusal, renewedUntil } from '../../support/fake-directory.ts';

const named = (name: string) => operationNamed(name)!;
const inDays = (count: number) => new Date(startOfTest.getTime() + days(count));
const guild = group('Design Guild', { expiresAt: inDays(14) });
const badge = group('Badge Holders', { kind: 'security' });
const forever = group('Forever');

function office() {
  return world({
    directory: {
      groups: [guild, badge, forever],
      owners: { [guild.id]: [grace, alan], [badge.id]: [grace], [forever.id]: [grace] },
      members: { [guild.id]: [grace, ada], [badge.id]: [ada] },
    },
  });
}

describe('group.subscribe and group.unsubscribe', () => {
  it('turn the mail on and off, twice as once, and show it on the card', async () => {
    const { ask, store } = office();
    const card = async () => wordsOn(await ask(named('group.show'), ada, { group: guild.id }));
    expect(await card()).not.toContain('Subscribed');
    for (const name of ['group.subscribe', 'group.subscribe']) await ask(named(name), ada, { group: 'Design Guild' });
    expect(await card()).toContain('Subscribed');
    expect(await card()).toContain('Unsubscribe');
    const done = await ask(named('group.unsubscribe'), ada, { group: guild.id });
    expect(actionsOn(done)[1]).toMatchObject({ title: 'Subscribe again', verb: 'group.subscribe' });
    expect(await card()).not.toContain('Subscribed');
    expect(store.events.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      'group.subscribe done',
      'group.subscribe done',
      'group.unsubscribe done',
    ]);
  });

  it('are nobody else’s matter', async () => {
    const { ask } = office();
    await ask(named('group.subscribe'), ada, { group: guild.id });
    expect(wordsOn(await ask(named('group.show'), grace, { group: guild.id }))).not.toContain('Unsubscribe');
  });

  it.each(['group.subscribe', 'group.unsubscribe'])('%s refuses strangers and other kinds of groups', async (name) => {
    const { ask, store } = office();
    await expect(ask(named(name), mallory, { group: guild.id })).rejects.toMatchObject({ code: 'subscription.denied' });
    await expect(ask(named(name), ada, { group: badge.id })).rejects.toMatchObject({ code: 'group.cannot-subscribe' });
    await expect(ask(named(name), ada, { group: 'deadbeef-0000-4000-8000-000000000000' })).rejects.toMatchObject({
      code: 'group.not-found',
    });
    expect(store.events.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  it('are offered to an owner who is no member, too', async () => {
    expect(wordsOn(await office().ask(named('group.subscribe'), alan, { group: guild.id }))).toContain(
      'You get the mail',
    );
  });
});

describe('group.renew', () => {
  const renew = named('group.renew');

  it('moves the expiration and says until when', async () => {
    const { ask, as, store } = office();
    const done = await ask(renew, grace, { group: 'Design Guild' });
    expect(wordsOn(done)).toContain('It expires on 19 May 2027 now (in 6 months)');
    expect((await as(ada).directory.group(guild.id)).expiresAt).toEqual(renewedUntil);
    expect(store.events).toMatchObject([{ operation: 'group.renew', outcome: 'done', groupId: guild.id }]);
  });

  it('says that the new date takes time while the directory tells the old one, or nothing', async () => {
    const { ask, directory } = office();
    await ask(renew, grace, { group: guild.id });
    expect(wordsOn(await ask(renew, alan, { group: guild.id }))).toContain('can take some minutes');
    directory.before('renew', () => directory.refuse('group', refusal('upstream', 'graph.timeout')));
    expect(wordsOn(await ask(renew, grace, { group: guild.id }))).toContain('can take some minutes');
  });

  it('is for owners, who are named to others', async () => {
    const { ask } = office();
    await expect(ask(renew, ada, { group: guild.id })).rejects.toMatchObject({
      code: 'group.not-owner',
      advice: expect.stringContaining('Grace Hopper or Alan Turing') as unknown,
    });
  });

  it.each([
    ['Forever', 'no expiration date'],
    ['Badge Holders', 'only Microsoft 365 groups do'],
  ])('explains why %s does not expire', async (name, words) => {
    await expect(office().ask(renew, grace, { group: name })).rejects.toMatchObject({
      code: 'group.no-expiry',
      advice: expect.stringContaining(words) as unknown,
    });
  });

  it('passes on what Graph refuses', async () => {
    const { ask, directory, store } = office();
    directory.refuse('renew', refusal('denied', 'renew.denied'));
    await expect(ask(renew, grace, { group: guild.id })).rejects.toMatchObject({ code: 'renew.denied' });
    expect(store.events).toMatchObject([{ outcome: 'refused', code: 'renew.denied' }]);
  });
});

describe('group.expiring', () => {
  it('is true again after a group was renewed from it', async () => {
    const { ask, store } = office();
    const list = await ask(named('group.expiring'), grace);
    const renewing = actionsOn(list).find(({ title }) => title === 'Renew')!;
    expect(renewing.data).not.toHaveProperty('place');
    const after = await ask(named(renewing.verb), grace, renewing.data);
    expect(wordsOn(after)).toMatch(/What expires[\s\S]*Design Guild is renewed\.[\s\S]*19 May 2027/u);
    expect(store.events).toMatchObject([{ operation: 'group.renew', outcome: 'done' }]);
  });

  it('shows mine that expire, the soonest first, with a way to renew those I own', async () => {
    const past = group('Past', { expiresAt: inDays(-2) });
    const later = group('Later', { expiresAt: inDays(200) });
    const others = group('Others', { expiresAt: inDays(1) });
    const { ask } = world({
      directory: {
        groups: [later, guild, forever, past, others],
        owners: { [guild.id]: [ada], [others.id]: [grace] },
        members: { [guild.id]: [ada], [later.id]: [ada], [past.id]: [ada], [forever.id]: [ada] },
      },
    });
    const list = await ask(named('group.expiring'), ada);
    const words = wordsOn(list);
    expect(words).toMatch(
      /Past\nExpired 2 days ago[^]*Design Guild\nExpires in 14 days[^]*Later\nExpires in 7 months/u,
    );
    expect(words).toContain('4 December 2026 · Owner');
    expect(words).not.toMatch(/Forever|Others/u);
    expect(actionsOn(list).map(({ title, data }) => [title, data['group']])).toEqual([
      ['Show', past.id],
      ['Renew', guild.id],
      ['Show', later.id],
      ['My groups', undefined],
    ]);
  });

  it('goes on where a page ended', async () => {
    const groups = Array.from({ length: 10 }, (_, index) => group(`Team ${index}`, { expiresAt: inDays(index) }));
    const members = Object.fromEntries(groups.map(({ id }) => [id, [ada]]));
    const { ask } = world({ directory: { groups, members } });
    const first = await ask(named('group.expiring'), ada);
    const more = actionsOn(first).find(({ title }) => title.startsWith('More'))!;
    expect(more.title).toBe('More (2)');
    expect(wordsOn(await ask(named(more.verb), ada, more.data))).toContain('Team 9');
  });

  it('says so when nothing expires', async () => {
    expect(wordsOn(await office().ask(named('group.expiring'), mallory))).toContain('has an expiration date');
  });

  it.each([{ next: -1 }, { next: 'x' }, { next: 1.5 }])('refuses %j', async (raw) => {
    await expect(office().ask(named('group.expiring'), ada, raw)).rejects.toMatchObject({ kind: 'input' });
  });
});
