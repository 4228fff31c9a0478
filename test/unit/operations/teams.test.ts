import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import type { Outcome } from '../../../src/operations/operation.ts';
import { actionsOn, dialogsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin, guest } = cast;
const group = groups.designGuild;
const verbsOn = (card: Outcome) => [
  ...actionsOn(card).map(({ verb }) => verb),
  ...dialogsOn(card).map(({ data }) => data['verb']),
];
const inputOf = (name: string, words: string) => operationNamed(name)!.inputFromWords(words);

function office() {
  const place = openOffice();
  const team = () => place.tenant.teams.get(group);
  const setUp = (changes: object) => place.tenant.teams.put({ ...team()!, ...changes });
  return { ...place, team, setUp };
}

describe('the team’s card', () => {
  it('leads its owner to channels, people, settings and the archive, its members to less', async () => {
    const { ask, tenant } = office();
    const card = await ask('team.show', owner, { group });
    const verbs = verbsOn(card);
    for (const verb of ['channel.show', 'team.members', 'channel.create', 'team.settings', 'team.archive'])
      expect(verbs).toContain(verb);
    tenant.link(group, 'member', employee.id);
    const seen = await ask('team.show', employee, { group });
    const less = verbsOn(seen);
    expect(less).toContain('team.members');
    expect(less).not.toContain('team.settings');
    expect(less).not.toContain('team.archive');
  });
});

describe('channel.show and channel.primary', () => {
  it('show one by its name, by its button and the first without a name', async () => {
    const { ask, calls } = office();
    expect(wordsOn(await ask('channel.show', owner, { group, channel: 'critique' }))).toContain('Critique');
    const button = actionsOn(await ask('team.show', owner, { group })).find(({ verb }) => verb === 'channel.show')!;
    calls.length = 0;
    expect(wordsOn(await ask(button.verb, owner, button.data))).toMatch(/General[\s\S]*everybody in the team/);
    expect(calls.at(-1)?.path).toMatch(/channels\/19:/);
    expect(wordsOn(await ask('channel.primary', owner, { group }))).toContain('General');
  });

  it('name those that there are, and lead nowhere else', async () => {
    const { ask } = office();
    await expect(ask('channel.show', owner, { group, channel: 'Hirin' })).rejects.toMatchObject({
      code: 'channel.not-found',
      advice: expect.stringContaining('“General”') as string,
    });
    for (const channel of ['19:../../x@thread.tacv2', '19:none@thread.tacv2', '19:a/b'])
      await expect(ask('channel.show', owner, { group, channel })).rejects.toMatchObject({ code: 'channel.not-found' });
    await expect(ask('channel.show', employee, { group, channel: 'General' })).rejects.toMatchObject({
      code: 'team.read-denied',
    });
  });

  it('take words apart at the last link', () => {
    expect(inputOf('channel.show', 'Made in Ghent in Design Guild')).toEqual({
      channel: 'Made in Ghent',
      group: 'Design Guild',
    });
    expect(inputOf('channel.create', '“Hiring” in the team Design Guild')).toEqual({
      channel: 'Hiring',
      group: 'Design Guild',
    });
  });
});

describe('channel.create', () => {
  const send = { group, channel: 'Größe 📐 年度', description: 'For *all*.', kind: 'private', confirmed: 'yes' };

  it('asks with what was said, makes it once, and says the name is taken beside the field', async () => {
    const { ask, team, store } = office();
    const form = await ask('channel.create', owner, { group, channel: 'Hiring' });
    expect(form.isQuestion).toBe(true);
    expect(JSON.stringify(form.card)).toContain('"value":"Hiring"');
    expect(store.events).toEqual([]);
    const made = await ask('channel.create', owner, send);
    expect(wordsOn(made)).toMatch(/Größe 📐 年度 is made[\s\S]*You own it/);
    expect(team()?.channels.at(-1)).toMatchObject({ displayName: send.channel, memberIds: [owner.id] });
    const again = await ask('channel.create', owner, { ...send, channel: 'größe 📐 年度' });
    expect(wordsOn(again)).toContain('a channel of this name');
    expect(store.events.map(({ outcome }) => outcome)).toEqual(['done', 'refused']);
  });

  it('finds what an attempt made whose answer got lost, where channels may be read', async () => {
    const { as, agreed, team } = office();
    const operation = operationNamed('channel.create')!;
    const attempt = (channel: string) => {
      const services = as(owner, operation.scopes);
      const createChannel: typeof services.teams.createChannel = async (...wish) => {
        await services.teams.createChannel(...wish);
        throw new AppError('conflict', { code: 'channel.in-doubt', advice: 'It may be yours.' });
      };
      return operation.execute({ ...send, channel }, { ...services, teams: { ...services.teams, createChannel } });
    };
    expect(wordsOn(await attempt('Inks'))).toContain('Inks is made');
    agreed.isBeyond = false;
    await expect(attempt('Papers')).rejects.toMatchObject({ code: 'channel.in-doubt' });
    expect(
      team()
        ?.channels.map(({ displayName }) => displayName)
        .slice(-2),
    ).toEqual(['Inks', 'Papers']);
  });

  it.each([
    ['', 'needs a name'],
    ['x'.repeat(51), 'up to 50 characters; this has 51'],
    ['What? Why?', 'cannot have these: ?'],
    ['.hidden', 'cannot begin'],
    ['_hidden', 'cannot begin'],
    ['dot.', 'nor end with'],
    ['Forms', 'keeps this name for itself'],
    [`'"&%/#`, `cannot have these: ' " & % / #`],
  ])('tells what is wrong with “%s” before Teams is asked', async (channel, words) => {
    const { ask, calls } = office();
    const form = await ask('channel.create', owner, { ...send, channel });
    expect(wordsOn(form).replaceAll('\\', '')).toContain(words);
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('is whose the settings say, and nobody’s in an archived team', async () => {
    const { ask, tenant, setUp, team } = office();
    tenant.link(group, 'member', employee.id);
    await ask('channel.create', employee, { ...send, kind: 'standard' });
    setUp({ settings: { ...team()!.settings, memberSettings: { allowCreateUpdateChannels: false } } });
    await expect(ask('channel.create', employee, { ...send, channel: 'Second' })).rejects.toMatchObject({
      code: 'channel.denied',
    });
    setUp({ isArchived: true });
    await expect(ask('channel.create', owner, { ...send, channel: 'Third' })).rejects.toMatchObject({
      code: 'team.archived',
    });
  });
});

describe('team.settings', () => {
  it('shows how it is, changes what is different only, and takes it back', async () => {
    const { ask, team, calls } = office();
    const form = await ask('team.settings', owner, { group });
    expect(wordsOn(form)).toMatch(/Members may[\s\S]*Guests may[\s\S]*Messages[\s\S]*Fun/);
    await ask('team.settings', owner, { group, gifs: 'true', confirmed: 'yes' });
    expect(calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
    const sent = { group, membersDeleteChannels: 'false', guestsMakeChannels: 'true', gifRating: 'strict' };
    const done = await ask('team.settings', owner, { ...sent, confirmed: 'yes' });
    expect(team()?.settings).toMatchObject({
      memberSettings: { allowDeleteChannels: false, allowCreateUpdateChannels: true },
      guestSettings: { allowCreateUpdateChannels: true },
      funSettings: { giphyContentRating: 'strict' },
    });
    const undo = actionsOn(done).find(({ title }) => title === 'Undo')!;
    await ask(undo.verb, owner, undo.data);
    expect(team()?.settings).toMatchObject({
      memberSettings: { allowDeleteChannels: true },
      funSettings: { giphyContentRating: 'moderate' },
    });
  });

  it('is the owners’ and the administrators’', async () => {
    const { ask, tenant } = office();
    tenant.link(group, 'member', employee.id);
    const change = { group, gifs: 'false', confirmed: 'yes' };
    await expect(ask('team.settings', employee, change)).rejects.toMatchObject({ code: 'group.not-owner' });
    await ask('team.settings', admin, change);
    await expect(ask('team.settings', owner, { ...change, gifs: 'maybe' })).rejects.toMatchObject({ kind: 'input' });
  });
});

describe('team.archive and team.unarchive', () => {
  it('ask, say what happens, do it once, and lead back', async () => {
    const { ask, team, store } = office();
    const form = await ask('team.archive', owner, { group });
    expect(wordsOn(form)).toMatch(/Archive the team Design Guild\?[\s\S]*nobody can write/);
    const done = await ask('team.archive', owner, { group, isSiteReadOnly: 'true', confirmed: 'yes' });
    expect(wordsOn(done)).toContain('The team Design Guild is archived');
    expect(team()?.isArchived).toBe(true);
    const again = await ask('team.archive', owner, { group, confirmed: 'yes' });
    expect(wordsOn(again)).toContain('was archived already');
    const back = actionsOn(done).find(({ verb }) => verb === 'team.unarchive')!;
    expect(wordsOn(await ask(back.verb, owner, back.data))).toContain('is back');
    expect(team()?.isArchived).toBe(false);
    expect(wordsOn(await ask(back.verb, owner, back.data))).toContain('is not archived');
    expect(store.events.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  });

  it('are the owners’, and of teams', async () => {
    const { ask, tenant, team } = office();
    tenant.link(group, 'member', employee.id);
    await expect(ask('team.archive', employee, { group, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
    expect(team()?.isArchived ?? false).toBe(false);
    const without = [...tenant.groups()].find((one) => !one.hasTeam && one.groupTypes.includes('Unified'))!;
    await expect(ask('team.archive', admin, { group: without.id })).rejects.toMatchObject({ code: 'team.none' });
    for (const id of [...tenant.linked(group, 'owner')]) tenant.unlink(group, 'owner', id);
    await expect(ask('team.archive', admin, { group, confirmed: 'yes' })).rejects.toMatchObject({
      code: 'team.no-owner',
    });
  });
});

describe('team.members, team.add-member, team.remove-member', () => {
  it('show roles page by page, everybody once', async () => {
    const { ask, tenant } = office();
    for (const { id } of [...tenant.users()].slice(-9)) tenant.link(group, 'member', id);
    const seen: string[] = [];
    let data: Record<string, unknown> | undefined = { group };
    while (data) {
      const page = await ask('team.members', owner, data);
      seen.push(...(wordsOn(page).match(/^(?:Owner|Member|Guest) · .*$/gmu) ?? []));
      data = actionsOn(page).find(({ title }) => title === 'More')?.data;
    }
    expect(seen.length).toBeGreaterThan(10);
    expect(new Set(seen).size).toBe(seen.length);
    await expect(ask('team.members', employee, { group })).rejects.toMatchObject({ code: 'team.read-denied' });
  });

  it('let somebody in, once, and take them out after a question', async () => {
    const { ask, tenant, store } = office();
    const added = await ask('team.add-member', owner, { group, person: employee.principalName });
    expect(wordsOn(added)).toMatch(/Wren Adeyemi is in the team Design Guild now[\s\S]*at once/);
    expect(tenant.isLinked(group, 'member', employee.id)).toBe(true);
    expect(wordsOn(await ask('team.add-member', owner, { group, picked: employee.id }))).toContain('already');
    const question = await ask('team.remove-member', owner, { group, person: 'Wren Adeyemi' });
    expect(question.isQuestion).toBe(true);
    expect(tenant.isLinked(group, 'member', employee.id)).toBe(true);
    const yes = actionsOn(question)[0]!;
    expect(wordsOn(await ask(yes.verb, owner, yes.data))).toContain('is not in the team Design Guild any more');
    expect(tenant.isLinked(group, 'member', employee.id)).toBe(false);
    expect(wordsOn(await ask(yes.verb, owner, yes.data))).toContain('Wren Adeyemi is not in the team');
    expect(store.events.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused']);
  });

  it('ask whom, and refuse what they may not', async () => {
    const { ask, tenant } = office();
    const form = await ask('team.add-member', owner, { group, sent: 'yes' });
    expect(wordsOn(form)).toContain('Nobody is chosen yet.');
    await expect(ask('team.add-member', owner, { group, person: 'Nemo Nobody' })).rejects.toMatchObject({
      code: 'person.not-found',
    });
    tenant.link(group, 'member', employee.id);
    const other = { group, person: guest.id };
    await expect(ask('team.add-member', employee, other)).rejects.toMatchObject({ code: 'group.not-owner' });
    await expect(
      ask('team.remove-member', owner, { group, person: cast.secondOwner.id, confirmed: 'yes' }),
    ).rejects.toMatchObject({ code: 'owner.in-team' });
    const leave = await ask('team.remove-member', employee, { group, person: 'me' });
    expect(wordsOn(leave)).toContain('Leave the team Design Guild?');
    await ask('team.remove-member', employee, { group, person: 'me', confirmed: 'yes' });
    expect(tenant.isLinked(group, 'member', employee.id)).toBe(false);
  });
});

describe('team.mine and team.reachable', () => {
  it('show one’s own, and where a shared channel leads', async () => {
    const { ask, setUp, team } = office();
    const mine = await ask('team.mine', employee);
    expect(wordsOn(mine)).toMatch(/My teams/);
    expect(wordsOn(mine)).not.toContain('Design Guild');
    const shared = {
      ...team()!.channels[0]!,
      id: '19:s@thread.tacv2',
      membershipType: 'shared',
      memberIds: [employee.id],
    };
    setUp({ channels: [...team()!.channels, shared] });
    let page = await ask('team.reachable', employee);
    const words = [wordsOn(page)];
    for (let next = actionsOn(page).find(({ title }) => title === 'More'); next;) {
      page = await ask('team.reachable', employee, next.data);
      words.push(wordsOn(page));
      next = actionsOn(page).find(({ title }) => title === 'More');
    }
    expect(words.join('\n')).toMatch(/Design Guild\nA channel of it is shared with you/);
    await expect(ask('team.mine', employee, { next: '-1' })).rejects.toMatchObject({ kind: 'input' });
  });
});
