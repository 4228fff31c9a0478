import type { FieldChange } from '../../domain/audit.ts';
import { z } from 'zod';
import { doneCard, type Done } from '../../cards/done.ts';
import { joinFormCard, type JoinForm } from '../../cards/join-form.ts';
import { AppError } from '../../domain/errors.ts';
import { membershipNotByHand } from '../../domain/group-errors.ts';
import { membershipControl, type Group } from '../../domain/groups.ts';
import { periodIn } from '../../domain/when.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { aboutRequest } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName, reason } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { approvalFor } from '../requests/approval-for.ts';
import { ask, openRequest } from '../requests/ask.ts';
import { shownToRequester } from '../requests/show-request-card.ts';
import { groupBeside } from '../side-by-side.ts';
import { endIfMeant, periodWords } from '../terms/period.ts';
import { setEnds } from '../terms/set-end.ts';

type Joining =
  | { done: Done; isNew: boolean; details?: FieldChange[] }
  | { form: JoinForm }
  | { request: GroupRequest; isNew: boolean };

/**
 * Makes the caller a member: at once where the group lets anybody in or the caller owns it, else by asking its owners.
 * @throws AppError `group.no-owners`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export const joinGroup = defineOperation({
  name: 'group.join',
  phrases: [
    'join group',
    'join',
    'ask to join',
    'request to join',
    'request access to',
    'become a member of',
    'become member of',
    'get into',
    'get access to',
    'add me to',
    'let me into',
    'sign me up for',
    'enter',
    'need access to',
    'sign me up to',
    'want in',
    'i want in',
  ],
  sayings: [
    'get|put|let|take|bring|add|sign me up? in|into|to|for {group}',
    'be|become added|put|let|taken? into {group}',
    'be|become part of {group}',
    'get|put|let me in to {group}',
    'i want|would be? like? to? be? in|into {group}',
    'be|become a member|part of|in {group}',
    'need access to {group}',
    'have access to {group}',
    'to|for|in|into {group} add|invite|put me',
  ],
  approval: 'join',
  summary: 'Join a group, or ask its owners to let you in',
  example: 'join Design Guild',
  fromWords(words) {
    const { rest, period } = periodIn(words);
    return { ...(rest !== '' && { group: rest }), ...(period !== undefined && { until: period }) };
  },
  input: z.object({ group: groupName, until: periodWords, reason, confirmed }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: { title: 'Join a group' },

  async run({ group: name, until, reason: why, confirmed: answer }, services): Promise<Joining> {
    const { directory } = services;
    const endsAt = endIfMeant(until, services);
    const { group, beside } = await groupBeside(directory, name, (groupId) => directory.standingIn(groupId));
    const control = membershipControl(group);
    if (control !== 'byHand') throw membershipNotByHand(group, control);

    const isOpen = group.kind === 'microsoft365' && group.visibility === 'public';
    const atOnce = isOpen ? await join(group, endsAt, services) : undefined;
    if (atOnce) return atOnce;
    const { isMember, isOwner } = await beside();
    if (isMember) return { done: { what: 'alreadyMember', group }, isNew: false };

    const open = await openRequest({ kind: 'join', group }, services);
    if (open) return { request: open, isNew: false };
    const own = await approvalFor({ kind: 'join', group, isOwner }, services);
    const asItIs = own ? undefined : await join(group, endsAt, services);
    if (asItIs) return asItIs;
    // Whom the directory does not take for an owner asks as everybody does.
    const approval = own ?? (await approvalFor({ kind: 'join', group, isOwner: false }, services));
    if (!approval) throw refused(group);
    const { stages, isReasonRequired } = approval;
    const isReasonMissing = isReasonRequired && why === '';
    const form = { group, stages, isReasonRequired, until };
    if (answer !== 'yes') return { form };
    if (isReasonMissing) return { form: { ...form, isReasonMissing } };
    const wish = endsAt && ({ what: 'until', at: endsAt.getTime() } as const);
    const terms = isOpen ? { ...approval.terms, wasPublic: true as const } : approval.terms;
    return ask({ kind: 'join', group, reason: why, ...(wish && { wish }) }, { ...approval, terms }, services);
  },

  changes(joining) {
    if ('form' in joining || !joining.isNew) return undefined;
    return 'done' in joining
      ? {
          outcome: 'done',
          groupId: joining.done.group.id,
          ...(joining.details && { details: joining.details }),
        }
      : { outcome: 'requested', ...aboutRequest(joining.request) };
  },

  card(joining, reader) {
    if ('done' in joining) return doneCard(joining.done, reader);
    if ('form' in joining) return joinFormCard(joining.form, reader);
    const { request, isNew } = joining;
    return shownToRequester(isNew ? { request } : { request, notice: 'You have asked for this already.' }, reader);
  },
});

/** @returns undefined when the owners have to be asked: Graph, not the visibility that we read, has the last word. */
async function join(group: Group, endsAt: Date | undefined, services: Services): Promise<Joining | undefined> {
  const { directory, caller } = services;
  try {
    await directory.addMember(group.id, caller.userId);
    const self = { id: caller.userId, displayName: caller.displayName };
    const [set] = endsAt ? await setEnds(group, [self], endsAt, services) : [];
    return { done: { what: 'joined', group }, isNew: true, ...(set && { details: set.details }) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'member.already-present') return { done: { what: 'alreadyMember', group }, isNew: false };
    if (error.kind === 'denied' && !error.code.startsWith('group.cannot-change')) return undefined;
    throw error;
  }
}

/** Nobody has to agree, says the policy, but the directory does not let the caller in. */
function refused(group: Group): AppError {
  return new AppError('denied', {
    code: 'member.denied',
    advice: `The policy lets everybody into “${group.displayName}”, but the directory lets only its owners add people. Ask one of them.`,
  });
}
