import type { AskForm } from '../../cards/ask-form.ts';
import type { Group } from '../../domain/groups.ts';
import { onlyOwners } from '../../domain/member-errors.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { RequestKind } from '../../domain/request-kinds.ts';
import type { RequestWish } from '../../domain/request-wish.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { approvalFor, rulingFor } from './approval-for.ts';
import { ask, openRequest, type Asked } from './ask.ts';

/** Something that owners do by themselves, unless the policy wants others to agree. */
export interface Wanting {
  kind: Extract<RequestKind, 'owner' | 'visibility' | 'delete' | 'rename'>;
  group: Group;
  subject?: PersonRef;
  wish?: RequestWish;
  reason: string;
  /** Whether the form with the reason was sent. */
  isSent: boolean;
  /** The operation that asks, and what it needs to know besides the reason. */
  send: AskForm['send'];
  /** Under which name the rule looks at the group; its own when absent. */
  ruledAs?: string;
}

/** Others have to agree: the form that asks them, or the request that it became. */
export type AskedFirst = { asking: AskForm } | Asked;

/**
 * Asks those who have to agree to a change of a group before it is made.
 * @returns undefined where nobody has to: then it is done with the caller's own right
 * @throws AppError `group.not-owner` for whoever has no part in the group, and as `approvalFor` does
 */
export async function askFirst(wanting: Wanting, services: Services): Promise<AskedFirst | undefined> {
  const { kind, group, subject, wish, reason, isSent, send, ruledAs = group.displayName } = wanting;
  const about = { kind, ...(subject && { subject }), ...(wish && { wish }) };
  const wanted = { ...about, group: { ...group, displayName: ruledAs } };
  // Mostly nobody has to agree: then nothing is read.
  if (kind !== 'owner' && (await rulingFor({ ...wanted, isOwner: true }, services)).isFree) return undefined;
  const { isMember, isOwner, owners } = await standing(group, services);
  const approval = await approvalFor({ ...wanted, isOwner }, services);
  if (!approval) return undefined;
  // Members may ask to own a group; the rest is for its owners to want.
  if (!isOwner && !(kind === 'owner' && isMember)) throw onlyOwners(group, owners);
  const open = await openRequest({ ...about, group }, services);
  if (open) return { request: open, isNew: false };
  const { stages, isReasonRequired } = approval;
  const isReasonMissing = isSent && isReasonRequired && reason === '';
  if (!isSent || isReasonMissing)
    return { asking: { ...about, group, stages, isReasonRequired, isReasonMissing, reason, send } };
  return ask({ ...about, group, reason }, approval, services);
}

async function standing(group: Group, { directory, caller }: Services) {
  const owners = (await unlessRefused(directory.ownersOf(group.id))) ?? [];
  if (owners.some(({ id }) => id === caller.userId)) return { owners, isOwner: true, isMember: true };
  const standing = await unlessRefused(directory.standingIn(group.id));
  return { owners, isOwner: false, isMember: standing?.isMember === true };
}
