import { z } from 'zod';
import { planLimits } from '../../domain/group-plan.ts';
import { noSuchRequest } from '../../domain/request-errors.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { requestDecider } from '../../domain/rules.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, requestId, stagePressed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { nameRefused } from '../profile/change-group.ts';
import { amendAndApprove, amendedChange, amendingCard, forOthers, isForOthers, type Amended } from './amend.ts';
import { broughtUpToDate } from './bring-up-to-date.ts';
import { requestNow } from './decide.ts';

const name = z.string({ error: 'Write the name into the field.' }).trim().max(8_000, 'This is no name.').default('');

/**
 * Renames a group otherwise than was asked.
 * @throws AppError as `request.approve-change` does
 * @see https://learn.microsoft.com/graph/api/group-update
 */
export const amendName = defineOperation({
  name: 'request.amend-name',
  phrases: [],
  summary: 'Approve another name for a group than was asked',
  example: '',
  input: z.object({ requestId, stage: stagePressed, displayName: name, confirmed }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],
  allow: requestDecider,

  dialog: { title: 'Change and approve' },

  async run({ requestId: id, stage, displayName, confirmed: answer }, services) {
    const request = await broughtUpToDate(await requestNow(id, services), services);
    if (request.kind !== 'rename') throw noSuchRequest();
    return amendAndApprove(request, stage, services, () =>
      looked(request, answer === 'yes' ? displayName : undefined, services),
    );
  },
  changes: amendedChange,
  card: amendingCard,
});

/** @param filled what was filled in; undefined: the form is drawn first */
async function looked(request: GroupRequest, filled: string | undefined, services: Services): Promise<Amended> {
  const { wish } = request;
  if (wish?.what !== 'name') throw noSuchRequest();
  const form = (displayName: string, problems = {}) => ({
    form: { request, values: { what: 'name' as const, displayName }, problems },
  });
  if (filled === undefined) return form(wish.to);
  if (filled === wish.to) return {};
  const problem = await problemOf(request, filled, services);
  if (problem !== undefined) return form(filled.slice(0, planLimits.displayName), { displayName: problem });
  return { amendment: { wish: { ...wish, to: filled } } };
}

async function problemOf(request: GroupRequest, name: string, services: Services): Promise<string | undefined> {
  const { wish } = request;
  if (name === '') return 'A group needs a name.';
  if (name.length > planLimits.displayName)
    return `Names have up to ${planLimits.displayName} characters; this has ${name.length}.`;
  const group = await services.directory.group(request.group.id);
  if (name === group.displayName) return 'The group is called this already. Reject the request if that is meant.';
  const subject = (displayName: string) => ({
    kind: 'rename' as const,
    group: { displayName, ...(group.classification !== undefined && { classification: group.classification }) },
  });
  if (wish?.what === 'name' && isForOthers(subject(wish.to), subject(name), services)) return forOthers;
  return nameRefused(group, name, services);
}
