import { describe, expect, it } from 'vitest';
import type { ApprovalRule } from '../../../src/domain/approvals.ts';
import type { Person } from '../../../src/domain/people.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import type { QuietHours } from '../../../src/domain/quiet-hours.ts';
import { createJobHandlers } from '../../../src/jobs/index.ts';
import { outcomeOf } from '../../../src/jobs/job-outcome.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import { ada, alan, days, grace, group, mallory, tenantId, titlesOn, wordsOn, world } from '../../support/builders.ts';
import { fakeMessenger } from '../../support/fake-messenger.ts';
import { fakeScan } from '../../support/fake-scan.ts';

const guild = group('Design Guild');
const hour = 3_600_000;

/** Ada has asked Grace and Alan, who own the guild; Mallory is asked when they say nothing. */
async function asked({ rule = {}, quietHours }: { rule?: Partial<ApprovalRule>; quietHours?: QuietHours } = {}) {
  const asks: ApprovalRule = {
    name: 'Guilds',
    kinds: ['join'],
    stages: [{ by: { kind: 'owners' }, decides: 'any' }],
    carriedOutBy: 'approver',
    isReasonRequired: false,
    lapsesAfterDays: 7,
    remindAfterDays: 2,
    escalation: { afterDays: 4, to: { kind: 'people', principalNames: [mallory.principalName] } },
    ...rule,
  };
  const policy = { ...defaultPolicy, approvals: [asks], ...(quietHours && { quietHours }) };
  const directory = { groups: [guild], people: [ada, mallory], owners: { [guild.id]: [grace, alan] } };
  const office = world({ directory, policy });
  const messenger = fakeMessenger();
  const { store, clock } = office;
  const handlers = createJobHandlers({ store, messenger, clock, policy: () => policy, scan: fakeScan() });
  const { shows } = await office.ask(operationNamed('group.join')!, ada, { group: guild.id, confirmed: 'yes' });
  const requestId = shows!.requestId;

  async function runDue(): Promise<void> {
    for (;;) {
      const claimed = await store.jobs.claim({ now: clock.now(), limit: 10, leaseSeconds: 30 });
      if (claimed.length === 0) return;
      for (const job of claimed) {
        const work = handlers[job.kind]!(job, new AbortController().signal);
        const error: unknown = await work.catch((thrown: unknown) => thrown);
        if (error === undefined) await store.jobs.finish(job);
        else {
          const { code, waitSeconds = 0 } = outcomeOf(error, job, 0);
          await store.jobs.fail(job, { code, retryAt: new Date(clock.now().getTime() + waitSeconds * 1000) });
        }
      }
    }
  }
  const later = async (milliseconds: number): Promise<void> => {
    clock.moveBy(milliseconds);
    await runDue();
  };
  await runDue();
  const wordsTo = (who: Person): string[] => messenger.sentTo(who.id).map((message) => wordsOn(message));
  const press = (name: string, who: Person, raw: Record<string, unknown> = {}) =>
    office.ask(operationNamed(`request.${name}`)!, who, { requestId, ...raw });
  const now = async () => (await store.requests.get(tenantId, requestId))!;
  const speaksFrom = (who: Person, timeZone: string) =>
    store.conversations.save({
      tenantId,
      conversationId: `a:${who.id}`,
      kind: 'personal',
      userId: who.id,
      locale: 'en-GB',
      timeZone,
      serviceUrl: 'https://smba.example/',
      botId: 'bot',
    });
  return { ...office, messenger, later, runDue, wordsTo, press, now, speaksFrom };
}

describe('a reminder', () => {
  it('comes once to each of whom it still waits, and leads to the card', async () => {
    const { later, wordsTo, messenger } = await asked();
    await later(days(2) - 1);
    expect(wordsTo(grace)).toHaveLength(1);
    await later(1);
    for (const owner of [grace, alan]) {
      expect(wordsTo(owner)).toHaveLength(2);
      expect(wordsTo(owner)[1]).toContain('Ada Lovelace waits for your decision');
      expect(titlesOn(messenger.sentTo(owner.id)[1]!)).toEqual(['Show the request']);
    }
    await later(hour);
    expect(wordsTo(grace)).toHaveLength(2);
  });

  it('comes to nobody who has decided, and not after somebody did', async () => {
    const all = { stages: [{ by: { kind: 'owners' }, decides: 'all' }] } as const;
    const both = await asked({ rule: all });
    await both.press('approve', grace);
    await both.later(days(2));
    expect(both.wordsTo(grace)).toHaveLength(1);
    expect(both.wordsTo(alan).at(-1)).toContain('waits for your decision');

    const any = await asked();
    await any.press('reject', grace, { reason: 'Full.' });
    await any.later(days(2));
    expect(any.wordsTo(alan)).toHaveLength(1);
  });

  it('waits until it is not quiet any more where its reader is', async () => {
    // Two days after Friday at nine it is Sunday.
    const { later, wordsTo, speaksFrom } = await asked({ quietHours: { from: '20:00', to: '08:00', weekends: true } });
    await speaksFrom(grace, 'Europe/Berlin');
    await later(days(2));
    expect(wordsTo(grace)).toHaveLength(1);
    // Monday, 07:59 and 08:00 in Berlin.
    await later(22 * hour - 60_000);
    expect(wordsTo(grace)).toHaveLength(1);
    await later(60_000);
    expect(wordsTo(grace)).toHaveLength(2);
    expect(wordsTo(alan)).toHaveLength(1);
    await later(hour);
    expect(wordsTo(alan)).toHaveLength(2);
  });
});

describe('an escalation', () => {
  it('asks others with a card, tells those who were asked, and keeps every card true', async () => {
    const { later, wordsTo, messenger, press, now } = await asked();
    await later(days(4));
    expect(wordsTo(mallory)).toHaveLength(1);
    expect(wordsTo(mallory)[0]).toContain('Ada Lovelace asks to join Design Guild');
    expect(titlesOn(messenger.sentTo(mallory.id)[0]!)).toContain('Approve');
    expect(wordsTo(grace).at(-1)).toContain('so Mallory Malone can decide as well');
    expect((await now()).stages[0]?.escalatedAt).toBeDefined();
    const shown = wordsOn(await press('show', grace));
    expect(shown).toContain('Mallory Malone was asked as well on 24 November 2026');

    await press('reject', mallory, { reason: 'Nobody answers.' });
    expect(await now()).toMatchObject({ status: 'rejected', decision: { by: { id: mallory.id } } });
  });

  it('gives nobody a say before, and happens once', async () => {
    const { later, press, wordsTo, store } = await asked();
    await expect(press('reject', mallory, { reason: 'x' })).rejects.toMatchObject({ code: 'request.not-found' });
    await later(days(4));
    await later(days(1));
    expect(wordsTo(mallory)).toHaveLength(1);
    expect(store.events.filter(({ operation }) => operation === 'request.escalate')).toHaveLength(1);
  });

  it('does not happen once somebody has decided', async () => {
    const { later, press, wordsTo, now } = await asked();
    await press('reject', alan, { reason: 'Full.' });
    await later(days(4));
    expect(wordsTo(mallory)).toEqual([]);
    expect((await now()).status).toBe('rejected');
  });
});

it('a request that lapses is told to all who were asked and to whoever asked', async () => {
  const { later, wordsTo, now } = await asked();
  await later(days(7));
  expect((await now()).status).toBe('lapsed');
  for (const who of [grace, alan]) expect(wordsTo(who).at(-1)).toContain('the request of Ada Lovelace has lapsed');
  expect(wordsTo(ada).at(-1)).toContain('lapsed');
});

it('begins anew with each stage', async () => {
  const stages = [
    { by: { kind: 'people', principalNames: [mallory.principalName] }, decides: 'any' },
    { by: { kind: 'owners' }, decides: 'any' },
  ] as const;
  const { later, press, wordsTo } = await asked({ rule: { stages } });
  await later(days(1));
  await press('agree', mallory);
  await later(days(1));
  expect(wordsTo(grace)).toHaveLength(1);
  await later(days(1));
  expect(wordsTo(grace).at(-1)).toContain('waits for your decision');
  expect(wordsTo(mallory)).toHaveLength(1);
});
