import { askedNow, stageOf, type GroupRequest, type RequestStatus } from '../domain/requests.ts';
import { askAgain } from './ask-again.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import type { Reader } from './reader.ts';
import { goOnVerb } from './request-verbs.ts';
import { standsForRequester, statusWord, yourRequest } from './request-words.ts';
import { approvedOtherwise, takenBack } from './samples-around.ts';
import { inTwoSteps } from './samples-approvals.ts';
import { aboutAlan, requestSample } from './samples.ts';

export interface RequestTold {
  request: GroupRequest;
  /** None of the approvers could be reached; the request itself stands as it stood. */
  isNobodyReached?: boolean;
}

/** The message that comes by itself when something has become of a request. */
export const requestToldCard = defineCard<RequestTold>('done', {
  samples: {
    done: { request: requestSample('done') },
    rejected: { request: requestSample('rejected') },
    lapsed: { request: requestSample('lapsed') },
    failed: { request: requestSample('failed') },
    forSomebody: { request: aboutAlan('done') },
    agreed: { request: inTwoSteps('agreed') },
    settled: { request: { ...requestSample('settled'), failureCode: 'group.public' } },
    changed: { request: approvedOtherwise() },
    undone: { request: takenBack() },
    nobodyReached: { request: requestSample(), isNobodyReached: true },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) => {
    const answer = data.request.decision?.reason ?? '';
    return {
      title: titleOf(data, escapeText),
      sentence: data.isNobodyReached ? nobodyReached(data.request) : standsForRequester(data.request, reader),
      detail: `Answer: ${escapeParagraphs(answer)}`,
      hasDetail: answer !== '',
      actions: actionsOf(data, reader),
    };
  },
});

function titleOf({ request, isNobodyReached = false }: RequestTold, show: typeof plain): string {
  if (isNobodyReached && request.kind === 'create') return 'Nobody who decides on new groups could be reached';
  if (isNobodyReached && stageOf(request)?.by.kind !== 'owners') return 'Nobody who decides on this could be reached';
  if (isNobodyReached) return `No owner of ${show(request.group.displayName, 120)} could be reached`;
  return `${yourRequest(request, show)}: ${statusWord(request).word.toLowerCase()}`;
}

function nobodyReached(request: GroupRequest): string {
  const names = askedNow(request)
    .slice(0, 3)
    .map((approver) => escapeText(approver.displayName, 60));
  return `Muster cannot write to them because they do not use it. Your request still stands: ask ${names.join(' or ')} to open Muster and say “waiting for me”.`;
}

function actionsOf({ request, isNobodyReached = false }: RequestTold, reader: Reader): Record<string, unknown>[] {
  if (request.status === 'done') return [openAction('Show the group', 'group.show', { group: request.group.id })];
  if (ended.has(request.status)) return [askAgain(request, reader)];
  if (request.status === 'settled' && request.failureCode === 'group.public')
    return [openAction('Join', 'group.join', { group: request.group.id })];
  if (request.status === 'agreed') return afterAgreement(request);
  return isNobodyReached || request.status === 'failed'
    ? [openAction('Show my request', 'request.show', { requestId: request.id })]
    : [];
}

const ended: ReadonlySet<RequestStatus> = new Set(['lapsed', 'rejected', 'undone']);

/** The message itself becomes the card of the request, when it is theirs to do. */
function afterAgreement(request: GroupRequest): Record<string, unknown>[] {
  if (!request.carriers.some(({ id }) => id === request.requester.id))
    return [openAction('Show my request', 'request.show', { requestId: request.id })];
  return [primary(executeAction('Do it now', goOnVerb(request), { requestId: request.id }))];
}
