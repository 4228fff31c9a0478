import { randomUUID } from 'node:crypto';
import { policyIn } from '../../../src/app/policy.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { Person } from '../../../src/domain/people.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { createJobHandlers } from '../../../src/jobs/index.ts';
import type { Services } from '../../../src/operations/operation.ts';
import type { AppInstaller } from '../../../src/ports/app-installer.ts';
import type { ExpiringGroup } from '../../../src/ports/scan.ts';
import {
  ada,
  callerFrom,
  grace,
  group as directoryGroup,
  startOfTest,
  tenantId,
  testClock,
} from '../../support/builders.ts';
import { fakeFiles } from '../../support/fake-files.ts';
import { fakeGraph, graphOf } from '../../support/fake-graph.ts';
import { fakeMessenger } from '../../support/fake-messenger.ts';
import { fakePictures } from '../../support/fake-pictures.ts';
import { fakeProgress } from '../../support/fake-progress.ts';
import { fakeScan } from '../../support/fake-scan.ts';
import { fakeStore } from '../../support/fake-store.ts';

export type NoticeStage = ReturnType<typeof noticeStage>;

/** Jobs about notices over fakes: a directory to scan, chats, and a clock. */
export function noticeStage(installer?: AppInstaller) {
  const clock = testClock(startOfTest);
  const store = fakeStore();
  const messenger = fakeMessenger();
  const scanned = fakeScan();
  // Who is not named is there, and is told.
  scanned.persons = undefined;
  const quiet = new AbortController().signal;

  async function work(policy: Policy = defaultPolicy): Promise<void> {
    const parts = { store, messenger, clock, scan: scanned, policy: () => policy, ...(installer && { installer }) };
    const handlers = createJobHandlers(parts);
    for (;;) {
      const [job] = await store.jobs.claim({ now: clock.now(), limit: 1, leaseSeconds: 30 });
      if (!job) return;
      try {
        await handlers[job.kind]!(job, quiet);
        await store.jobs.finish(job);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const { retryAfterSeconds, code } = error;
        const retryAt =
          retryAfterSeconds === undefined ? undefined : new Date(clock.now().getTime() + retryAfterSeconds * 1000);
        await store.jobs.fail(job, { code, ...(retryAt && { retryAt }) });
      }
    }
  }

  return {
    clock,
    store,
    messenger,
    scanned,
    work,
    moveTo: (time: Date): void => clock.moveBy(time.getTime() - clock.now().getTime()),
    async scan(policy: Policy = defaultPolicy): Promise<void> {
      const dueAt = clock.now();
      const key = `scan:${dueAt.toISOString()}:${randomUUID()}`;
      await store.jobs.enqueue([{ kind: 'scan-expiry', key, tenantId, payload: {}, dueAt }]);
      await work(policy);
    },
    add(displayName: string, expiresAt: Date, ownerIds: string[]): ExpiringGroup {
      const group = { id: randomUUID(), displayName, expiresAt, ownerIds };
      scanned.groups.set(group.id, group);
      return group;
    },
    services(person: Person, group: ExpiringGroup, owners: readonly Person[] = [ada, grace]): Services {
      const graph = fakeGraph({
        groups: [directoryGroup(group.displayName, { id: group.id })],
        owners: { [group.id]: [...owners] },
      });
      return {
        caller: callerFrom(person),
        store,
        clock,
        policy: defaultPolicy,
        progress: fakeProgress(),
        pictures: fakePictures(),
        readPolicy: policyIn,
        files: fakeFiles(),
        correlationId: randomUUID(),
        ...graphOf(graph, person.id),
        beyond: () => graphOf(fakeGraph(), person.id),
        anew: () => graphOf(graph, person.id),
      };
    },
  };
}
