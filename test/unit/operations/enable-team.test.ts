import { describe, expect, it } from 'vitest';
import type { Group } from '../../../src/domain/groups.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { approveRequest } from '../../../src/operations/requests/approve-request.ts';
import { retryRequest } from '../../../src/operations/requests/retry-request.ts';
import { approveTeam } from '../../../src/operations/teams/approve-team.ts';
import { enableTeam } from '../../../src/operations/teams/enable-team.ts';
import { actionsOn, ada, alan, grace, group, mallory, tenantId, wordsOn, world } from '../../support/builders.ts';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { refusal } from '../../support/fake-directory.ts';
import { openOffice } from '../../support/office.ts';

const notReady = refusal('upstream', 'team.not-ready');

/** Grace and Alan own the guild; Ada is a member; Mallory is nobody there. */
function scene(changes: Partial<Group> = {}, mayAskForTeam = true) {
  const guild = group('Design Guild', changes);
  const directory = {
    groups: [guild],
    people: [mallory],
    owners: { [guild.id]: [grace, alan] },
    members: { [guild.id]: [ada, grace] },
  };
  const policy = { ...defaultPolicy, members: { ...defaultPolicy.members, mayAskForTeam } };
  const place = world({ directory, policy });
  const hasTeam = () => place.directory.groupWith(guild.id).hasTeam;
  /** Teams hears of the group in the nth pause. */
  const lagFor = (pauses: number) => {
    place.teams.refuse('enable', notReady);
    place.progress.onPause(() => place.progress.pauses.length >= pauses && place.teams.heal('enable'));
  };
  const enable = (who: typeof ada, raw = {}) => place.ask(enableTeam, who, { group: 'Design Guild', ...raw });
  const requestOf = async (who: typeof ada) => {
    const [request] = await place.store.requests.byRequester(tenantId, who.id, { limit: 1 });
    return request;
  };
  return { ...place, guild, hasTeam, lagFor, enable, requestOf };
}

describe('an administrator who owns nothing', () => {
  const { owner, admin, employee } = cast;
  const circle = { group: groups.researchCircle };

  it('puts a team on a group where Graph lets them, and asks nobody', async () => {
    const { ask, tenant, store } = openOffice();
    expect(tenant.isLinked(groups.researchCircle, 'owner', admin.id)).toBe(false);
    expect(wordsOn(await ask('team.enable', admin, circle))).toContain('Research Circle has a team now');
    expect(tenant.group(groups.researchCircle)?.hasTeam).toBe(true);
    expect(store.events).toMatchObject([{ operation: 'team.enable', outcome: 'done', actorId: admin.id }]);
  });

  it('is told from a member, whom Graph refuses and who asks the owners', async () => {
    const { ask, tenant } = openOffice();
    await ask('member.add', owner, { ...circle, people: employee.id });
    expect(wordsOn(await ask('team.enable', employee, circle))).toContain('Ask for a team on Research Circle');
    expect(tenant.group(groups.researchCircle)?.hasTeam).toBe(false);
  });
});

describe('an owner', () => {
  it('gets the team at once, on record before it is made, and nothing is written down', async () => {
    const place = scene();
    place.teams.before('enable', () =>
      expect(place.store.begun).toMatchObject([{ operation: 'team.enable', groupId: place.guild.id }]),
    );
    const card = await place.enable(grace);
    expect(wordsOn(card)).toContain('Design Guild has a team now');
    expect(JSON.stringify(card.card)).toContain(`https://teams.example/${place.guild.id}`);
    expect(place.hasTeam()).toBe(true);
    expect(place.store.events).toMatchObject([{ outcome: 'done', groupId: place.guild.id }]);
    expect(await place.requestOf(grace)).toBeUndefined();
  });

  it('reads that there is one already, also where only Teams knows', async () => {
    const known = scene({ hasTeam: true });
    expect(wordsOn(await known.enable(grace))).toContain('has a team already');
    expect(known.store.events).toEqual([]);
    const lagging = scene();
    lagging.teams.before('enable', () => lagging.directory.change(lagging.guild.id, { hasTeam: true }));
    expect(wordsOn(await lagging.enable(grace))).toContain('has a team already');
  });

  it('sees how far it is while Teams does not know the group, three times, ten seconds apart', async () => {
    const place = scene();
    place.lagFor(2);
    const card = await place.enable(grace);
    expect(place.progress.pauses).toEqual([10_000, 10_000]);
    expect(place.progress.told.map((one) => /Try \d of \d/.exec(wordsOn(one))?.[0])).toEqual([
      'Try 2 of 3',
      'Try 3 of 3',
    ]);
    expect(place.progress.told[0]?.shows).toMatchObject({ role: 'requester' });
    expect(wordsOn(card)).toContain('The team is there');
    expect(await place.requestOf(grace)).toMatchObject({ kind: 'team', status: 'done', stages: [] });
    expect(place.hasTeam()).toBe(true);
  });

  it('can try again when three tries were not enough, by the button or in words', async () => {
    const place = scene();
    place.teams.refuse('enable', notReady);
    const card = await place.enable(grace);
    expect(wordsOn(card)).toContain('Teams does not know the group yet');
    expect(actionsOn(card).map(({ title }) => title)).toEqual(['Try again', 'How is it now?', 'Take back']);
    const { verb, data } = actionsOn(card)[0]!;
    expect(verb).toBe(approveTeam.name);
    expect(await place.requestOf(grace)).toMatchObject({ status: 'failed', failureCode: 'team.not-ready' });

    expect(wordsOn(await place.enable(grace))).toContain('Teams does not know the group yet');
    place.teams.heal('enable');
    expect(wordsOn(await place.ask(approveTeam, grace, data))).toContain('The team is there');
    expect(await place.requestOf(grace)).toMatchObject({ status: 'done' });
    expect(await place.store.requests.byRequester(tenantId, grace.id, { limit: 9 })).toHaveLength(1);
  });

  it('is done with what was made although it was refused', async () => {
    const place = scene();
    place.teams.refuse('enable', notReady);
    place.progress.onPause(() => {
      place.directory.change(place.guild.id, { hasTeam: true });
      place.teams.heal('enable');
    });
    expect(wordsOn(await place.enable(grace))).toContain('The team is there');
  });

  it('is answered without further tries when the bot is being stopped', async () => {
    const place = scene();
    place.teams.refuse('enable', notReady);
    place.progress.stop();
    expect(actionsOn(await place.enable(grace)).map(({ title }) => title)).toContain('Try again');
    expect(place.progress.pauses).toHaveLength(1);
  });

  it('who presses twice does the same work once', async () => {
    const place = scene();
    place.lagFor(2);
    const both = await Promise.all([place.enable(grace), place.enable(grace)]);
    expect(both.map((card) => wordsOn(card).includes('The team is there'))).toEqual([true, true]);
    expect(await place.store.requests.byRequester(tenantId, grace.id, { limit: 9 })).toHaveLength(1);
  });

  it.each([
    ['denied', 'team.denied'],
    ['throttled', 'graph.throttled'],
    ['denied', 'team.refused'],
  ] as const)('reads why it is %s: %s', async (kind, code) => {
    const place = scene();
    place.teams.refuse('enable', refusal(kind, code));
    await expect(place.enable(grace)).rejects.toMatchObject({ code });
    expect(place.progress.told).toEqual([]);
    expect(await place.requestOf(grace)).toBeUndefined();
  });

  it('finishes what another owner left, but a stranger does not see it', async () => {
    const place = scene();
    place.teams.refuse('enable', notReady);
    const requestId = (await place.enable(grace)).shows?.requestId;
    await expect(place.ask(approveTeam, mallory, { requestId })).rejects.toMatchObject({ code: 'request.not-found' });
    await expect(place.ask(approveTeam, ada, { requestId })).rejects.toMatchObject({ code: 'request.not-found' });
    place.teams.heal('enable');
    expect(wordsOn(await place.ask(approveTeam, alan, { requestId }))).toContain('The team is there');
  });
});

describe('a group that cannot have one', () => {
  it.each([
    ['team.wrong-kind', { kind: 'security' }],
    ['team.wrong-kind', { kind: 'distribution' }],
    ['team.wrong-kind', { kind: 'mailEnabledSecurity' }],
    ['team.hidden-membership', { visibility: 'hiddenMembership' }],
  ] as const)('says %s and is not tried', async (code, changes) => {
    const place = scene(changes);
    place.teams.before('enable', () => expect.fail('tried'));
    await expect(place.enable(grace)).rejects.toMatchObject({ code });
  });

  it('without an owner says who can mend it', async () => {
    const place = scene();
    place.directory.setOwners(place.guild.id, []);
    await expect(place.enable(ada)).rejects.toMatchObject({
      code: 'team.no-owner',
      advice: expect.stringContaining('An administrator can make somebody its owner') as string,
    });
  });
});

describe('a member', () => {
  async function asked(place = scene()) {
    const form = await place.enable(ada);
    expect(wordsOn(form)).toContain('Ask for a team on Design Guild');
    const card = await place.enable(ada, { reason: 'To chat.', confirmed: 'yes' });
    return { place, card, requestId: card.shows?.requestId ?? '' };
  }

  it('asks the owners, once', async () => {
    const { place, card } = await asked();
    expect(wordsOn(card)).toContain('Your request for a team on Design Guild');
    expect(await place.requestOf(ada)).toMatchObject({ kind: 'team', status: 'pending', reason: 'To chat.' });
    expect((await place.requestOf(ada))?.stages[0]?.approvers.map(({ id }) => id).sort()).toEqual(
      [grace.id, alan.id].sort(),
    );
    expect(place.store.events.at(-1)).toMatchObject({ outcome: 'requested' });
    expect(wordsOn(await place.enable(ada))).toContain('You have asked for this already');
    expect(place.hasTeam()).toBe(false);
  });

  it('gets it with the click of an owner, who sees how far it is', async () => {
    const { place, requestId } = await asked();
    place.lagFor(1);
    const card = await place.ask(approveTeam, grace, { requestId });
    expect(place.progress.told.map(wordsOn).join()).toContain('Try 2 of 3');
    expect(place.progress.told[0]?.shows).toMatchObject({ role: 'approver', requestId });
    expect(wordsOn(card)).toContain('The team is there, and Ada Lovelace has been told');
    expect(place.hasTeam()).toBe(true);
    expect(await place.requestOf(ada)).toMatchObject({ status: 'done', decision: { by: { id: grace.id } } });
    expect(wordsOn(await place.ask(approveTeam, alan, { requestId }))).toContain(
      'Grace Hopper has approved this already',
    );
  });

  it('decides nothing, also not as an owner later on, and other operations leave it alone', async () => {
    const { place, requestId } = await asked();
    await expect(place.ask(approveTeam, ada, { requestId })).rejects.toMatchObject({ code: 'request.own' });
    place.directory.setOwners(place.guild.id, [ada, grace]);
    await expect(place.ask(approveTeam, ada, { requestId })).rejects.toMatchObject({ code: 'request.own' });
    for (const operation of [approveRequest, retryRequest])
      await expect(place.ask(operation, grace, { requestId })).rejects.toMatchObject({ code: 'request.not-found' });
    expect(place.hasTeam()).toBe(false);
  });

  it('does not ask where policy does not let members', async () => {
    const place = scene({}, false);
    for (const raw of [{}, { confirmed: 'yes' }])
      await expect(place.enable(ada, raw)).rejects.toMatchObject({ code: 'group.not-owner' });
    expect(await place.requestOf(ada)).toBeUndefined();
  });

  it('has to be one: strangers hear whom to ask', async () => {
    const place = scene({ visibility: 'public' });
    await expect(place.enable(mallory, { confirmed: 'yes' })).rejects.toMatchObject({
      code: 'group.not-owner',
      advice: expect.stringContaining('Grace Hopper') as string,
    });
  });
});
