import { isCreated, isOwnWork, subjectOf, type GroupRequest } from '../domain/requests.ts';
import { creationForApprover, creationForRequester } from './creation-words.ts';
import { decidedAt, deciderOf } from './decision-words.ts';
import { openAction } from './define-card.ts';
import { escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { teamForApprover, teamForRequester } from './team-request-words.ts';

/** Makes a name ready for where it is shown: `escapeText` or `plain`. */
type Show = (text: string, maxLength: number) => string;

/** Such as `Ada asks to join Design Guild`. */
export function asksFor({ kind, requester, subject, group }: GroupRequest, show: Show): string {
  if (kind === 'team') return `${show(requester.displayName, 80)} asks for a team on ${show(group.displayName, 120)}`;
  if (kind === 'create')
    return `${show(requester.displayName, 80)} asks for a new group, ${show(group.displayName, 120)}`;
  const what = subject ? `add ${show(subject.displayName, 80)} to` : 'join';
  return `${show(requester.displayName, 80)} asks to ${what} ${show(group.displayName, 120)}`;
}

/** Such as `Your request to join Design Guild`. */
export function yourRequest(request: GroupRequest, show: Show): string {
  const { kind, subject, group } = request;
  if (kind === 'team')
    return `${isOwnWork(request) ? 'A team' : 'Your request for a team'} on ${show(group.displayName, 120)}`;
  if (kind === 'create') return `Your request for the group ${show(group.displayName, 120)}`;
  const what = subject ? `add ${show(subject.displayName, 80)} to` : 'join';
  return `Your request to ${what} ${show(group.displayName, 120)}`;
}

/** How a request stands, in a sentence or two for a `TextBlock`, for whoever decides on it. */
export function standsForApprover(request: GroupRequest, reader: Reader): string {
  if (request.kind === 'create') return creationForApprover(request, reader);
  if (request.kind === 'team') return teamForApprover(request, reader);
  const requester = escapeText(request.requester.displayName, 80);
  const subject = escapeText(subjectOf(request).displayName, 80);
  const decider = deciderOf(request);
  switch (request.status) {
    case 'pending':
      return `Any owner can decide until ${longTime(request.lapsesAt, reader)}. ${requester} hears at once.`;
    case 'approved':
      return `${decider} approved this ${decidedAt(request, reader)}. ${subject} is being added now.`;
    case 'done':
      return `${decider} approved this ${decidedAt(request, reader)}. ${subject} is a member now${request.subject ? `, and ${requester}` : ' and'} has been told.`;
    case 'rejected':
      return `${decider} rejected this ${decidedAt(request, reader)}. ${requester} has been told why.`;
    case 'withdrawn':
      return `${requester} has taken this request back. There is nothing to do.`;
    case 'lapsed':
      if (request.decision)
        return `${decider} approved this ${decidedAt(request, reader)}, but nobody could carry it out, so this request has lapsed. ${requester} can ask again.`;
      return `Nobody decided by ${longTime(request.lapsesAt, reader)}, so this request has lapsed. ${requester} can ask again.`;
    case 'failed':
      return `${decider} approved this ${decidedAt(request, reader)}, but ${subject} could not be added: ${failureOf(request)} Any owner can try again.`;
  }
}

/** The same for whoever asked. */
export function standsForRequester(request: GroupRequest, reader: Reader): string {
  if (request.kind === 'create') return creationForRequester(request, reader);
  if (request.kind === 'team') return teamForRequester(request, reader);
  const decider = deciderOf(request);
  const { is, isMember } = subjectWords(request);
  switch (request.status) {
    case 'pending':
      return `${asked(request)} An answer comes here, at the latest on ${longTime(request.lapsesAt, reader)}.`;
    case 'approved':
      return `${decider} approved your request ${decidedAt(request, reader)}. ${is} being added now.`;
    case 'done':
      return `${decider} approved your request ${decidedAt(request, reader)}. ${isMember} now; Teams can take a while to show it.`;
    case 'rejected':
      return `${decider} rejected your request ${decidedAt(request, reader)}.`;
    case 'withdrawn':
      return 'You have taken this request back. You can ask again at any time.';
    case 'lapsed':
      if (request.decision)
        return `${decider} approved your request, but nobody could carry it out, so it has lapsed. You can ask again, or speak to an owner.`;
      return `No owner decided by ${longTime(request.lapsesAt, reader)}, so your request has lapsed. You can ask again, or speak to an owner.`;
    case 'failed':
      return `${decider} approved your request, but ${request.subject ? escapeText(request.subject.displayName, 80) : 'you'} could not be added: ${failureOf(request)} The owners can try again.`;
  }
}

/** The button that asks for the same once more. */
export function askAgain({ id, kind, group, subject }: GroupRequest): Record<string, unknown> {
  if (kind === 'create') return openAction('Change and ask again', 'group.request', { from: id });
  if (kind === 'team') return openAction('Ask again', 'team.enable', { group: group.id });
  return subject
    ? openAction('Ask again', 'member.add', { group: group.id, people: subject.id })
    : openAction('Ask again', 'group.join', { group: group.id });
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
    case 'approved':
      return { word: 'Approved', color: 'accent' };
    case 'done':
      return { word: 'Approved', color: 'good' };
    case 'rejected':
      return { word: 'Rejected', color: 'attention' };
    case 'withdrawn':
      return { word: 'Taken back', color: 'default' };
    case 'lapsed':
      return { word: 'Lapsed', color: 'warning' };
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
    case 'approved':
      return { word: 'Being made', color: 'accent' };
    case 'done':
      return { word: 'Done', color: 'good' };
    case 'failed':
      return { word: 'Not there yet', color: 'warning' };
    case 'rejected':
    case 'withdrawn':
    case 'lapsed':
      return { word: 'Given up', color: 'default' };
  }
}

/** What went wrong after the approval and who can mend it; ends with a full stop. */
export function failureOf({ failureCode = '' }: GroupRequest): string {
  if (failureCode === 'group.not-found') return 'the group does not exist any more. It has to be restored first.';
  if (failureCode.startsWith('group.cannot-change')) return 'the group’s members can no longer be changed by hand.';
  if (failureCode === 'person.not-found') return 'their account was not found in the directory.';
  if (failureCode === 'request.interrupted') return 'the work was interrupted.';
  if (failureCode.endsWith('denied')) return 'Microsoft 365 refused it. An administrator can say why.';
  return 'Microsoft 365 did not carry it out.';
}

/** Who is let in, to the person who asked: oneself, or whom one has asked for. */
function subjectWords({ subject }: GroupRequest): { is: string; isMember: string } {
  const is = subject ? `${escapeText(subject.displayName, 80)} is` : 'You are';
  return { is, isMember: `${is} a member` };
}

function asked({ approvers }: GroupRequest): string {
  if (approvers.length === 1) return `${escapeText(approvers[0]?.displayName ?? '', 80)} has been asked to decide.`;
  return `${approvers.length} owners have been asked; one of them decides.`;
}
