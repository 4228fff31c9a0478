import { expect, it } from 'vitest';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { cutAudit } from '../../../src/jobs/cut-audit.ts';
import { cutAuditJob } from '../../../src/operations/audit/cut-job.ts';
import { tenantId } from '../../support/builders.ts';
import { fakeMessenger } from '../../support/fake-messenger.ts';
import { fakeStore } from '../../support/fake-store.ts';

const now = new Date('2026-06-30T01:00:00Z');

/** Entries of so many days ago, and what is left of them after the job. */
async function kept(daysAgo: readonly number[], keepDays: number | undefined): Promise<number[]> {
  const store = fakeStore();
  for (const days of daysAgo)
    await store.audit.append({
      tenantId,
      at: new Date(now.getTime() - days * 86_400_000),
      actorId: 'ada',
      operation: 'group.rename',
      outcome: 'done',
      correlationId: `d${days}`,
    });
  const policy = () => ({ ...defaultPolicy, audit: { keepDays } });
  const job = cutAuditJob(tenantId, now);
  await store.jobs.enqueue([job, job]);
  const [claimed, ...others] = await store.jobs.claim({ now, limit: 5, leaseSeconds: 60 });
  expect(others).toEqual([]);
  if (!claimed) throw new Error('The job was not planned');
  const handle = cutAudit({ store, messenger: fakeMessenger(), clock: { now: () => now }, policy });
  for (let time = 1; time <= 2; time += 1) await handle(claimed, new AbortController().signal);
  return store.events.map(({ correlationId }) => Number(correlationId.slice(1)));
}

it('keeps everything while the policy does not say for how long', async () => {
  expect(await kept([4000, 2], undefined)).toEqual([4000, 2]);
});

it('cuts off what is older than the policy says', async () => {
  expect(await kept([400, 366, 365, 2], 365)).toEqual([365, 2]);
});

it('is planned once a day', () => {
  expect(cutAuditJob(tenantId, now).key).toBe('cut-audit:2026-06-30');
});
