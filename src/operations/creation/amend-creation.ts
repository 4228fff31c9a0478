import { z } from 'zod';
import type { Amendment } from '../../domain/amendments.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import { noSuchRequest } from '../../domain/request-errors.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, requestId, stagePressed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import {
  amendAndApprove,
  amendedChange,
  amendingCard,
  forOthers,
  isForOthers,
  type Amended,
} from '../requests/amend.ts';
import { broughtUpToDate } from '../requests/bring-up-to-date.ts';
import { requestNow } from '../requests/decide.ts';
import { checkNames, isAny } from './check-names.ts';
import { limitsBroken } from './plan-group.ts';

const broken = 'This form is broken. Open the request again with “waiting for me”.';
/** What is too long is said beside its field, what is absurd is not read. */
const field = z.string({ error: broken }).trim().max(8_000, broken).default('');
const input = z.object({
  requestId,
  stage: stagePressed,
  displayName: field,
  mailNickname: field,
  description: field,
  visibility: field,
  hasTeam: field,
  classification: field,
  confirmed,
});
type Filled = z.output<typeof input>;

/**
 * Approves a new group otherwise than it was asked for, and creates it as whoever presses.
 * @throws AppError as `request.approve-creation` does
 * @see https://learn.microsoft.com/graph/api/group-upsert
 */
export const amendCreation = defineOperation({
  name: 'request.amend-creation',
  phrases: [],
  summary: 'Approve a new group otherwise than it was asked for',
  example: '',
  input,
  // Graph lets names be checked with the right to read groups, but not with the one to change them.
  scopes: ['Group.Read.All', 'Group.ReadWrite.All'],
  allow: requestDecider,

  dialog: { title: 'Change and approve', size: 'large' },

  async run(filled, services) {
    const request = await broughtUpToDate(await requestNow(filled.requestId, services), services);
    const { details } = request;
    if (request.kind !== 'create' || !details) throw noSuchRequest();
    return amendAndApprove(request, filled.stage, services, async () =>
      filled.confirmed === 'yes'
        ? looked({ ...request, details }, filled, services)
        : formFor(request, details, services),
    );
  },
  changes: amendedChange,
  card: amendingCard,
});

type Form = Extract<Amended, { form: unknown }>;

function formFor(request: GroupRequest, plan: GroupPlan, { policy }: Services, more: object = {}): Form {
  const { visibilities, classifications } = policy.creation;
  // What the policy has given up since stays a choice for what was asked with it.
  const known = new Set([...visibilities, plan.visibility]);
  return { form: { request, values: { what: 'plan', plan, visibilities: [...known], classifications }, ...more } };
}

async function looked(
  request: GroupRequest & { details: GroupPlan },
  filled: Filled,
  services: Services,
): Promise<Amended> {
  const asked = request.details;
  const typed = { displayName: filled.displayName, mailNickname: filled.mailNickname };
  const { names, problems: wrong } = await checkNames(typed, services);
  const plan = { ...planFrom(asked, filled, services), ...names };
  const isRuled = isForOthers(subjectOf(asked), subjectOf(plan), services);
  const problems = {
    ...limitsBroken(plan, changedChoices(asked, filled), services),
    ...(isRuled && { [asked.displayName === plan.displayName ? 'classification' : 'displayName']: forOthers }),
    ...wrong,
  };
  if (isAny(problems)) return formFor(request, plan, services, { problems });
  const isFitted =
    names.displayName !== typed.displayName || names.mailNickname !== (typed.mailNickname || names.mailNickname);
  if (isFitted) return formFor(request, plan, services, { isFitted });
  const amendment: Amendment = { plan };
  return isSame(asked, plan) ? {} : { amendment };
}

/** What the policy does not know any more may stay as it was asked for. */
function changedChoices(asked: GroupPlan, { visibility, classification }: Filled) {
  return {
    visibility: visibility === asked.visibility ? '' : visibility,
    classification: classification === asked.classification ? '' : classification,
  };
}

function planFrom(asked: GroupPlan, filled: Filled, { policy }: Services): GroupPlan {
  const { displayName, mailNickname, owners, classification: before } = asked;
  const { visibility, classification } = filled;
  // A form without this field says nothing about it.
  const isAsked = policy.creation.classifications.length > 0;
  const chosen = isAsked ? classification : (before ?? '');
  return {
    displayName,
    mailNickname,
    owners,
    description: filled.description,
    visibility: visibility === 'public' || visibility === 'private' ? visibility : asked.visibility,
    hasTeam: filled.hasTeam === '' ? asked.hasTeam : filled.hasTeam === 'true',
    ...(chosen !== '' && { classification: chosen }),
  };
}

function subjectOf({ displayName, classification }: GroupPlan) {
  return { kind: 'create' as const, group: { displayName, ...(classification !== undefined && { classification }) } };
}

function isSame(asked: GroupPlan, plan: GroupPlan): boolean {
  const values = ['displayName', 'mailNickname', 'description', 'visibility', 'hasTeam', 'classification'] as const;
  return values.every((name) => asked[name] === plan[name]);
}
