import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { Person } from '../../../src/domain/people.ts';
import { createJobHandlers } from '../../../src/jobs/index.ts';
import { outcomeOf } from '../../../src/jobs/job-outcome.ts';
import { stateStamp } from '../../../src/domain/requests.ts';
import { recordAnswer } from '../../../src/operations/requests/record-copy.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import { actionsOn, ada, alan, days, grace, group, tenantId, wordsOn, world } from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';
import { fakeScan } from '../../support/fake-scan.ts';
import { fakeMessenger } from '../../support/fake-messenger.ts';
import { workOff } from '../../support/work-off.ts';

const guild = group('Design Guild');
const minute = 60_000;

/** Ada has asked to join; nothing has been delivered yet. */
async function asked() {
  const office = world({ directory: { groups: [guild], people: [ada], owners: { [guild.id]: [grace, alan] } } });
  const messenger = fakeMessenger();
  const handlers = createJobHandlers({
    store: office.store,
    messenger,
    clock: office.clock,
    policy: () => defaultPolicy,
    scan: fakeScan(),
  });
  const outcome = await office.ask(operationNamed('group.join')!, ada, {
    group: guild.id,
    confirmed: 'yes',
    reason: 'Icons.',
  });
  const requestId = outcome.shows!.requestId;

  /** Does what is due, as the runner would, once through the queue. */
  const runDue = (): Promise<void> =>
    workOff(
      { jobs: office.store.jobs, clock: office.clock },
      (job) => handlers[job.kind]!(job, new AbortController().signal),
      (error, job) => {
        const { code, waitSeconds } = outcomeOf(error, job);
        const retryAt =
          waitSeconds === undefined ? undefined : new Date(office.clock.now().getTime() + waitSeconds * 1000);
        return { code, ...(retryAt && { retryAt }) };
      },
    );
  const press = (name: string, who: Person, raw: Record<string, unknown> = {}) =>
    office.ask(operationNamed(`request.${name}`)!, who, { requestId, ...raw });
  const now = async () => (await office.store.requests.get(tenantId, requestId))!;
  const lastWordsTo = (who: Person) => wordsOn(messenger.sentTo(who.id).at(-1) ?? { card: {} });
  return { ...office, messenger, handlers, requestId, runDue, press, now, lastWordsTo };
}

describe('delivery', () => {
  it('brings each owner a card to decide on, once', async () => {
    const { runDue, messenger, lastWordsTo, store, handlers } = await asked();
    await runDue();
    for (const owner of [grace, alan]) {
      expect(lastWordsTo(owner)).toContain('Ada Lovelace asks to join Design Guild');
      expect(actionsOn(messenger.sentTo(owner.id)[0]!).map(({ title }) => title)).toEqual([
        'Approve',
        'Reject',
        'Send',
      ]);
    }
    for (const job of store.queued) await handlers[job.kind]!(job, new AbortController().signal);
    expect(messenger.sentTo(grace.id)).toHaveLength(1);
  });

  it('tells each reader the time of their own place, also in what comes later', async () => {
    const { runDue, press, store, lastWordsTo } = await asked();
    const chat = { tenantId, kind: 'personal' as const, serviceUrl: 'https://smba.example/', botId: 'bot' };
    const places = { locale: 'en-GB', timeZone: 'Asia/Tokyo' };
    await store.conversations.save({ ...chat, ...places, conversationId: 'a:grace', userId: grace.id });
    await store.conversations.save({ ...chat, timeZone: 'America/New_York', conversationId: 'a:ada', userId: ada.id });
    await runDue();
    expect(lastWordsTo(grace)).toContain('27 November 2026 at 18:00');
    expect(lastWordsTo(alan)).toContain('27 November 2026 at 09:00 UTC');
    await press('reject', alan, { reason: 'Full.' });
    await runDue();
    expect(lastWordsTo(grace)).toContain('on 20 November 2026 at 18:00');
    expect(lastWordsTo(ada)).toContain('on 20 November 2026 at 04:00');
  });

  it('brings the requester the card whose answer got lost, and none that is known', async () => {
    const lost = await asked();
    lost.clock.moveBy(minute);
    await lost.runDue();
    expect(lost.lastWordsTo(ada)).toContain('Your request to join Design Guild');

    const known = await asked();
    const copy = { requestId: known.requestId, tenantId, conversationId: 'c', activityId: 'a', recipientId: ada.id };
    await known.store.requests.addCopy({ ...copy, role: 'requester' });
    known.clock.moveBy(minute);
    await known.runDue();
    expect(known.messenger.sentTo(ada.id)).toEqual([]);
  });

  it('sends nothing about what is decided already', async () => {
    const { runDue, messenger, press } = await asked();
    await press('withdraw', ada);
    await runDue();
    expect(messenger.sentTo(grace.id)).toEqual([]);
  });

  it('makes a card true that was on its way while somebody decided', async () => {
    const { runDue, messenger, press } = await asked();
    let isFirst = true;
    messenger.meanwhile = async () => {
      if (!isFirst) return;
      isFirst = false;
      await press('approve', alan);
    };
    await runDue();
    expect(wordsOn(messenger.sentTo(grace.id)[0]!)).toContain('Alan Turing approved this');
    expect(actionsOn(messenger.sentTo(grace.id)[0]!)).toEqual([]);
  });

  it('is tried again when the service fails', async () => {
    const { runDue, messenger, clock, lastWordsTo } = await asked();
    messenger.failureFor.set(grace.id, refusal('upstream', 'connector.failed'));
    await runDue();
    messenger.failureFor.clear();
    clock.moveBy(minute);
    await runDue();
    expect(lastWordsTo(grace)).toContain('asks to join');
  });

  it('stops when it is told to', async () => {
    const { store, handlers, messenger } = await asked();
    const job = store.queued[0]!;
    await expect(handlers[job.kind]!(job, AbortSignal.abort())).rejects.toThrow('abort');
    expect(messenger.sentTo(grace.id)).toEqual([]);
  });
});

describe('an owner who cannot be reached', () => {
  it('does not keep the others from deciding', async () => {
    const { runDue, messenger, clock, lastWordsTo, store } = await asked();
    messenger.unreachable.add(grace.id);
    await runDue();
    clock.moveBy(minute);
    await runDue();
    expect(lastWordsTo(alan)).toContain('asks to join');
    expect(await store.jobs.dead(tenantId)).toMatchObject([{ code: 'message.unreachable' }]);
    expect(lastWordsTo(ada)).not.toContain('could be reached');
  });

  it('is no news while another is still being tried, or has found the request by himself', async () => {
    for (const isFound of [false, true]) {
      const { runDue, messenger, clock, store, requestId, lastWordsTo } = await asked();
      messenger.unreachable.add(grace.id);
      if (isFound) {
        messenger.unreachable.add(alan.id);
        const copy = { requestId, tenantId, conversationId: 'c', activityId: 'a', recipientId: alan.id };
        await runDue();
        await store.requests.addCopy({ ...copy, role: 'approver' });
      } else {
        messenger.failureFor.set(alan.id, refusal('upstream', 'connector.failed'));
        await runDue();
      }
      clock.moveBy(minute);
      await runDue();
      expect(lastWordsTo(ada)).not.toContain('could be reached');
    }
  });

  it('is told to the requester also when the last of them could not be reached for another reason', async () => {
    const { runDue, messenger, clock, lastWordsTo } = await asked();
    messenger.unreachable.add(grace.id);
    messenger.failureFor.set(alan.id, refusal('upstream', 'connector.failed'));
    for (let hour = 0; hour < 12; hour++) {
      await runDue();
      clock.moveBy(60 * minute);
    }
    await runDue();
    expect(lastWordsTo(ada)).toContain('could be reached');
  });

  it('is told to the requester when there is nobody else, once', async () => {
    const { runDue, messenger, clock, now } = await asked();
    messenger.unreachable.add(grace.id).add(alan.id);
    for (let step = 0; step < 3; step++) {
      await runDue();
      clock.moveBy(minute);
    }
    const told = messenger
      .sentTo(ada.id)
      .map(wordsOn)
      .filter((words) => words.includes('No owner of Design Guild could be reached'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('ask Grace Hopper or Alan Turing');
    expect((await now()).status).toBe('pending');
  });
});

describe('a decision', () => {
  it('reaches every copy and the requester', async () => {
    const { runDue, messenger, clock, press, lastWordsTo } = await asked();
    clock.moveBy(minute);
    await runDue();
    await press('reject', grace, { reason: 'Full until spring.' });
    await runDue();
    for (const owner of [grace, alan]) {
      expect(messenger.sentTo(owner.id)).toHaveLength(1);
      expect(lastWordsTo(owner)).toContain('Grace Hopper rejected this');
    }
    expect(wordsOn(messenger.sentTo(ada.id)[0]!)).toContain('Rejected');
    expect(lastWordsTo(ada)).toContain('Answer: Full until spring.');
  });

  it('leaves the truth on the card even if two updates overtake each other', async () => {
    const { runDue, messenger, press, directory, store, handlers } = await asked();
    await runDue();
    directory.refuse('addMember', refusal('denied', 'member.denied'));
    await press('approve', grace);
    directory.heal('addMember');
    const older = store.queued.find(
      ({ kind, payload }) => kind === 'update-request-card' && payload['recipientId'] === alan.id,
    )!;
    let isFirst = true;
    messenger.meanwhile = async () => {
      if (!isFirst) return;
      isFirst = false;
      await press('retry', grace);
    };
    await handlers[older.kind]!(older, new AbortController().signal);
    expect(wordsOn(messenger.sentTo(alan.id)[0]!)).toContain('is a member now');
  });

  it('covers the answer to a press that was shown after it, and leaves a card alone that is true', async () => {
    const { runDue, messenger, press, store, now, clock, requestId } = await asked();
    clock.moveBy(minute);
    await runDue();
    const copy = (await store.requests.copies(tenantId, requestId)).find(({ recipientId }) => recipientId === alan.id)!;
    let changes = 0;
    messenger.meanwhile = () => (changes += 1);
    await recordAnswer(store, copy, stateStamp(await now()), clock.now());
    clock.moveBy(minute);
    await runDue();
    expect(changes).toBe(0);
    await recordAnswer(store, copy, stateStamp(await now()), clock.now());
    await press('reject', grace, { reason: 'Full until spring.' });
    await runDue();
    const atOnce = changes;
    clock.moveBy(20_000);
    await runDue();
    expect(changes).toBe(atOnce + 1);
  });

  it('that nobody carries out after it was approved ends too, so that it can be asked for again', async () => {
    const { press, runDue, clock, directory, now, lastWordsTo, store } = await asked();
    directory.refuse('addMember', refusal('denied', 'member.denied'));
    clock.moveBy(days(6));
    await press('approve', grace);
    clock.moveBy(days(2));
    await runDue();
    expect((await now()).status).toBe('failed');
    clock.moveBy(days(5));
    await runDue();
    expect((await now()).status).toBe('lapsed');
    expect(lastWordsTo(ada)).toContain('Grace Hopper approved your request, but nobody could carry it out');
    expect(await store.requests.pendingFor(tenantId, ada.id, guild.id)).toBeUndefined();
  });

  it('that failed is told once, and then that it worked', async () => {
    const { runDue, messenger, press, directory, lastWordsTo } = await asked();
    directory.refuse('addMember', refusal('denied', 'member.denied'));
    await press('approve', grace);
    await runDue();
    await press('retry', alan);
    await runDue();
    expect(messenger.sentTo(ada.id)).toHaveLength(1);
    expect(lastWordsTo(ada)).toContain('could not be added: Microsoft 365 refused it.');
    directory.heal('addMember');
    await press('retry', alan);
    await runDue();
    expect(messenger.sentTo(ada.id)).toHaveLength(2);
    expect(lastWordsTo(ada)).toContain('You are a member now');
  });

  it('is not told as news when it is none any more', async () => {
    const { runDue, messenger, press, directory } = await asked();
    directory.refuse('addMember', refusal('denied', 'member.denied'));
    await press('approve', grace);
    directory.heal('addMember');
    await press('retry', grace);
    await runDue();
    expect(messenger.sentTo(ada.id)).toHaveLength(1);
  });
});

describe('an approval whose process died', () => {
  it('can be tried again by any owner after a minute', async () => {
    const { runDue, clock, press, now, directory, lastWordsTo, store } = await asked();
    await runDue();
    directory.refuse('addMember', new Error('killed'));
    await expect(press('approve', grace)).rejects.toThrow('killed');
    expect((await now()).status).toBe('approved');
    clock.moveBy(minute - 1);
    await runDue();
    expect((await now()).status).toBe('approved');
    clock.moveBy(1);
    await runDue();
    expect(await now()).toMatchObject({ status: 'failed', failureCode: 'request.interrupted' });
    expect(lastWordsTo(alan)).toContain('the work was interrupted');
    expect(store.events.at(-1)).toMatchObject({ operation: 'request.settle', outcome: 'failed', actorId: 'muster' });

    directory.heal('addMember');
    await press('retry', alan);
    expect(directory.isMember(guild.id, ada)).toBe(true);
  });

  it('is left alone when it was approved anew meanwhile', async () => {
    const { runDue, clock, press, now, directory } = await asked();
    directory.refuse('addMember', refusal('denied', 'member.denied'));
    await press('approve', grace);
    clock.moveBy(minute / 2);
    directory.refuse('addMember', new Error('killed'));
    await expect(press('retry', alan)).rejects.toThrow('killed');
    clock.moveBy(minute / 2);
    await runDue();
    expect((await now()).status).toBe('approved');
  });
});

describe('a request that nobody decides', () => {
  it('lapses after seven days and says so everywhere', async () => {
    const { runDue, clock, now, messenger, lastWordsTo, store } = await asked();
    await runDue();
    clock.moveBy(days(7) - 1);
    await runDue();
    expect((await now()).status).toBe('pending');
    clock.moveBy(1);
    await runDue();
    expect((await now()).status).toBe('lapsed');
    expect(lastWordsTo(grace)).toContain('has lapsed');
    expect(actionsOn(messenger.sentTo(grace.id)[0]!)).toEqual([]);
    expect(lastWordsTo(ada)).toContain('your request has lapsed');
    expect(store.events.at(-1)).toMatchObject({ operation: 'request.lapse', outcome: 'done' });
  });

  it('stays decided when it is', async () => {
    const { runDue, clock, now, press } = await asked();
    await press('approve', grace);
    clock.moveBy(days(8));
    await runDue();
    expect((await now()).status).toBe('done');
  });
});

it('ends a job whose payload is broken', async () => {
  const { handlers, store } = await asked();
  for (const [kind, handler] of Object.entries(handlers)) {
    // Reads nothing but the tenant.
    if (['scan-expiry', 'cut-audit', 'check-owners', 'remind-overdue', 'plan-attestations'].includes(kind)) continue;
    const broken = { ...store.queued[0]!, kind, payload: { requestId: 'none' } };
    await expect(handler(broken, new AbortController().signal)).rejects.not.toBeInstanceOf(AppError);
  }
});
