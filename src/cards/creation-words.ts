import type { GroupPlan } from '../domain/group-plan.ts';
import { isCreated, subjectOf, type GroupRequest } from '../domain/requests.ts';
import { decidedAt, deciderOf, type OrdinaryRequest } from './decision-words.ts';
import { escapeParagraphs, escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { decidesUntil, hasSteps, whoWasAsked } from './stage-words.ts';

/** How a request for a new group stands, for whoever decides on it. */
export function creationForApprover(request: OrdinaryRequest, reader: Reader): string {
  const requester = escapeText(request.requester.displayName, 80);
  const owner = escapeText(subjectOf(request).displayName, 80);
  const approved = `${deciderOf(request)} approved this ${decidedAt(request, reader)}.`;
  switch (request.status) {
    case 'pending':
      return hasSteps(request)
        ? `${decidesUntil(request, reader)} ${owner} will own it.`
        : `Whoever presses Approve first creates it, and ${owner} will own it. It can be approved until ${longTime(request.lapsesAt, reader)}.`;
    case 'approved':
      return `${approved} The group is being created now.`;
    case 'done':
      return `${approved} The group is there, and ${requester} has been told.`;
    case 'rejected':
      return `${deciderOf(request)} rejected this ${decidedAt(request, reader)}. ${requester} has been told why.`;
    case 'withdrawn':
      return `${requester} has taken this request back. There is nothing to do.`;
    case 'lapsed':
      return `${lapsed(request, reader)} ${requester} can ask again.`;
    case 'failed':
      return `${approved} ${unfinished(request)}`;
  }
}

/** The same for whoever asked. */
export function creationForRequester(request: OrdinaryRequest, reader: Reader): string {
  const isOwnDecision = request.decision?.by.id === request.requester.id;
  const approved = isOwnDecision ? '' : `${deciderOf(request)} approved your request ${decidedAt(request, reader)}. `;
  switch (request.status) {
    case 'pending':
      return `${whoWasAsked(request)} An answer comes here, at the latest on ${longTime(request.lapsesAt, reader)}.`;
    case 'approved':
      return `${approved}The group is being created now.`;
    case 'done':
      return `${approved}The group is there and ${ownerOf(request)}; Teams and Outlook can take a while to show it.`;
    case 'rejected':
      return `${deciderOf(request)} rejected your request ${decidedAt(request, reader)}.`;
    case 'withdrawn':
      return 'You have taken this request back. You can ask again at any time.';
    case 'lapsed':
      return `${lapsed(request, reader)} You can ask again.`;
    case 'failed':
      return `${approved}${unfinished(request)}`;
  }
}

function ownerOf({ subject }: GroupRequest): string {
  return subject ? `${escapeText(subject.displayName, 80)} owns it` : 'you own it';
}

function lapsed(request: GroupRequest, reader: Reader): string {
  if (!request.decision) return `Nobody decided by ${longTime(request.lapsesAt, reader)}, so this request has lapsed.`;
  return isCreated(request)
    ? 'The group is there, but nobody put the team on it in time, so this request has lapsed.'
    : 'This was approved, but nobody could create the group in time, so the request has lapsed.';
}

function unfinished(request: GroupRequest): string {
  const what = isCreated(request) ? 'The group is there, but not yet its team' : 'The group could not be created';
  return `${what}: ${failureOfCreation(request)}`;
}

/** What went wrong and who can mend it; ends with a full stop. */
function failureOfCreation({ failureCode = '' }: GroupRequest): string {
  switch (failureCode) {
    case 'name.taken':
      return 'another group has taken this mail address meanwhile. Another one may do.';
    case 'name.affix':
      return 'your organisation wants names to begin or end in its own way. Another name may do.';
    case 'name.blockedWord':
    case 'name.other':
      return 'your organisation does not allow this name. Another one may do.';
    case 'group.create-denied':
      return 'your organisation does not let whoever tried it create groups. Somebody who may can try again, or an administrator can allow it.';
    case 'group.quota':
      return 'whoever tried it has created as many groups as one person may. Somebody else can try again.';
    case 'person.not-found':
      return 'one of its owners is not in the directory any more. It can be asked for again with other owners.';
    case 'group.not-found':
      return 'it has been deleted meanwhile. It has to be restored first.';
    case 'owner.denied':
      return 'somebody else began with it, and only they or an administrator can go on.';
    case 'request.interrupted':
      return 'the work was interrupted. Whoever presses the button goes on with it.';
    case 'group.not-ready':
      return 'it is so new that it is not known everywhere. Try again in a minute.';
    case 'team.not-ready':
      return 'Teams can take a quarter of an hour to know a new group. Press Finish then.';
    case 'team.denied':
      return 'only an owner or an administrator may do that. An owner can press Finish.';
    default:
      return 'Microsoft 365 did not carry it out. Try again in a few minutes.';
  }
}

/** What is wished for, as facts. */
export function planFacts(plan: GroupPlan): { title: string; value: string }[] {
  const owners = plan.owners.map((owner) => escapeText(owner.displayName, 60)).join(', ');
  const askedAs = plan.askedAs === undefined ? [] : [{ title: 'Asked for as', value: escapeText(plan.askedAs, 120) }];
  return [
    ...askedAs,
    { title: 'What for', value: plan.description === '' ? 'Not said' : escapeParagraphs(plan.description) },
    { title: 'Mail address', value: `${escapeText(plan.mailNickname, 64)}@…` },
    { title: 'Who can join', value: plan.visibility === 'public' ? 'Anybody' : 'Whom its owners let in' },
    { title: 'Team', value: plan.hasTeam ? 'Yes' : 'No' },
    ...(owners === '' ? [] : [{ title: 'Further owners', value: owners }]),
    ...(plan.classification === undefined ? [] : [{ title: 'Classification', value: escapeText(plan.classification) }]),
  ];
}
