import type { NewJob } from '../../ports/jobs.ts';
import type { PendingCommand } from '../../ports/sign-ins.ts';
import type { SignInContext } from './context.ts';

/** How long whoever claimed a command has to carry it out, before it is begun anew. */
export const claimSeconds = 60;
/** Kind of the job that looks after a claimed command. */
export const resumeCommandKind = 'resume-command';

/**
 * Claims a command that waited for this sign-in, for one of the devices that ask. Should this process die before the
 * command was carried out, a job finds it and carries it out then.
 * @returns undefined when another device was faster
 */
export function claimCommand(
  { store, clock }: Pick<SignInContext, 'store' | 'clock'>,
  tenantId: string,
  flowId: string,
): Promise<PendingCommand | undefined> {
  return store.atomically(async (inside) => {
    const claim = await inside.pendingCommands.claim(tenantId, flowId, { leaseSeconds: claimSeconds });
    if (claim.state !== 'claimed') return undefined;
    await inside.jobs.enqueue([resumeJob(tenantId, flowId, clock.now())]);
    return claim.command;
  });
}

function resumeJob(tenantId: string, flowId: string, now: Date): NewJob {
  const dueAt = new Date(now.getTime() + (claimSeconds + 5) * 1000);
  return { kind: resumeCommandKind, key: `resume:${flowId}`, tenantId, payload: { flowId }, dueAt };
}
