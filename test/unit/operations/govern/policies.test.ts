import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../../support/builders.ts';
import { openOffice } from '../../../support/office.ts';

const { admin, owner, guest } = cast;
const terms = { lifetime: '180', reach: 'all', addresses: 'it@tessaly.example', filled: 'yes' };

/** With a policy or without. */
async function scene(reach?: 'all' | 'selected' | 'none') {
  const office = openOffice();
  for (const { id } of office.tenant.policies.all()) office.tenant.policies.remove(id);
  if (reach) await office.ask('policy.change', admin, { ...terms, reach, confirmed: 'yes' });
  const events = () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`);
  return { ...office, events, now: () => office.tenant.policies.all()[0] };
}

describe('policy.show', () => {
  it('says in words how long groups live, and which', async () => {
    const { ask } = await scene('selected');
    const shown = wordsOn(await ask('policy.show', owner));
    expect(shown).toMatch(/180 days[\s\S]*Only groups that were put under it[\s\S]*it@tessaly\.example/);
    expect(shown).toContain('Groups Administrator');
  });

  it('says what it means that there is none, and offers to set one', async () => {
    const { ask } = await scene();
    const shown = await ask('policy.show', admin);
    expect(wordsOn(shown)).toMatch(/no group expires[\s\S]*Set one…/);
  });
});

describe('policy.change', () => {
  it('is filled in, says what it means, is saved once and put on record', async () => {
    const { ask, now, events } = await scene();
    const form = await ask('policy.change', admin);
    expect(wordsOn(form)).toMatch(/Set an expiration policy[\s\S]*Groups Administrator/);
    const question = await ask('policy.change', admin, terms);
    expect(wordsOn(question)).toMatch(/Every Microsoft 365 group of the organisation is deleted 180 days/);
    expect(now()).toBeUndefined();
    expect(question.isQuestion).toBe(true);
    const yes = actionsOn(question)[0]!;
    expect(wordsOn(await ask(yes.verb, admin, yes.data))).toContain('Groups have an expiration policy now');
    expect(now()).toMatchObject({
      groupLifetimeInDays: 180,
      managedGroupTypes: 'All',
      alternateNotificationEmails: 'it@tessaly.example',
    });
    expect(events()).toEqual(['policy.change done']);
  });

  it('sends what differs alone, and nothing where nothing does', async () => {
    const { ask, now, calls } = await scene('all');
    const { id } = now()!;
    const saved = { ...terms, policy: id, confirmed: 'yes' };
    expect(wordsOn(await ask('policy.change', admin, saved))).toContain('stays as it is');
    expect(calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
    const card = await ask('policy.change', admin, { ...saved, lifetime: '365', addresses: '' });
    expect(wordsOn(card)).toContain('The expiration policy is changed');
    expect(now()).toMatchObject({ id, groupLifetimeInDays: 365, alternateNotificationEmails: '' });
  });

  it.each([
    [{ lifetime: '29' }, '30 days at least'],
    [{ lifetime: '99999' }, '36500 days at most'],
    [{ lifetime: 'ein Jahr' }, 'number of days'],
    [{ lifetime: '' }, 'number of days'],
    [{ reach: 'some' }, 'choose which groups'],
    [{ addresses: 'it@tessaly.example; nobody' }, '“nobody” is not a mail address'],
    [{ addresses: Array.from({ length: 11 }, (_, i) => `a${i}@tessaly.example`).join(',') }, '10 addresses at most'],
  ])('tells beside the field what is wrong with %j', async (wrong, words) => {
    const { ask, now } = await scene();
    const form = await ask('policy.change', admin, { ...terms, ...wrong, confirmed: 'yes' });
    expect(wordsOn(form)).toContain(words);
    expect(wordsOn(form)).toContain('Not sent yet');
    expect(now()).toBeUndefined();
  });

  it('names the role to who may not, and leaves all as it is', async () => {
    const { ask, now, events } = await scene();
    await expect(ask('policy.change', owner, { ...terms, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'policy.denied',
      advice: expect.stringContaining('Groups Administrator') as unknown,
    });
    expect(now()).toBeUndefined();
    expect(events()).toEqual(['policy.change refused']);
  });

  it('says so when the policy of a button was deleted meanwhile, and when an id is none', async () => {
    const { ask } = await scene('all');
    const gone = 'deadbeef-0000-4000-8000-000000000000';
    await expect(ask('policy.change', admin, { policy: gone })).rejects.toMatchObject({ code: 'policy.gone' });
    await expect(ask('policy.change', admin, { policy: '../users' })).rejects.toMatchObject({ kind: 'input' });
  });

  it('says so when somebody else made one in between', async () => {
    const { ask, tenant, calls } = await scene();
    const asked = ask('policy.change', admin, { ...terms, confirmed: 'yes' });
    while (calls.length === 0) await Promise.resolve();
    const other = { id: 'deadbeef-0000-4000-8000-000000000001', groupLifetimeInDays: 90, managedGroupTypes: 'None' };
    tenant.policies.put({ ...other, managedGroupTypes: 'None', alternateNotificationEmails: '' });
    await expect(asked).rejects.toMatchObject({ code: 'policy.exists' });
    expect(tenant.policies.all()).toMatchObject([other]);
  });
});

describe('policy.delete', () => {
  it('asks, says what it means, and deletes', async () => {
    const { ask, now, tenant, events } = await scene('all');
    const question = await ask('policy.delete', admin);
    expect(wordsOn(question)).toMatch(/Delete the expiration policy\?[\s\S]*No group of the organisation expires/);
    const yes = actionsOn(question)[0]!;
    expect(wordsOn(await ask(yes.verb, admin, yes.data))).toContain('is deleted');
    expect(now()).toBeUndefined();
    expect([...tenant.groups()].filter(({ expirationDateTime }) => expirationDateTime !== null)).toEqual([]);
    expect(events()).toEqual(['policy.change done', 'policy.delete done']);
    await expect(ask('policy.delete', admin)).rejects.toMatchObject({ code: 'policy.none' });
  });

  it('is the administrators’, and needs the button', async () => {
    const { ask, now } = await scene('all');
    await expect(ask('policy.delete', owner, { policy: now()!.id, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'policy.denied',
    });
    await ask('policy.delete', admin, { confirmed: 'yes' });
    expect(now()).toBeDefined();
  });
});

describe('policy.cover, policy.uncover and policy.of-group', () => {
  it('put a group under the policy for selected groups, take it off, and tell how it stands', async () => {
    const { ask, tenant } = await scene('selected');
    const end = () => tenant.group(groups.bookClub)!.expirationDateTime;
    tenant.updateGroup(groups.bookClub, { expirationDateTime: null });
    expect(wordsOn(await ask('policy.of-group', owner, { group: 'Book Club' }))).toContain(
      'under no expiration policy',
    );
    expect(wordsOn(await ask('policy.cover', admin, { group: 'Book Club' }))).toContain(
      'is under the expiration policy',
    );
    expect(end()).not.toBeNull();
    expect(wordsOn(await ask('policy.cover', admin, { group: 'Book Club' }))).toContain('already');
    expect(wordsOn(await ask('policy.of-group', owner, { group: groups.bookClub }))).toMatch(
      /180 days[\s\S]*expires on/,
    );
    expect(wordsOn(await ask('policy.uncover', admin, { group: 'Book Club' }))).toContain('does not expire any more');
    expect(end()).toBeNull();
    expect(wordsOn(await ask('policy.uncover', admin, { group: 'Book Club' }))).toContain('was not under');
  });

  it.each([
    ['all', 'policy.not-selected'],
    ['none', 'policy.not-selected'],
    [undefined, 'policy.none'],
  ] as const)('explain why one group cannot be moved while the policy is for %s', async (reach, code) => {
    const { ask, calls } = await scene(reach);
    const before = calls.length;
    await expect(ask('policy.cover', admin, { group: groups.bookClub })).rejects.toMatchObject({ code });
    await expect(ask('policy.uncover', admin, { group: groups.bookClub })).rejects.toMatchObject({ code });
    expect(calls.slice(before).filter(({ path }) => /(add|remove)Group$/.test(path))).toEqual([]);
  });

  it('are refused to who is no administrator, with the role', async () => {
    const { ask } = await scene('selected');
    await expect(ask('policy.cover', owner, { group: groups.designGuild })).rejects.toMatchObject({
      code: 'policy.denied',
      advice: expect.stringContaining('Groups Administrator') as unknown,
    });
  });

  it('say that a security group never expires', async () => {
    const { ask, tenant } = await scene('selected');
    const security = [...tenant.groups()].find(
      ({ groupTypes, mailEnabled }) => groupTypes.length === 0 && !mailEnabled,
    )!;
    await expect(ask('policy.cover', admin, { group: security.id })).rejects.toMatchObject({
      code: 'policy.wrong-kind',
    });
    await expect(
      ask('policy.of-group', guest, { group: 'deadbeef-0000-4000-8000-000000000000' }),
    ).rejects.toMatchObject({
      kind: 'notFound',
    });
  });

  it('say so when the policy is full', async () => {
    const { ask, tenant } = await scene('selected');
    const like = tenant.group(groups.bookClub)!;
    tenant.updateGroup(like.id, { expirationDateTime: null });
    for (let made = 0; made < 500; made++)
      tenant.createGroup({ ...like, id: randomUUID(), expirationDateTime: '2027-01-01T00:00:00Z' });
    await expect(ask('policy.cover', admin, { group: groups.bookClub })).rejects.toMatchObject({
      code: 'policy.refused',
    });
  });
});
