import { isCreated, isOpen, isOwnWork, type GroupRequest } from '../domain/requests.ts';
import { commentsView, followsFacts, nudgeFacts, undoActions, whileItWaits } from './around-words.ts';
import { askAgain } from './ask-again.ts';
import { planFacts } from './creation-words.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { goOnVerb } from './request-verbs.ts';
import { hasSteps, stepsOf } from './stage-words.ts';
import { untilWhen } from './request-card.ts';
import { howIsItNow, standsForRequester, statusWord, yourRequest } from './request-words.ts';
import { approvedOtherwise, forSomebodyElse, reminded, takenBack, talkedAbout } from './samples-around.ts';
import { escalated, inTwoSteps } from './samples-approvals.ts';
import { aboutAlan, newGroup, ownTeam, requestSample, teamOnGuild, unfinishedGroup } from './samples.ts';
import { avatarOf } from './words.ts';

/** A request as the person sees it who made it. */
export interface RequestForRequester {
  request: GroupRequest;
  /** Why the press of the button came to nothing, or what there is to know first, in plain words. */
  notice?: string;
}

export const requestStatusCard = defineCard<RequestForRequester>('request-status', {
  samples: {
    pending: { request: requestSample() },
    already: { request: requestSample(), notice: 'You have asked for this already.' },
    approved: { request: requestSample('approved') },
    done: { request: requestSample('done') },
    rejected: { request: requestSample('rejected') },
    firstStep: { request: inTwoSteps() },
    secondStep: { request: inTwoSteps('second') },
    agreed: { request: inTwoSteps('agreed') },
    escalated: { request: escalated() },
    settled: { request: { ...requestSample('settled'), failureCode: 'group.public' } },
    withdrawn: { request: requestSample('withdrawn') },
    lapsed: { request: requestSample('lapsed') },
    failed: { request: requestSample('failed') },
    forSomebody: { request: aboutAlan() },
    newGroup: { request: newGroup() },
    newGroupDone: { request: { ...unfinishedGroup(), status: 'done' } },
    newGroupUnfinished: { request: unfinishedGroup() },
    newGroupRejected: { request: newGroup('rejected') },
    newGroupFailed: { request: { ...newGroup('failed'), failureCode: 'name.taken' } },
    ownTeam: { request: ownTeam('approved'), notice: 'Try 2 of 3 follows in 10 seconds.' },
    ownTeamFailed: { request: ownTeam('failed') },
    ownTeamDone: { request: ownTeam('done') },
    teamAsked: { request: teamOnGuild() },
    teamFailed: { request: teamOnGuild('failed') },
    commented: { request: talkedAbout() },
    reminded: { request: reminded(), notice: 'Grace Hopper is reminded.' },
    changed: { request: approvedOtherwise() },
    undone: { request: takenBack() },
    forMirela: { request: forSomebodyElse() },
    forSomebodyRejected: { request: aboutAlan('rejected') },
  },
  text: ({ request }) => `${yourRequest(request, plain)}: ${statusWord(request).word.toLowerCase()}`,
  view: ({ request, notice = '' }, reader) => ({
    ...avatarOf(request.group),
    requestId: request.id,
    isOpen: isOpen(request),
    title: yourRequest(request, escapeText),
    status: statusWord(request).word,
    statusColor: statusWord(request).color,
    notice: escapeText(notice, 300),
    hasNotice: notice !== '',
    facts: factsOf(request, reader),
    stands: standsForRequester(request, reader),
    hasSteps: hasSteps(request),
    steps: stepsOf(request, reader),
    ...commentsView(request, reader),
    actions: [...actionsOf(request, reader), ...whileItWaits(request, reader), ...undoActions(request, reader)],
  }),
});

function factsOf(request: GroupRequest, reader: Reader): { title: string; value: string }[] {
  const facts = [
    {
      title: request.kind === 'team' && isOwnWork(request) ? 'Begun' : 'Asked',
      value: longTime(request.createdAt, reader),
    },
    ...(request.details
      ? planFacts(request.details)
      : [{ title: 'Your reason', value: escapeParagraphs(request.reason) }]),
    ...untilWhen(request, reader),
    ...followsFacts(request, reader),
    ...nudgeFacts(request, reader),
    { title: 'Answer', value: escapeParagraphs(request.decision?.reason ?? '') },
  ];
  return facts.filter(({ value }) => value !== '');
}

function actionsOf(request: GroupRequest, reader: Reader): Record<string, unknown>[] {
  const { id, group, status } = request;
  const takeBack = executeAction('Take back', 'request.withdraw', { requestId: id });
  switch (status) {
    case 'pending':
      return [takeBack];
    case 'agreed':
      return isTheirsToDo(request) ? [primary(carryOut(request, 'Do it now')), takeBack] : [takeBack];
    case 'failed':
      if (isTheirsToDo(request) && !isCreated(request))
        return [primary(carryOut(request, 'Try again')), ...howIsItNow(request), takeBack];
      if (request.kind === 'team') return afterFailedTeam(request, takeBack);
      return request.kind === 'create' ? afterFailedCreation(request, takeBack, reader) : [takeBack];
    case 'done':
      return request.kind === 'team'
        ? [openAction('Show the team', 'team.show', { group: group.id })]
        : [openAction('Show the group', 'group.show', { group: group.id })];
    case 'rejected':
    case 'withdrawn':
    case 'lapsed':
    case 'undone':
      return [askAgain(request, reader)];
    case 'approved':
      return howIsItNow(request);
    case 'settled':
      return request.failureCode === 'group.public'
        ? [primary(openAction('Join', 'group.join', { group: group.id }))]
        : [openAction('Show the group', 'group.show', { group: group.id }), ...againWhereSensible(request, reader)];
  }
}

/** The group got yet another name meanwhile: whoever still wants theirs can ask for it. */
function againWhereSensible(request: GroupRequest, reader: Reader): Record<string, unknown>[] {
  return request.failureCode === 'name.changed' ? [askAgain(request, reader)] : [];
}

/** Whether it waits for whoever asked to carry out what the others have agreed to. */
function isTheirsToDo({ carriers, requester }: GroupRequest): boolean {
  return carriers.some(({ id }) => id === requester.id);
}

function carryOut(request: GroupRequest, title: string): Record<string, unknown> {
  return executeAction(title, goOnVerb(request), { requestId: request.id });
}

/** An owner who needed nobody's leave tries again; for others the owners do. */
function afterFailedTeam(request: GroupRequest, takeBack: Record<string, unknown>): Record<string, unknown>[] {
  const again = executeAction('Try again', 'request.approve-team', { requestId: request.id });
  return isOwnWork(request) ? [primary(again), ...howIsItNow(request), takeBack] : [takeBack];
}

/** Whoever asked owns the group once it is there, and may try again where nobody else had to agree. */
function afterFailedCreation(
  request: GroupRequest,
  takeBack: Record<string, unknown>,
  reader: Reader,
): Record<string, unknown>[] {
  const { id, group } = request;
  const goOn = (title: string) => executeAction(title, 'request.approve-creation', { requestId: id });
  const { subject, requester, details } = request;
  // Whoever asked for somebody else does not own it, and Teams wants an owner.
  const isOwner = !subject || details?.owners.some((owner) => owner.id === requester.id);
  if (isCreated(request))
    return [...(isOwner ? [goOn('Finish')] : []), openAction('Show the group', 'group.show', { group: group.id })];
  return [...(isOwnWork(request) ? [goOn('Try again')] : []), askAgain(request, reader), takeBack];
}
