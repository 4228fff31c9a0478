import { delegateDenied, isCreated, isOwnWork, type GroupRequest } from '../domain/requests.ts';
import { isAboutMembership, isAboutSomebody } from '../domain/request-kinds.ts';
import { handedBackWords, isTurnForOthers } from './away-words.ts';
import { creationForApprover, creationForRequester } from './creation-words.ts';
import { decidedAt, deciderOf } from './decision-words.ts';
import { deedOf, wishWords, type Show } from './deed-words.ts';
import { amendedWords, isAmended } from './amended-words.ts';
import { undoneWords } from './around-words.ts';
import { openAction } from './define-card.ts';
import { escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { settledWords } from './settled-words.ts';
import { decidesUntil, whoWasAsked } from './stage-words.ts';
import { teamForApprover, teamForRequester } from './team-request-words.ts';

/** Such as `Ada asks to join Design Guild`. */
export function asksFor(request: GroupRequest, show: Show): string {
  const { kind, requester, group } = request;
  const who = show(requester.displayName, 80);
  if (kind === 'team') return `${who} asks for a team on ${show(group.displayName, 120)}`;
  const { subject } = request;
  if (kind === 'create' && subject)
    return `${who} asks, for ${show(subject.displayName, 80)}, for a new group, ${show(group.displayName, 120)}`;
  if (kind === 'create') return `${who} asks for a new group, ${show(group.displayName, 120)}`;
  return `${who} asks to ${wishWords(request, show)}`;
}

/** Such as `Your request to join Design Guild`. */
export function yourRequest(request: GroupRequest, show: Show): string {
  const { kind, group } = request;
  if (kind === 'team')
    return `${isOwnWork(request) ? 'A team' : 'Your request for a team'} on ${show(group.displayName, 120)}`;
  if (kind === 'create') {
    const forWhom = request.subject ? `, for ${show(request.subject.displayName, 80)}` : '';
    return `Your request for the group ${show(group.displayName, 120)}${forWhom}`;
  }
  return `Your request to ${wishWords(request, show)}`;
}

/** How a request stands, in a sentence or two for a `TextBlock`, for whoever decides on it. */
export function standsForApprover(request: GroupRequest, reader: Reader): string {
  return withAmendments(approverWords(request, reader), request, reader);
}

/** What was changed on approval comes behind how it stands. */
function withAmendments(words: string, request: GroupRequest, reader: Reader): string {
  const amended = amendedWords(request, reader);
  return amended === '' ? words : `${words} ${amended}`;
}

function approverWords(request: GroupRequest, reader: Reader): string {
  const requester = escapeText(request.requester.displayName, 80);
  const { status } = request;
  const handedBack = handedBackWords(request, reader);
  if (handedBack !== undefined) return handedBack;
  if (status === 'settled') return `${settledWords(request)} There is nothing to decide any more.`;
  if (status === 'undone') return undoneWords(request, reader);
  if (status === 'agreed') return agreedForApprover(request, requester, reader);
  if (request.kind === 'create') return creationForApprover({ ...request, status }, reader);
  if (request.kind === 'team') return teamForApprover({ ...request, status }, reader);
  const decider = deciderOf(request);
  const deed = deedOf(request, false);
  switch (status) {
    case 'pending':
      return `${decidesUntil(request, reader)} ${requester} hears at once.`;
    case 'approved':
      return `${decider} approved this ${decidedAt(request, reader)}. ${deed.now}.`;
    case 'done':
      return `${decider} approved this ${decidedAt(request, reader)}. ${deed.done}${isAboutSomebody(request) && !request.subject ? ' and' : `, and ${requester}`} has been told.`;
    case 'rejected':
      return `${decider} rejected this ${decidedAt(request, reader)}. ${requester} has been told why.`;
    case 'withdrawn':
      return `${requester} has taken this request back. There is nothing to do.`;
    case 'lapsed':
      if (request.decision)
        return `${decider} approved this ${decidedAt(request, reader)}, but nobody could carry it out, so this request has lapsed. ${requester} can ask again.`;
      return `Nobody decided by ${longTime(request.lapsesAt, reader)}, so this request has lapsed. ${requester} can ask again.`;
    case 'failed':
      return `${decider} approved this ${decidedAt(request, reader)}, but ${deed.undone}: ${failureOf(request)} ${whoTriesAgain(request)}`;
  }
}

/** The same for whoever asked. */
export function standsForRequester(request: GroupRequest, reader: Reader): string {
  return withAmendments(requesterWords(request, reader), request, reader);
}

function requesterWords(request: GroupRequest, reader: Reader): string {
  const { status } = request;
  if (status === 'settled') return settledWords(request);
  if (status === 'undone') return undoneWords(request, reader);
  if (status === 'agreed') return agreedForRequester(request, reader);
  if (request.kind === 'create') return creationForRequester({ ...request, status }, reader);
  if (request.kind === 'team') return teamForRequester({ ...request, status }, reader);
  const decider = deciderOf(request);
  const deed = deedOf(request, true);
  switch (status) {
    case 'pending':
      return `${whoWasAsked(request)} An answer comes here, at the latest on ${longTime(request.lapsesAt, reader)}.`;
    case 'approved':
      return `${decider} approved your request ${decidedAt(request, reader)}. ${deed.now}.`;
    case 'done':
      return `${decider} approved your request ${decidedAt(request, reader)}. ${deed.done}; Teams can take a while to show it.`;
    case 'rejected':
      return `${decider} rejected your request ${decidedAt(request, reader)}.`;
    case 'withdrawn':
      return 'You have taken this request back. You can ask again at any time.';
    case 'lapsed':
      if (request.decision)
        return `${decider} approved your request, but nobody could carry it out, so it has lapsed. You can ask again, or speak to an owner.`;
      return `${isAskedOfOwners(request) ? 'No owner' : 'Nobody'} decided by ${longTime(request.lapsesAt, reader)}, so your request has lapsed. You can ask again, or speak to an owner.`;
    case 'failed':
      return `${decider} approved your request, but ${deed.undone}: ${failureOf(request)} ${whoTriesAgain(request, true)}`;
  }
}

function isAskedOfOwners({ stages, stage }: GroupRequest): boolean {
  return stages[stage]?.by.kind === 'owners';
}

function agreedForApprover(request: GroupRequest, requester: string, reader: Reader): string {
  const approved = 'Everybody who was asked has agreed.';
  if (request.terms.carriedOutBy === 'requester') return `${approved} ${requester} can carry it out now.`;
  if (isTurnForOthers(request, reader)) return `${approved} One press carries it out, if you own the group.`;
  const isYours = request.carriers.some(({ id }) => id === reader.userId);
  return `${approved} ${isYours ? 'You own the group: one press carries it out.' : 'An owner of the group carries it out.'}`;
}

function agreedForRequester(request: GroupRequest, reader: Reader): string {
  const approved =
    request.stages.length === 0
      ? 'Nobody has to agree to this.'
      : `${deciderOf(request)} approved your request ${decidedAt(request, reader)}.`;
  return request.carriers.some(({ id }) => id === request.requester.id)
    ? `${approved} Do it now: it is done with your own right.`
    : `${approved} An owner of the group has been asked to carry it out.`;
}

function whoTriesAgain({ terms, stages, failureCode }: GroupRequest, isOwn = false): string {
  if (failureCode === delegateDenied) return 'An owner does it with one press.';
  if (terms.carriedOutBy === 'requester') return isOwn ? 'You can try again.' : '';
  if (terms.carriedOutBy === 'approver' && stages.at(-1)?.by.kind !== 'owners')
    return isOwn ? 'Whoever approved it can try again.' : 'It can be tried again.';
  return isOwn ? 'The owners can try again.' : 'Any owner can try again.';
}

/** Asks the directory itself, for while the work goes on or may have been interrupted. */
export function howIsItNow({ kind, group }: GroupRequest): Record<string, unknown>[] {
  return kind === 'team' ? [openAction('How is it now?', 'team.show', { group: group.id })] : [];
}

export function statusWord(request: GroupRequest): { word: string; color: string } {
  if (request.kind === 'team' && isOwnWork(request)) return ownWorkWord(request);
  switch (request.status) {
    case 'pending':
      return { word: 'Waiting', color: 'accent' };
    case 'agreed':
      return { word: 'Approved, not done yet', color: 'accent' };
    case 'approved':
      return { word: isAmended(request) ? 'Approved with changes' : 'Approved', color: 'accent' };
    case 'done':
      return { word: isAmended(request) ? 'Approved with changes' : 'Approved', color: 'good' };
    case 'undone':
      return { word: 'Undone', color: 'warning' };
    case 'rejected':
      return { word: 'Rejected', color: 'attention' };
    case 'withdrawn':
      return { word: 'Taken back', color: 'default' };
    case 'lapsed':
      return { word: 'Lapsed', color: 'warning' };
    case 'settled':
      return { word: 'Not needed any more', color: 'default' };
    case 'failed':
      return request.kind === 'create' && isCreated(request)
        ? { word: 'Created, not finished', color: 'warning' }
        : { word: 'Not carried out', color: 'attention' };
  }
}

/** Nobody approved what nobody else was asked for. */
function ownWorkWord(request: GroupRequest): { word: string; color: string } {
  switch (request.status) {
    case 'pending':
    case 'agreed':
    case 'approved':
      return { word: 'Being made', color: 'accent' };
    case 'done':
      return { word: 'Done', color: 'good' };
    case 'failed':
      return { word: 'Not there yet', color: 'warning' };
    case 'rejected':
    case 'withdrawn':
    case 'lapsed':
    case 'settled':
    case 'undone':
      return { word: 'Given up', color: 'default' };
  }
}

/** What went wrong after the approval and who can mend it; ends with a full stop. */
export function failureOf({ kind, failureCode = '', decision }: GroupRequest): string {
  if (failureCode === delegateDenied)
    return `only an owner can carry it out, and ${escapeText(decision?.by.displayName ?? 'whoever agreed', 80)} is none.`;
  if (failureCode === 'group.not-found') return 'the group does not exist any more. It has to be restored first.';
  if (failureCode.startsWith('group.cannot-change'))
    return isAboutMembership({ kind })
      ? 'the group’s members can no longer be changed by hand.'
      : 'the group can no longer be changed from here.';
  if (failureCode === 'person.not-found') return 'their account was not found in the directory.';
  if (failureCode === 'request.interrupted') return 'the work was interrupted.';
  if (failureCode.startsWith('name.')) return 'your organisation’s rules for names do not allow it.';
  if (failureCode === 'group.full') return 'the group has as many owners as a group can have.';
  if (failureCode.endsWith('denied')) return 'Microsoft 365 refused it. An administrator can say why.';
  return 'Microsoft 365 did not carry it out.';
}
