import type { Amendment } from '../../domain/amendments.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { mayCarryOut } from '../../domain/rules.ts';
import type { Services } from '../operation.ts';
import { approveAndCarryOut, carryOut, isOwnApproval } from './carry-out.ts';
import { isTooLate, tooLate, type Decided } from './decide.ts';

interface Press {
  /** The stage that the button was drawn for; the first when absent. */
  stage?: number | undefined;
  /** Whether the button says yes to what waits for a decision; “Try again” does not. */
  approves: boolean;
  /** Looks once more before anything is decided: what is to be created instead, or why nothing is. */
  before?: () => Promise<{ plan?: GroupPlan; amendment?: Amendment } | Decided>;
}

/**
 * What a press of Approve, Try again or Do it now comes to: a decision, the work that it leads to, or how the request
 * stands instead.
 */
export async function pressed(request: GroupRequest, press: Press, services: Services): Promise<Decided> {
  if (isOwnApproval(request, services)) return carryOut(request, services);
  if (!(await mayGoOn(request, press, services))) return tooLate(request, services, press.stage);
  const first = (await press.before?.()) ?? {};
  return 'request' in first ? first : approveAndCarryOut(request, services, first.plan, first.amendment);
}

async function mayGoOn(request: GroupRequest, { stage, approves }: Press, services: Services): Promise<boolean> {
  const { status } = request;
  if (status === 'pending') return approves && !isTooLate(request, stage, services);
  return (status === 'agreed' || status === 'failed') && mayCarryOut(request, services);
}
