import type { ApprovalRule } from '../../src/domain/approvals.ts';
import type { Person } from '../../src/domain/people.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { createJobHandlers } from '../../src/jobs/index.ts';
import { outcomeOf } from '../../src/jobs/job-outcome.ts';
import { operationNamed } from '../../src/operations/index.ts';
import type { Outcome } from '../../src/operations/operation.ts';
import { ada, alan, grace, group, mallory, person, tenantId, wordsOn, world } from './builders.ts';
import { fakeMessenger } from './fake-messenger.ts';
import { fakeScan } from './fake-scan.ts';
import { workOff } from './work-off.ts';

export const guild = group('Design Guild');
export const mary = person('Mary Jackson');
export const gus = person('Gus Guest', { isGuest: true });

/** Grace owns the guild alone, unless told otherwise; Ada asks to join it. Everybody knows everybody. */
export function awayScene({
  owners = [grace],
  rule = {},
  policy: more = {},
}: { owners?: Person[]; rule?: Partial<ApprovalRule>; policy?: Partial<Policy> } = {}) {
  const asks: ApprovalRule = {
    name: 'Guilds',
    kinds: ['join', 'add-member', 'owner'],
    stages: [{ by: { kind: 'owners' }, decides: 'any' }],
    carriedOutBy: 'approver',
    isReasonRequired: false,
    lapsesAfterDays: 30,
    ...rule,
  };
  const policy = { ...defaultPolicy, approvals: [asks, ...defaultPolicy.approvals], ...more };
  const directory = { groups: [guild], people: [ada, grace, alan, mary, mallory, gus], owners: { [guild.id]: owners } };
  const office = world({ directory, policy });
  const messenger = fakeMessenger();
  const { store, clock } = office;
  const handlers = createJobHandlers({ store, messenger, clock, policy: () => policy, scan: fakeScan() });

  const runDue = (): Promise<void> =>
    workOff(
      { jobs: store.jobs, clock },
      (job) => handlers[job.kind]!(job, new AbortController().signal),
      (error, job) => {
        const { code, waitSeconds } = outcomeOf(error, job, 0.5);
        const retryAt = waitSeconds === undefined ? undefined : new Date(clock.now().getTime() + waitSeconds * 1000);
        return { code, ...(retryAt && { retryAt }) };
      },
    );
  const later = async (milliseconds: number): Promise<void> => {
    clock.moveBy(milliseconds);
    await runDue();
  };
  const ask = async (name: string, who: Person, raw: Record<string, unknown> = {}): Promise<Outcome> => {
    const outcome = await office.ask(operationNamed(name)!, who, raw);
    await runDue();
    return outcome;
  };
  const joins = async (who: Person = ada): Promise<string> => {
    const { shows } = await ask('group.join', who, { group: guild.id, confirmed: 'yes', reason: 'Icons.' });
    return shows!.requestId;
  };
  const away = (who: Person, colleague: Person, until = 'for 5 days') =>
    ask('away.set', who, { person: colleague.id, until });
  const now = async (requestId: string) => (await store.requests.get(tenantId, requestId))!;
  const sentTo = (who: Person) => messenger.sentTo(who.id);
  const wordsTo = (who: Person): string[] => sentTo(who).map((message) => wordsOn(message));
  const running = (who: Person) => store.delegations.running(tenantId, who.id);
  return { ...office, policy, messenger, handlers, runDue, later, ask, joins, away, now, sentTo, wordsTo, running };
}
