import { isOwnWork, type GroupRequest } from '../domain/requests.ts';
import { decidedAt, deciderOf, type OrdinaryRequest } from './decision-words.ts';
import { escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { decidesUntil, hasSteps, whoWasAsked } from './stage-words.ts';

/** How a request for a team stands, for the owners who decide on it. */
export function teamForApprover(request: OrdinaryRequest, reader: Reader): string {
  const requester = escapeText(request.requester.displayName);
  const approved = `${deciderOf(request)} approved this ${decidedAt(request, reader)}.`;
  switch (request.status) {
    case 'pending':
      return `${decidesUntil(request, reader)}${hasSteps(request) ? '' : ' Whoever presses Approve first puts the team on the group.'}`;
    case 'approved':
      return `${approved} The team is being put on the group now.`;
    case 'done':
      return `${approved} The team is there, and ${requester} has been told.`;
    case 'rejected':
      return `${deciderOf(request)} rejected this ${decidedAt(request, reader)}. ${requester} has been told why.`;
    case 'withdrawn':
      return `${requester} has taken this request back. There is nothing to do.`;
    case 'lapsed':
      return `${lapsed(request, reader)} ${requester} can ask again.`;
    case 'failed':
      return `${approved} The team is not there yet: ${failureOfTeam(request)} Any owner can try again.`;
  }
}

/** The same for whoever asked, who may be an owner that needed to ask nobody. */
export function teamForRequester(request: OrdinaryRequest, reader: Reader): string {
  const approved = isOwnWork(request)
    ? ''
    : `${deciderOf(request)} approved your request ${decidedAt(request, reader)}. `;
  switch (request.status) {
    case 'pending':
      return `${whoWasAsked(request)} An answer comes here, at the latest on ${longTime(request.lapsesAt, reader)}.`;
    case 'approved':
      return `${approved}The team is being put on the group now.`;
    case 'done':
      return `${approved}The team is there; Teams can take a few minutes to show it to everybody.`;
    case 'rejected':
      return `${deciderOf(request)} rejected your request ${decidedAt(request, reader)}.`;
    case 'withdrawn':
      return 'You have taken this back. You can come back to it at any time.';
    case 'lapsed':
      return `${lapsed(request, reader)} You can ask again.`;
    case 'failed':
      return `${approved}The team is not there yet: ${failureOfTeam(request)} ${isOwnWork(request) ? '' : 'The owners can try again.'}`.trim();
  }
}

function lapsed(request: GroupRequest, reader: Reader): string {
  return request.decision
    ? 'Nobody could put the team on the group in time, so this has lapsed.'
    : `No owner decided by ${longTime(request.lapsesAt, reader)}, so this request has lapsed.`;
}

/** What went wrong and who can mend it; ends with a full stop. */
function failureOfTeam({ failureCode = '' }: GroupRequest): string {
  switch (failureCode) {
    case 'team.not-ready':
      return 'Teams does not know the group yet. With new groups that can take a quarter of an hour.';
    case 'team.denied':
      return 'only an owner of the group or an administrator may put it there.';
    case 'team.no-owner':
      return 'the group has no owner. An administrator can give it one.';
    case 'team.refused':
      return 'Teams makes none of this group. An administrator can say why.';
    case 'group.not-found':
      return 'the group has been deleted meanwhile. It has to be restored first.';
    case 'request.interrupted':
      return 'the work was interrupted.';
    case 'graph.throttled':
      return 'Microsoft 365 is busy just now. In a few minutes it may work.';
    default:
      return 'Microsoft 365 did not carry it out. In a few minutes it may work.';
  }
}
