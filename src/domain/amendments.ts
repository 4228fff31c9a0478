import type { GroupPlan } from './group-plan.ts';
import { fieldChange, type FieldChange } from './audit.ts';
import type { RequestWish } from './request-wish.ts';
import { endsWithApproval, stageOf, type GroupRequest } from './requests.ts';
import { openIn } from './stages.ts';

/** What is approved instead of what was asked for. */
export interface Amendment {
  /** Of a new group. */
  plan?: GroupPlan;
  /** Null: the membership is for good. */
  wish?: RequestWish | null;
}

/** Whether somebody's approval would be the last one that is wanted, and carries it out: then they may change it before. */
export function hasLastWord(request: GroupRequest, userId: string): boolean {
  const stage = stageOf(request);
  if (request.status !== 'pending' || !stage || !endsWithApproval(request)) return false;
  return stage.decides === 'any' || openIn(stage).every(({ id }) => id === userId);
}

/** A request with what is approved instead; it keeps what was asked for. */
export function amended(request: GroupRequest, { plan, wish }: Amendment): GroupRequest {
  const { wish: before, ...rest } = request;
  const now = wish === undefined ? before : wish;
  return {
    ...rest,
    ...(plan && { details: plan, group: { ...request.group, displayName: plan.displayName } }),
    ...(now && { wish: now }),
    askedAs: {
      ...(plan && request.details && { plan: request.details }),
      ...(wish !== undefined && { wish: before ?? null }),
    },
  };
}

/** What the trail says about it: each value as it was asked for, and as it was approved. */
export function amendedFields({ askedAs, details, wish }: GroupRequest): FieldChange[] {
  if (!askedAs) return [];
  const { plan: from, wish: before } = askedAs;
  const plan = from && details ? planFields(from, details) : [];
  if (before === undefined) return plan;
  if (wish?.what === 'name' || before?.what === 'name')
    return [...plan, ...changed('approved name', 'text', nameIn(before), nameIn(wish))];
  return [...plan, ...changed('approved until', 'time', endIn(before), endIn(wish))];
}

function planFields(from: GroupPlan, to: GroupPlan): FieldChange[] {
  return [
    ...changed('approved name', 'text', from.displayName, to.displayName),
    ...changed('approved mail address', 'text', from.mailNickname, to.mailNickname),
    ...changed('approved description', 'text', from.description, to.description),
    ...changed('approved visibility', 'word', from.visibility, to.visibility),
    ...changed('approved classification', 'text', from.classification, to.classification),
    ...changed('approved team', 'word', String(from.hasTeam), String(to.hasTeam)),
  ];
}

function changed(
  field: string,
  kind: FieldChange['kind'],
  from: string | undefined,
  to: string | undefined,
): FieldChange[] {
  return from === to ? [] : [fieldChange(field, kind, { from, to })];
}

function nameIn(wish: RequestWish | null | undefined): string | undefined {
  return wish?.what === 'name' ? wish.to : undefined;
}

function endIn(wish: RequestWish | null | undefined): string | undefined {
  return wish?.what === 'until' ? new Date(wish.at).toISOString() : undefined;
}
