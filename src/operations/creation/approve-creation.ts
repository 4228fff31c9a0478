import { z } from 'zod';
import type { NamesAsked } from '../../cards/request-card.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { endsWithApproval, isCreated, isToBeNamedAnew, type GroupRequest } from '../../domain/requests.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId, stagePressed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { carryOut } from '../requests/carry-out.ts';
import { broughtUpToDate } from '../requests/bring-up-to-date.ts';
import { requestNow, type Decided } from '../requests/decide.ts';
import { pressed } from '../requests/press.ts';
import { shownToCaller } from '../requests/show-request-card.ts';
import { checkNames, isAny } from './check-names.ts';

const broken = 'This form is broken. Open the request again with “waiting for me”.';
/** What is too long is said beside its field, what is absurd is not read. */
const name = z.string({ error: broken }).trim().max(8_000, broken).optional();
const input = z.object({ requestId, stage: stagePressed, displayName: name, mailNickname: name });
type Input = z.output<typeof input>;

/**
 * Approves a request for a new group and creates it, as whoever presses; pressed again, goes on where that stopped. Where
 * the directory wants other names of that person than of whoever asked, it asks for them first.
 * @throws AppError `request.not-found`, `request.own`, `request.not-approver`
 * @see https://learn.microsoft.com/graph/api/group-upsert
 */
export const approveCreation = defineOperation({
  name: 'request.approve-creation',
  phrases: [],
  summary: 'Approve a new group, or finish one',
  example: '',
  input,
  // Graph lets names be checked with the right to read groups, but not with the one to change them.
  scopes: ['Group.Read.All', 'Group.ReadWrite.All'],
  allow: requestDecider,

  async run(asked, services) {
    const request = await broughtUpToDate(await requestNow(asked.requestId, services), services);
    if (request.kind !== 'create') throw noSuchRequest();
    return { ...(await approve(request, asked, services)), callerId: services.caller.userId };
  },
  changes: ({ change }) => change,
  card: ({ callerId, ...decided }, reader) => shownToCaller(decided, callerId, reader),
});

async function approve(request: GroupRequest, asked: Input, services: Services): Promise<Decided> {
  // What was approved stays approved: an owner who finishes the group decides nothing.
  if (request.status === 'failed' && isCreated(request)) return carryOut(request, services);
  const before = async (): Promise<{ plan?: GroupPlan } | Decided> => {
    // Whoever only agrees creates nothing, and may have other rules for names than whoever will.
    if (request.status === 'pending' && !endsWithApproval(request)) return {};
    const { plan, names } = await named(request, asked, services);
    return names ? { request, names } : { ...(plan && { plan }) };
  };
  return pressed(request, { stage: asked.stage, approves: true, before }, services);
}

/**
 * Names that would do when the caller creates the group. They are looked at before the decision is written down: with
 * names that are refused, nobody has decided anything.
 */
async function named(
  request: GroupRequest,
  { displayName, mailNickname }: Input,
  services: Services,
): Promise<{ plan?: GroupPlan; names?: NamesAsked }> {
  const { details: plan } = request;
  // Something may be there already under the names of an attempt that got further than asking for them.
  if (!plan || (request.status === 'failed' && !isToBeNamedAnew(request))) return {};
  const wanted = { displayName: displayName ?? plan.displayName, mailNickname: mailNickname ?? plan.mailNickname };
  const checked = await checkNames(wanted, services);
  const { names } = checked;
  const isFitted =
    names.displayName !== wanted.displayName || names.mailNickname !== (wanted.mailNickname || names.mailNickname);
  if (isAny(checked.problems) || isFitted) return { names: { ...checked, isFitted } };
  if (names.displayName === plan.displayName && names.mailNickname === plan.mailNickname) return {};
  return { plan: renamed(plan, names) };
}

function renamed(plan: GroupPlan, names: Pick<GroupPlan, 'displayName' | 'mailNickname'>): GroupPlan {
  const { askedAs = plan.displayName, ...rest } = plan;
  return { ...rest, ...names, ...(askedAs !== names.displayName && { askedAs }) };
}
