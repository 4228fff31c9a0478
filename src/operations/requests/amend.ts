import { hasLastWord, type Amendment } from '../../domain/amendments.ts';
import type { AmendForm } from '../../cards/amend-form.ts';
import { amendFormCard } from '../../cards/amend-form.ts';
import type { Reader } from '../../cards/reader.ts';
import { ruleFor, type ApprovalSubject } from '../../domain/approvals.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import type { Change, Outcome, Services } from '../operation.ts';
import { carryOut, isOwnApproval } from './carry-out.ts';
import { isTooLate, tooLate, type Decided } from './decide.ts';
import { pressed } from './press.ts';
import { shownToCaller } from './show-request-card.ts';

/** The form to change a request before it is approved, or what became of it. */
export type Amending = { form: AmendForm } | (Decided & { callerId: string });

/** What a filled in form comes to: something to look at first, or what is approved instead; nothing where nothing differs. */
export type Amended = { form: AmendForm } | { amendment?: Amendment };

/**
 * Approves a request otherwise than it was asked, in the same click and with the same checks as a plain approval. What was
 * decided meanwhile is not decided again.
 * @param look the form as it is drawn first, or what its sender filled in
 */
export async function amendAndApprove(
  request: GroupRequest,
  stage: number | undefined,
  services: Services,
  look: () => Promise<Amended>,
): Promise<Amending> {
  const callerId = services.caller.userId;
  // The command that had to wait for a sign-in comes again.
  if (isOwnApproval(request, services)) return { ...(await carryOut(request, services)), callerId };
  if (request.status !== 'pending' || isTooLate(request, stage, services))
    return { ...tooLate(request, services, stage), callerId };
  if (!hasLastWord(request, callerId)) return { request, notice: notTheLast, callerId };
  const looked = await look();
  if ('form' in looked) return looked;
  const before = () => Promise.resolve(looked);
  return { ...(await pressed(request, { stage, approves: true, before }, services)), callerId };
}

const notTheLast =
  'Others are still to agree: only whoever has the last word can change it first. You can approve it as it is.';

/** What the trail says about it. */
export function amendedChange(amending: Amending): Change | undefined {
  return 'form' in amending ? undefined : amending.change;
}

/** The card of it. */
export function amendingCard(amending: Amending, reader: Reader): Outcome {
  if ('form' in amending) return amendFormCard(amending.form, reader);
  const { callerId, ...decided } = amending;
  return shownToCaller(decided, callerId, reader);
}

/**
 * Whether the policy wants others to agree to what is approved than to what was asked: nobody passes a rule by changing a
 * request into one that another rule holds.
 */
export function isForOthers(asked: ApprovalSubject, approved: ApprovalSubject, { policy }: Services): boolean {
  const [before, now] = [asked, approved].map((subject) => ruleFor(policy.approvals, subject));
  return now !== undefined && now.name !== before?.name;
}

/** Beside the field. */
export const forOthers =
  'Another rule of the policy holds for this: others would have to agree. It has to be asked for anew.';
