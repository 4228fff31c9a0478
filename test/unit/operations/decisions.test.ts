import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { SignInRequired } from '../../../src/domain/errors.ts';
import type { Person } from '../../../src/domain/people.ts';
import type { GroupRequest } from '../../../src/domain/requests.ts';
import { settleApproval } from '../../../src/jobs/settle-approval.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import {
  actionsOn,
  ada,
  alan,
  callerFrom,
  days,
  grace,
  group,
  joinRequest,
  mallory,
  otherTenantId,
  tenantId,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';
import { fakeMessenger } from '../../support/fake-messenger.ts';

const guild = group('Design Guild');
type Name = 'approve' | 'reject' | 'retry' | 'withdraw' | 'show' | 'refresh';

async function waiting(changes: Partial<GroupRequest> = {}) {
  const office = world({ directory: { groups: [guild], people: [ada], owners: { [guild.id]: [grace, alan] } } });
  const request = joinRequest(guild, changes);
  await office.store.requests.insert(request);
  for (const who of [grace, alan, ada]) {
    await office.store.requests.addCopy({
      requestId: request.id,
      tenantId,
      conversationId: `chat-${who.id}`,
      activityId: `card-${who.id}`,
      recipientId: who.id,
      role: who === ada ? 'requester' : 'approver',
    });
  }
  const press = (name: Name, who: Person, raw: Record<string, unknown> = {}) =>
    office.ask(operationNamed(`request.${name}`)!, who, { requestId: request.id, ...raw });
  const now = async () => (await office.store.requests.get(tenantId, request.id))!;
  const queuedFor = (part: string) =>
    office.store.queued.filter(({ key }) => key.startsWith(`request:${request.id}:${part}`));
  return { ...office, request, press, now, queuedFor };
}

describe('approving', () => {
  it('adds the requester as the owner who pressed, and tells everybody', async () => {
    const { press, now, directory, queuedFor, store } = await waiting();
    const outcome = await press('approve', grace);
    expect(directory.isMember(guild.id, ada)).toBe(true);
    expect(await now()).toMatchObject({ status: 'done', decision: { by: { id: grace.id }, outcome: 'approved' } });
    expect(wordsOn(outcome)).toContain('Grace Hopper approved this on 20 November 2026');
    expect(actionsOn(outcome).map(({ verb }) => verb)).toEqual(['request.undo']);
    expect(queuedFor('update:')).toHaveLength(3);
    expect(queuedFor('tell:done')).toHaveLength(1);
    expect(store.events).toMatchObject([
      {
        operation: 'request.approve',
        outcome: 'done',
        groupId: guild.id,
        actorId: grace.id,
        subject: { kind: 'person', id: ada.id },
      },
    ]);
  });

  it('writes the decision down before it acts', async () => {
    const { press, now, directory, queuedFor } = await waiting();
    let seen: GroupRequest | undefined;
    directory.before('addMember', async () => (seen = await now()));
    await press('approve', grace);
    expect(seen).toMatchObject({ status: 'approved', decision: { by: { id: grace.id } } });
    expect(queuedFor('settle')).toHaveLength(1);
  });

  it('counts a requester who is a member already as let in', async () => {
    const { press, now, directory } = await waiting();
    directory.refuse('addMember', refusal('conflict', 'member.already-present'));
    await press('approve', grace);
    expect((await now()).status).toBe('done');
  });

  it('tells the slower owner who was faster', async () => {
    const { press, store } = await waiting();
    await press('approve', grace);
    const late = await press('approve', alan);
    expect(wordsOn(late)).toContain('Grace Hopper has approved this already, on 20 November 2026 at 10:00.');
    expect(actionsOn(late)).toEqual([]);
    expect(store.events.at(-1)).toMatchObject({ outcome: 'refused', code: 'request.done', actorId: alan.id });
  });

  it('of two owners who press at once lets one win', async () => {
    const { press, now, directory, queuedFor } = await waiting();
    let additions = 0;
    directory.before('addMember', () => additions++);
    const [approved, rejected] = await Promise.all([
      press('approve', grace),
      press('reject', alan, { reason: 'Full.' }),
    ]);
    expect(additions).toBe(1);
    expect((await now()).decision?.by.id).toBe(grace.id);
    expect(wordsOn(approved)).not.toContain('already');
    expect(wordsOn(rejected)).toContain('Grace Hopper has approved this already');
    expect(queuedFor('tell:rejected')).toEqual([]);
  });

  it('of two owners who approve at once acts for one', async () => {
    const { press, now, directory } = await waiting();
    let additions = 0;
    directory.before('addMember', () => additions++);
    const [first, second] = await Promise.all([press('approve', grace), press('approve', alan)]);
    expect(additions).toBe(1);
    expect((await now()).decision?.by.id).toBe(grace.id);
    expect(wordsOn(first)).not.toContain('already');
    expect(wordsOn(second)).toContain('Grace Hopper has approved this already');
  });

  it('is nothing for the requester, also when they own the group', async () => {
    const { press, now, directory, store } = await waiting();
    directory.setOwners(guild.id, [ada, grace]);
    for (const name of ['approve', 'reject', 'retry'] as const) {
      await expect(press(name, ada, { reason: 'x' })).rejects.toMatchObject({ kind: 'denied', code: 'request.own' });
    }
    expect((await now()).status).toBe('pending');
    expect(store.events).toHaveLength(3);
    expect(store.events[0]).toMatchObject({ outcome: 'refused', code: 'request.own' });
  });

  it('is nothing for whoever was asked and owns the group no longer', async () => {
    const { press, now, directory } = await waiting();
    directory.setOwners(guild.id, [alan]);
    for (const name of ['approve', 'reject', 'retry', 'show'] as const) {
      await expect(press(name, grace, { reason: 'x' })).rejects.toMatchObject({
        kind: 'denied',
        code: 'request.not-owner',
      });
    }
    expect((await now()).status).toBe('pending');
  });

  it('is open to somebody who owns the group only since', async () => {
    const { press, now, directory } = await waiting();
    directory.setOwners(guild.id, [mallory]);
    await press('approve', mallory);
    expect(await now()).toMatchObject({ status: 'done', decision: { by: { id: mallory.id } } });
  });

  it('does not exist for a stranger, for another tenant and for an id that was made up', async () => {
    const { press, now, as, request } = await waiting();
    for (const name of ['approve', 'reject', 'retry', 'withdraw', 'show'] as const) {
      const notFound = { kind: 'notFound', code: 'request.not-found' };
      await expect(press(name, mallory, { reason: 'x' })).rejects.toMatchObject(notFound);
      const requestId = 'deadbeef-0000-4000-8000-000000000000';
      await expect(press(name, grace, { requestId, reason: 'x' })).rejects.toMatchObject(notFound);
      const foreign = { ...as(grace), caller: callerFrom(grace, { tenantId: otherTenantId }) };
      const raw = { requestId: request.id, reason: 'x' };
      await expect(operationNamed(`request.${name}`)!.execute(raw, foreign)).rejects.toMatchObject(notFound);
    }
    expect((await now()).status).toBe('pending');
  });

  it.each([{ requestId: '' }, { requestId: "' or 1=1" }, { requestId: ['a'] }, { requestId: undefined }])(
    'refuses %j',
    async (raw) => {
      const { press } = await waiting();
      await expect(press('approve', grace, raw)).rejects.toMatchObject({ kind: 'input', field: 'requestId' });
    },
  );

  it('is too late after seven days, even if the clockwork is late too', async () => {
    const { press, now, clock, directory, queuedFor, store } = await waiting();
    clock.moveBy(days(7));
    expect(wordsOn(await press('approve', grace))).toContain('This came too late');
    expect((await now()).status).toBe('lapsed');
    expect(directory.isMember(guild.id, ada)).toBe(false);
    expect(queuedFor('update:')).toHaveLength(3);
    expect(queuedFor('tell:lapsed')).toHaveLength(1);
    expect(store.events).toMatchObject([
      { operation: 'request.lapse', outcome: 'done', actorId: 'muster' },
      { operation: 'request.approve', outcome: 'refused', code: 'request.lapsed', actorId: grace.id },
    ]);
  });

  it.each(['withdrawn', 'rejected', 'lapsed'] as const)(
    'changes nothing about a request that is %s',
    async (status) => {
      const { press, now, directory } = await waiting({ status });
      for (const name of ['approve', 'retry'] as const) await press(name, grace);
      await press('reject', grace, { reason: 'x' });
      expect((await now()).status).toBe(status);
      expect(directory.isMember(guild.id, ada)).toBe(false);
    },
  );
});

describe('an approval that cannot be carried out', () => {
  it.each(['denied', 'upstream', 'throttled'] as const)('can be tried again after %s', async (kind) => {
    const { press, now, directory, queuedFor, store } = await waiting();
    directory.refuse('addMember', refusal(kind, `member.${kind}`));
    const failed = await press('approve', grace);
    expect(await now()).toMatchObject({ status: 'failed', failureCode: `member.${kind}` });
    expect(actionsOn(failed).map(({ title }) => title)).toEqual(['Try again', 'Send']);
    expect(queuedFor('tell:failed')).toHaveLength(1);
    expect(store.events.at(-1)).toMatchObject({ outcome: 'failed', code: `member.${kind}` });

    directory.heal('addMember');
    await press('retry', alan);
    expect(directory.isMember(guild.id, ada)).toBe(true);
    expect(await now()).toMatchObject({ status: 'done', decision: { by: { id: alan.id } } });
    expect(queuedFor('update:')).toHaveLength(6);
  });

  it('because the group is gone says so', async () => {
    const { press, now, directory } = await waiting();
    directory.removeGroup(guild.id);
    expect(wordsOn(await press('approve', grace))).toContain('the group does not exist any more');
    expect(await now()).toMatchObject({ status: 'failed', failureCode: 'group.not-found' });
    await expect(press('approve', mallory)).rejects.toMatchObject({ code: 'request.not-found' });
  });

  it('because the person is gone says so', async () => {
    const { press, now, directory } = await waiting();
    directory.refuse('addMember', refusal('notFound', 'member.not-found'));
    await press('approve', grace);
    expect((await now()).failureCode).toBe('person.not-found');
  });

  it('stands while its approver signs in, and goes on with the same press', async () => {
    const { press, now, directory } = await waiting();
    directory.refuse('addMember', new SignInRequired('interaction', []));
    await expect(press('approve', grace)).rejects.toBeInstanceOf(SignInRequired);
    expect((await now()).status).toBe('approved');
    expect(wordsOn(await press('approve', alan))).toContain('Grace Hopper has approved this already');

    directory.heal('addMember');
    await press('approve', grace);
    expect((await now()).status).toBe('done');
  });

  it('goes on as well when the sign-in took longer than the approval was kept', async () => {
    const { press, now, directory, store } = await waiting();
    directory.refuse('addMember', new SignInRequired('interaction', []));
    await expect(press('approve', grace)).rejects.toBeInstanceOf(SignInRequired);
    await store.requests.move(tenantId, (await now()).id, 'approved', 'failed', { failureCode: 'request.interrupted' });
    directory.heal('addMember');
    await press('approve', grace);
    expect((await now()).status).toBe('done');
  });

  it('was done after all when Graph answered late', async () => {
    const { press, now, directory, store, clock, queuedFor } = await waiting();
    const settle = settleApproval({ store, clock, messenger: fakeMessenger(), policy: () => defaultPolicy });
    directory.before('addMember', async () => {
      await settle({ ...queuedFor('settle')[0]!, lease: '', attempt: 1 }, new AbortController().signal);
      expect((await now()).status).toBe('failed');
    });
    await press('approve', grace);
    expect((await now()).status).toBe('done');
  });
});

describe('rejecting', () => {
  it('needs a reason and marks its field', async () => {
    const { press, now, store } = await waiting();
    for (const raw of [{}, { reason: '' }, { reason: '  \n' }]) {
      const outcome = await press('reject', grace, raw);
      expect(JSON.stringify(outcome.card)).toContain('"id":"reason"');
      expect(wordsOn(outcome)).toContain('Please say why');
    }
    expect((await now()).status).toBe('pending');
    expect(store.events).toEqual([]);
  });

  it('tells the requester why, and changes no membership', async () => {
    const { press, now, directory, queuedFor } = await waiting();
    const outcome = await press('reject', grace, { reason: 'Full until *spring*.' });
    expect(wordsOn(outcome)).toContain('Full until *spring*.');
    expect(await now()).toMatchObject({ status: 'rejected', decision: { reason: 'Full until *spring*.' } });
    expect(directory.isMember(guild.id, ada)).toBe(false);
    expect(queuedFor('tell:rejected')).toHaveLength(1);
    expect(queuedFor('update:')).toHaveLength(3);
  });
});

describe('withdrawing', () => {
  it('takes the request back from every chat', async () => {
    const { press, now, queuedFor } = await waiting();
    expect(wordsOn(await press('withdraw', ada))).toContain('You have taken this request back');
    expect((await now()).status).toBe('withdrawn');
    expect(queuedFor('update:')).toHaveLength(3);
    expect(queuedFor('tell:')).toEqual([]);
    await press('withdraw', ada);
    expect(queuedFor('update:')).toHaveLength(3);
  });

  it('is nothing for anybody else', async () => {
    const { press } = await waiting();
    await expect(press('withdraw', grace)).rejects.toMatchObject({ code: 'request.not-found' });
  });

  it('comes too late after the decision', async () => {
    const { press, now, store } = await waiting();
    await press('approve', grace);
    expect(wordsOn(await press('withdraw', ada))).toContain('too late');
    expect((await now()).status).toBe('done');
    expect(store.events.at(-1)).toMatchObject({ operation: 'request.withdraw', outcome: 'refused' });
  });
});

describe('showing', () => {
  it('gives each side its own view', async () => {
    const { press } = await waiting();
    expect((await press('show', ada)).shows?.role).toBe('requester');
    const forOwner = await press('show', grace);
    expect(forOwner.shows?.role).toBe('approver');
    expect(actionsOn(forOwner).map(({ title }) => title)).toEqual(['Approve', 'Reject', 'Send']);
  });

  it('anew needs nobody signed in, and is for those whose card it is', async () => {
    const { press } = await waiting();
    expect(operationNamed('request.refresh')?.scopes).toEqual([]);
    expect((await press('refresh', ada)).shows?.role).toBe('requester');
    expect((await press('refresh', grace)).shows?.role).toBe('approver');
    await expect(press('refresh', mallory)).rejects.toMatchObject({ code: 'request.not-found' });
  });
});

describe('a request about somebody else', () => {
  const ref = ({ id, displayName }: Person) => ({ id, displayName });
  const aboutMallory = { kind: 'add-member', subject: ref(mallory) } as const;

  it('adds whom it is about, not who asked', async () => {
    const { press, directory, now } = await waiting(aboutMallory);
    const outcome = await press('approve', grace);
    expect(directory.isMember(guild.id, mallory)).toBe(true);
    expect(directory.isMember(guild.id, ada)).toBe(false);
    expect(await now()).toMatchObject({ status: 'done' });
    expect(wordsOn(outcome)).toContain('Ada Lovelace asks to add Mallory Malone to Design Guild');
    expect(wordsOn(await press('show', ada))).toContain('Mallory Malone is a member now');
  });

  it.each(['approve', 'reject'] as const)('is nothing that its subject may %s, owner or not', async (name) => {
    const { press, directory, now } = await waiting(aboutMallory);
    await expect(press(name, mallory, { reason: 'No' })).rejects.toMatchObject({ code: 'request.not-found' });
    directory.setOwners(guild.id, [grace, mallory]);
    await expect(press(name, mallory, { reason: 'No' })).rejects.toMatchObject({ code: 'request.about-you' });
    expect(await now()).toMatchObject({ status: 'pending' });
    expect(directory.isMember(guild.id, mallory)).toBe(false);
  });

  it('is nothing that its requester may decide', async () => {
    const { press, directory } = await waiting(aboutMallory);
    directory.setOwners(guild.id, [ada, grace]);
    await expect(press('approve', ada)).rejects.toMatchObject({ code: 'request.own' });
  });

  it('is settled when the person was added meanwhile', async () => {
    const { press, directory, now, as } = await waiting(aboutMallory);
    await as(alan).directory.addMember(guild.id, mallory.id);
    expect(directory.isMember(guild.id, mallory)).toBe(true);
    const outcome = await press('approve', grace);
    expect(await now()).toMatchObject({ status: 'settled', failureCode: 'member.already-present' });
    expect(wordsOn(outcome)).toContain('Mallory Malone is a member of Design Guild already');
    expect(actionsOn(outcome)).toEqual([]);
  });
});
