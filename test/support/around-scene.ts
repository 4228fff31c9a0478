import { createJobHandlers } from '../../src/jobs/index.ts';
import { AppError } from '../../src/domain/errors.ts';
import type { Person } from '../../src/domain/people.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import type { GroupRequest } from '../../src/domain/requests.ts';
import { operationNamed } from '../../src/operations/index.ts';
import type { Outcome } from '../../src/operations/operation.ts';
import { ada, alan, grace, group, joinRequest, mallory, tenantId, world } from './builders.ts';
import { fakeMessenger } from './fake-messenger.ts';
import { fakeScan } from './fake-scan.ts';
import { workOff } from './work-off.ts';

export const guild = group('Design Guild');

/** Grace and Alan own the guild, Ada asks; what is to be sent is sent by `runDue`. */
export function aroundScene({ policy = defaultPolicy, more = [] }: { policy?: Policy; more?: readonly Person[] } = {}) {
  const people = [ada, alan, grace, mallory, ...more];
  const office = world({
    policy,
    directory: {
      groups: [guild],
      people,
      owners: { [guild.id]: [grace, alan] },
      members: { [guild.id]: [grace] },
      admins: [grace, alan],
    },
  });
  const messenger = fakeMessenger();
  const scan = fakeScan({ id: guild.id, displayName: guild.displayName, expiresAt: new Date(0), ownerIds: [grace.id] });
  const { store, clock } = office;
  const handlers = createJobHandlers({ store, messenger, clock, policy: () => policy, scan });

  /** Does what is due; what has to wait goes back into the queue. */
  const runDue = (): Promise<void> =>
    workOff(
      { jobs: store.jobs, clock },
      (job) => handlers[job.kind]!(job, new AbortController().signal),
      (error) => {
        if (!(error instanceof AppError) || error.kind !== 'throttled') throw error;
        const retryAt = new Date(clock.now().getTime() + (error.retryAfterSeconds ?? 60) * 1000);
        return { code: error.code, retryAt, isUncounted: true };
      },
    );
  const ask = (name: string, who: Person, raw: Record<string, unknown> = {}): Promise<Outcome> =>
    office.ask(operationNamed(name)!, who, raw);
  const request = async (id: string): Promise<GroupRequest> => (await store.requests.get(tenantId, id))!;
  const waiting = async (changes: Partial<GroupRequest> = {}): Promise<GroupRequest> => {
    const made = joinRequest(guild, changes);
    await store.requests.insert(made);
    return made;
  };
  const last = (who: Person) => messenger.sentTo(who.id).at(-1) ?? { card: {}, text: '' };
  return { ...office, ask, messenger, runDue, request, waiting, last };
}
