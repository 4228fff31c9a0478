import { describe, expect, it } from 'vitest';
import type { ApprovalRule } from '../../../src/domain/approvals.ts';
import type { Person } from '../../../src/domain/people.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { operationNamed } from '../../../src/operations/index.ts';
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

const guild = group('Project Guild');
const mary = person('Mary Jackson');
const owners = { by: { kind: 'owners' }, decides: 'any' } as const;
const manager = { by: { kind: 'manager' }, decides: 'any' } as const;

function ruleOf(changes: Partial<ApprovalRule> = {}): ApprovalRule {
  return {
    name: 'Projects',
    kinds: ['join', 'add-member', 'owner'],
    groups: ['Project *'],
    stages: [manager, owners],
    carriedOutBy: 'approver',
    isReasonRequired: false,
    lapsesAfterDays: 7,
    ...changes,
  };
}

/** Mary is Ada's manager; Grace and Alan own the guild. */
function office(changes: Partial<ApprovalRule> = {}, more: Partial<Policy> = {}) {
  const policy = { ...defaultPolicy, ...more, approvals: [ruleOf(changes), ...defaultPolicy.approvals] };
  const directory = {
    groups: [guild],
    people: [ada, mary, mallory],
    owners: { [guild.id]: [grace, alan] },
    managers: { [ada.id]: mary },
  };
  const place = world({ directory, policy });
  const join = (raw: Record<string, unknown> = {}) =>
    place.ask(operationNamed('group.join')!, ada, { group: guild.id, confirmed: 'yes', reason: 'Icons.', ...raw });
  const joined = async () => {
    const { shows } = await join();
    const requestId = shows!.requestId;
    const now = async () => (await place.store.requests.get(tenantId, requestId))!;
    const press = (name: string, who: Person, raw: Record<string, unknown> = {}) =>
      place.ask(operationNamed(`request.${name}`)!, who, { requestId, ...raw });
    const queued = (part: string) =>
      place.store.queued.filter(({ key }) => key.startsWith(`request:${requestId}:${part}`));
    return { requestId, now, press, queued };
  };
  return { ...place, join, joined };
}

describe('two stages', () => {
  it('ask the manager first, then the owners, and end with the last in the same click', async () => {
    const place = office();
    const { now, press, queued } = await place.joined();
    expect(queued('card:').map(({ payload }) => payload['recipientId'])).toEqual([mary.id, ada.id]);
    const agreed = await press('agree', mary, { stage: 0 });
    expect(wordsOn(agreed)).toContain('Manager of Ada Lovelace');
    expect(wordsOn(agreed)).toContain('Mary Jackson approved on 20 November 2026');
    expect(wordsOn(agreed)).toContain('Waiting for Grace Hopper or Alan Turing');
    expect(actionsOn(agreed).map(({ verb }) => verb)).toEqual(['request.comment']);
    expect(await now()).toMatchObject({ status: 'pending', stage: 1 });
    expect(queued('card:1:').map(({ payload }) => payload['recipientId'])).toEqual([grace.id, alan.id]);

    const done = await press('approve', grace, { stage: 1 });
    expect(wordsOn(done)).toContain('Ada Lovelace is a member now');
    expect(place.directory.isMember(guild.id, ada)).toBe(true);
    expect(await now()).toMatchObject({ status: 'done', decision: { by: { id: grace.id } } });
  });

  it('show an approver buttons for their own step only, with the right that it takes', async () => {
    const { press } = await office().joined();
    const first = await press('show', mary);
    expect(actionsOn(first).find(({ title }) => title === 'Approve')).toMatchObject({
      verb: 'request.agree',
      data: { stage: 0 },
    });
    await press('agree', mary, { stage: 0 });
    expect(actionsOn(await press('show', mary)).map(({ verb }) => verb)).toEqual(['request.comment']);
    const second = await press('show', grace);
    expect(actionsOn(second).find(({ title }) => title === 'Approve')).toMatchObject({
      verb: 'request.approve',
      data: { stage: 1 },
    });
  });

  it('are closed to owners before it is their turn, and to the manager after it was', async () => {
    const place = office();
    const { press, now } = await place.joined();
    await expect(press('approve', grace, { stage: 1 })).rejects.toMatchObject({ code: 'request.not-found' });
    await press('agree', mary);
    for (const name of ['agree', 'approve', 'reject'])
      await expect(press(name, mary, { stage: 1, reason: 'x' })).rejects.toMatchObject({
        code: 'request.not-your-turn',
      });
    const late = await press('agree', mary, { stage: 0 });
    expect(wordsOn(late)).toContain('You have approved this already');
    expect(await now()).toMatchObject({ status: 'pending', stage: 1 });
  });

  it('take one decision of somebody who is in both, and ask them again for the other', async () => {
    const place = office();
    place.directory.setOwners(guild.id, [mary, grace]);
    const { press, now, queued } = await place.joined();
    const agreed = await press('agree', mary, { stage: 0 });
    expect(titlesOn(agreed)).toContain('Approve');
    expect(queued('card:1:').map(({ payload }) => payload['recipientId'])).toEqual([grace.id]);
    // A press of the first button once more is no word in the second step.
    await press('agree', mary, { stage: 0 });
    expect(await now()).toMatchObject({ status: 'pending', stage: 1 });
    await press('approve', mary, { stage: 1 });
    expect((await now()).stages.map(({ decisions }) => decisions.length)).toEqual([1, 1]);
  });

  it('carry nothing out with a button that has no right to', async () => {
    const place = office({ stages: [owners] });
    const { press, now } = await place.joined();
    expect(wordsOn(await press('agree', grace))).toContain('press Approve once more');
    expect(await now()).toMatchObject({ status: 'pending', stage: 0 });
  });

  it('end with one rejection, which needs a reason', async () => {
    const { press, now, queued } = await office().joined();
    expect(wordsOn(await press('reject', mary))).toContain('Please say why');
    await press('reject', mary, { reason: 'Not now.' });
    expect(await now()).toMatchObject({ status: 'rejected', stage: 0, decision: { reason: 'Not now.' } });
    expect(queued('tell:rejected')).toHaveLength(1);
    expect(queued('card:1:')).toEqual([]);
  });

  it('ask nobody who is not the manager any more', async () => {
    const place = office();
    const { requestId } = await place.joined();
    const later = world({ store: place.store, directory: { groups: [guild], people: [ada, mary], managers: {} } });
    await expect(later.ask(operationNamed('request.agree')!, mary, { requestId })).rejects.toMatchObject({
      code: 'request.not-approver',
    });
  });
});

describe('all of a stage', () => {
  const all = { by: { kind: 'owners' }, decides: 'all' } as const;

  it('have to agree, in whatever order, and the last of them carries it out', async () => {
    const place = office({ stages: [all] });
    const { press, now } = await place.joined();
    expect(wordsOn(await press('approve', alan))).toContain('Waiting for Grace Hopper');
    expect(await now()).toMatchObject({ status: 'pending', stage: 0 });
    expect(wordsOn(await press('approve', alan))).toContain('You have approved this already');
    await press('approve', grace);
    expect(await now()).toMatchObject({ status: 'done', decision: { by: { id: grace.id } } });
    expect(place.directory.isMember(guild.id, ada)).toBe(true);
  });

  it('who press at the same moment are both heard', async () => {
    const place = office({ stages: [all] });
    const { press, now } = await place.joined();
    await Promise.all([press('approve', alan), press('approve', grace)]);
    expect((await now()).stages[0]?.decisions).toHaveLength(2);
    expect((await now()).status).toBe('done');
  });

  it('do not wait for somebody who is no owner any more', async () => {
    const place = office({ stages: [all] });
    const { press, now } = await place.joined();
    place.directory.setOwners(guild.id, [grace]);
    await press('approve', grace);
    expect((await now()).status).toBe('done');
  });
});

describe('what the rule says besides', () => {
  it('wants a reason, and loses nothing when it is missing', async () => {
    const place = office({ isReasonRequired: true });
    const form = await place.join({ reason: '' });
    expect(form.isQuestion).toBe(true);
    expect(wordsOn(form)).toContain('Please say why: whoever decides wants to know.');
    expect(place.store.queued).toEqual([]);
    expect((await place.join({ reason: 'Icons.' })).shows).toBeDefined();
  });

  it('lets those pass whom it says, but for the stage whose right it takes', async () => {
    const place = office({ passesFor: { kind: 'people', principalNames: [ada.principalName] } });
    const { now } = await place.joined();
    expect((await now()).stages.map(({ by }) => by.kind)).toEqual(['owners']);
  });

  it('lapses when it says', async () => {
    const { now } = await office({ lapsesAfterDays: 2 }).joined();
    const { createdAt, lapsesAt } = await now();
    expect(lapsesAt.getTime() - createdAt.getTime()).toBe(2 * 86_400_000);
  });

  it('says so when a stage has nobody, or asks those to whom it would escalate', async () => {
    const stages = [{ by: { kind: 'manager' }, decides: 'any' } as const, owners];
    const nobody = world({
      policy: { ...defaultPolicy, approvals: [ruleOf({ stages }), ...defaultPolicy.approvals] },
      directory: { groups: [guild], people: [ada], owners: { [guild.id]: [grace] } },
    });
    const ask = { group: guild.id, confirmed: 'yes' };
    await expect(nobody.ask(operationNamed('group.join')!, ada, ask)).rejects.toMatchObject({
      code: 'approval.nobody',
    });
    const escalation = { afterDays: 2, to: { kind: 'people', principalNames: [mallory.principalName] } } as const;
    const place = office({
      stages: [{ by: { kind: 'group', groupId: guild.id }, decides: 'any' }, owners],
      escalation,
    });
    const { now } = await place.joined();
    expect((await now()).stages[0]).toMatchObject({ by: escalation.to, approvers: [{ id: mallory.id }] });
  });

  it('gives it back to the requester, who carries it out with their own right', async () => {
    const place = office({ stages: [manager], carriedOutBy: 'requester' });
    const { press, now, queued } = await place.joined();
    await press('agree', mary);
    expect(await now()).toMatchObject({ status: 'agreed', stage: 1 });
    expect(queued('tell:agreed')).toHaveLength(1);
    await expect(press('retry', mary)).rejects.toMatchObject({ code: 'request.not-approver' });
    expect(titlesOn(await press('show', ada))).toContain('Do it now');
    expect(wordsOn(await place.ask(operationNamed('request.waiting')!, ada))).toContain('Project Guild');
    place.directory.change(guild.id, { visibility: 'public' });
    await press('retry', ada);
    expect(await now()).toMatchObject({ status: 'done', decision: { by: { id: ada.id } } });
  });

  it('gives it to the owners, any of whom carries it out with one press', async () => {
    const place = office({ stages: [manager], carriedOutBy: 'owner' });
    const { press, now, queued } = await place.joined();
    await press('agree', mary);
    expect(queued('card:1:').map(({ payload }) => payload['recipientId'])).toEqual([grace.id, alan.id]);
    const shown = await press('show', alan);
    expect(actionsOn(shown)).toMatchObject([{ title: 'Carry it out', verb: 'request.retry' }, { title: 'Send' }]);
    await press('retry', alan);
    expect(await now()).toMatchObject({ status: 'done', decision: { by: { id: alan.id } } });
    expect(wordsOn(await press('show', ada))).toContain('Mary Jackson approved your request');
  });

  it('leaves what owners do by themselves to them', async () => {
    const place = office({ stages: [owners] });
    await place.ask(operationNamed('member.add')!, grace, { group: guild.id, people: mallory.id });
    expect(place.directory.isMember(guild.id, mallory)).toBe(true);
  });
});

describe('what has changed meanwhile', () => {
  it('settles a request to join what is open to all now', async () => {
    const place = office({ stages: [owners] });
    const { press, now, queued } = await place.joined();
    place.directory.change(guild.id, { visibility: 'public' });
    expect(wordsOn(await press('approve', grace))).toContain('Project Guild is public now');
    expect(await now()).toMatchObject({ status: 'settled', failureCode: 'group.public' });
    expect(queued('tell:settled')).toHaveLength(1);
    expect(place.directory.isMember(guild.id, ada)).toBe(false);
  });

  it('shows a group under the name that it has now', async () => {
    const place = office({ stages: [manager, owners] });
    const { press, now } = await place.joined();
    place.directory.change(guild.id, { displayName: 'Project Circle' });
    expect(wordsOn(await press('agree', mary))).toContain('Project Circle');
    expect((await now()).group.displayName).toBe('Project Circle');
  });
});

describe('becoming an owner', () => {
  it('is asked of the owners by a member, and nobody else', async () => {
    const place = office({ stages: [owners] });
    const become = { group: guild.id, person: 'me' };
    const operation = operationNamed('owner.add')!;
    await expect(place.ask(operation, ada, become)).rejects.toMatchObject({ code: 'group.not-owner' });
    await place.as(grace).directory.addMember(guild.id, ada.id);
    const form = await place.ask(operation, ada, become);
    expect(wordsOn(form)).toContain('Ask to become an owner of Project Guild');
    const sent = await place.ask(operation, ada, { ...become, confirmed: 'yes' });
    const requestId = sent.shows!.requestId;
    const approve = operationNamed('request.approve-change')!;
    await expect(place.ask(approve, ada, { requestId })).rejects.toMatchObject({ code: 'request.own' });
    await place.ask(approve, grace, { requestId, stage: 0 });
    expect(place.directory.ownerIds(guild.id)).toContain(ada.id);
    expect((await place.store.requests.get(tenantId, requestId))?.status).toBe('done');
  });
});
