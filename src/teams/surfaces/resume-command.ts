import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { ClaimedJob } from '../../ports/jobs.ts';
import type { PendingCommand } from '../../ports/sign-ins.ts';
import { callerOf } from '../caller.ts';
import { claimSeconds } from '../sign-in/claim-command.ts';
import { pendingInWords } from '../sign-in/words.ts';
import { answerMessage } from './chat.ts';
import { say } from './messages.ts';
import type { FrontDoorParts } from './parts.ts';

const payload = z.object({ flowId: z.string() });

/**
 * Carries out a command that had waited for its sender's sign-in, and forgets it then.
 * @throws what kept its answer from being sent; the command can be claimed again
 */
export async function carryOutCommand(command: PendingCommand, parts: FrontDoorParts): Promise<void> {
  const { tenantId, userId, flowId, activity } = command;
  const sender = callerOf(activity);
  if (sender?.userId === userId && sender.tenantId === tenantId)
    await unlessUnreachable(parts.adapter.runTurn(activity, (turn) => answerMessage(turn, parts)));
  else parts.log.error({ tenantId, userId }, 'A command that waited belongs to somebody else and was dropped');
  await parts.store.pendingCommands.remove(tenantId, flowId);
}

/**
 * The job that looks after a claimed command: carries it out if nobody has, because the process that had begun died or
 * could not send the answer. Where the person's tokens went with it, the person is asked to sign in again, which most
 * clients do in silence. Later than the command was to wait, the person is told instead.
 */
export function resumeCommand(parts: FrontDoorParts): (job: ClaimedJob) => Promise<void> {
  return async ({ tenantId, payload: about }) => {
    const { flowId } = payload.parse(about);
    const claim = await parts.store.pendingCommands.claim(tenantId, flowId, { leaseSeconds: claimSeconds });
    if (claim.state === 'busy') throw stillAtWork();
    if (claim.state !== 'claimed') return;
    const { command } = claim;
    if (command.expiresAt.getTime() > Date.now()) return carryOutCommand(command, parts);

    const text = `Something came in between, and ${pendingInWords(command)} may not be done. Please send it again.`;
    await unlessUnreachable(parts.adapter.runTurn(command.activity, (turn) => say(turn, text)));
    await parts.store.pendingCommands.remove(tenantId, flowId);
  };
}

/** Where nobody can be written to, trying again changes nothing. */
async function unlessUnreachable(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'message.unreachable')) throw error;
  }
}

function stillAtWork(): AppError {
  return new AppError('throttled', {
    code: 'command.busy',
    advice: 'This command is being carried out.',
    retryAfterSeconds: claimSeconds / 2,
  });
}
