import { z } from 'zod';
import { teamEnabledCard, type TeamEnabled } from '../../cards/team-enabled.ts';
import { teamFormCard, type TeamForm } from '../../cards/team-form.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { Person } from '../../domain/people.ts';
import { isOwnWork, type GroupRequest } from '../../domain/requests.ts';
import { onlyOwnersEnable, teamNeedsOwner, whyNoTeam } from '../../domain/team-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName, reason } from '../inputs.ts';
import type { Change, Services } from '../operation.ts';
import { approvalFor } from '../requests/approval-for.ts';
import { ask, askNobody, openRequest } from '../requests/ask.ts';
import { approveAndCarryOut, carryOut, isOwnApproval } from '../requests/carry-out.ts';
import type { Decided } from '../requests/decide.ts';
import { shownToRequester } from '../requests/show-request-card.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';
import { isNotReady } from './put-team.ts';

type Enabling = { enabled: TeamEnabled } | { form: TeamForm } | (Decided & { isNew: boolean });

/**
 * Puts a team on a group that has none: at once where the caller owns it, else by asking its owners. Where Teams does not
 * know the group yet, what is wanted is written down and tried again while the card shows how far it is.
 * @throws AppError `team.no-owner`, `team.wrong-kind`, `team.hidden-membership`, `group.not-owner`
 * @see https://learn.microsoft.com/graph/api/team-put-teams
 */
export const enableTeam = defineOperation({
  name: 'team.enable',
  phrases: [
    'enable team',
    'enable team on',
    'enable team for',
    'enable a team on',
    'enable teams for',
    'add a team to',
    'add team to',
    'put a team on',
    'make a team of',
    'turn on teams for',
    'teamify',
    'ask for a team on',
  ],
  approval: 'team',
  summary: 'Put a team on a group, or ask its owners to',
  example: 'enable team Reading Room',
  argument: 'group',
  input: z.object({ group: groupName, reason, confirmed }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],

  async run({ group: name, reason: why, confirmed: answer }, services): Promise<Enabling> {
    const { directory, caller } = services;
    const group = await resolveGroup(directory, name);
    const [owners, open] = await Promise.all([
      directory.ownersOf(group.id),
      openRequest({ kind: 'team', group }, services),
    ]);
    if (open && isOwnWork(open)) return { ...(await goOnWith(open, services)), isNew: true };
    if (group.hasTeam) return { enabled: await shownAs('present', group, services) };
    const never = whyNoTeam(group);
    if (never) throw never;
    if (owners.length === 0) throw teamNeedsOwner(group);
    const isOwner = owners.some(({ id }) => id === caller.userId);
    if (open && !isOwner) return { request: open, isNew: false };
    const approval = await approvalFor({ kind: 'team', group, isOwner }, services);
    if (!approval && isOwner) return enableNow(group, services);
    if (open) return { request: open, isNew: false };
    const byRight = isOwner ? undefined : await enableByRight(group, services);
    if (byRight) return byRight;
    if (!isOwner) await mayAsk(group, owners, services);
    if (!approval) return enableNow(group, services);
    const { stages, isReasonRequired } = approval;
    const isReasonMissing = isReasonRequired && why === '' && answer === 'yes';
    if (answer !== 'yes' || isReasonMissing)
      return { form: { group, stages, isReasonRequired, isReasonMissing, reason: why } };
    return ask({ kind: 'team', group, reason: why }, approval, services);
  },

  changes(enabling) {
    if ('enabled' in enabling)
      return enabling.enabled.what === 'enabled' ? { outcome: 'done', groupId: enabling.enabled.group.id } : undefined;
    if ('form' in enabling || !enabling.isNew) return undefined;
    return enabling.change ?? requested(enabling.request);
  },

  card(enabling, reader) {
    if ('enabled' in enabling) return teamEnabledCard(enabling.enabled, reader);
    if ('form' in enabling) return teamFormCard(enabling.form, reader);
    const { request, isNew } = enabling;
    return shownToRequester(isNew ? { request } : { request, notice: 'You have asked for this already.' }, reader);
  },
});

async function mayAsk(group: Group, owners: readonly Person[], { directory, policy }: Services): Promise<void> {
  const { mayAskForTeam } = policy.members;
  const isMember = mayAskForTeam && (await directory.standingIn(group.id)).isMember;
  if (!isMember) throw onlyOwnersEnable(group, owners, mayAskForTeam);
}

/** Needs no note where Teams knows the group, which is nearly always; only what takes longer is written down. */
async function enableNow(group: Group, services: Services): Promise<Enabling> {
  try {
    const what = await services.teams.enable(group.id);
    return { enabled: await shownAs(what, group, services) };
  } catch (error) {
    if (!isNotReady(error)) throw error;
    const request = await writeDown(group, services);
    return { ...(await carryOut(request, services, { triesBefore: 1 })), isNew: true };
  }
}

/**
 * Administrators may put a team on a group that they do not own, and only Graph knows who is one. Where the policy asks
 * owners for more than their own word, nobody goes past it.
 * @returns undefined where Graph refuses: the owners are asked then, as by anybody
 */
async function enableByRight(group: Group, services: Services): Promise<Enabling | undefined> {
  if (await approvalFor({ kind: 'team', group, isOwner: true }, services)) return undefined;
  try {
    return await enableNow(group, services);
  } catch (error) {
    if (error instanceof AppError && error.code === 'team.denied') return undefined;
    throw error;
  }
}

/** What an earlier press began: it may still be at work elsewhere, and doing the same again does no harm. */
function goOnWith(open: GroupRequest, services: Services): Promise<Decided> {
  return isOwnApproval(open, services) ? carryOut(open, services) : approveAndCarryOut(open, services);
}

/** An owner asks nobody. */
async function writeDown(group: Group, services: Services): Promise<GroupRequest> {
  const { request } = await askNobody({ kind: 'team', group, reason: '' }, services);
  if (!isOwnWork(request)) throw waitsForOthers();
  return request;
}

/** Whoever asked as a member, and owns the group now. */
function waitsForOthers(): AppError {
  return new AppError('conflict', {
    code: 'team.asked-already',
    advice:
      'Teams does not know this group yet, and your request to its other owners is still open. Take it back under “my requests”, or try again in a quarter of an hour.',
  });
}

async function shownAs(what: TeamEnabled['what'], group: Group, { teams }: Services): Promise<TeamEnabled> {
  const team = await unlessRefused(teams.team(group.id));
  return { what, group, ...(team?.webUrl !== undefined && { webUrl: team.webUrl }) };
}

function requested({ id, group }: GroupRequest): Change {
  return { outcome: 'requested', groupId: group.id, requestId: id };
}
