import { isCreated, type GroupRequest } from '../domain/requests.ts';
import { planFacts } from './creation-words.ts';
import { defineCard } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { asksFor, standsForApprover, statusWord } from './request-words.ts';
import { aboutAlan, newGroup, requestSample, unfinishedGroup } from './samples.ts';

/** A request as its approvers see it. */
export interface RequestForApprover {
  request: GroupRequest;
  /** Why the press of the button came to nothing, in plain words. */
  notice?: string;
  /** Rejecting was pressed without a reason: the field is open and marked. */
  isReasonMissing?: boolean;
}

export const requestCard = defineCard<RequestForApprover>('request-card', {
  samples: {
    pending: { request: requestSample() },
    wordless: { request: { ...requestSample(), reason: '' } },
    reasonMissing: { request: requestSample(), isReasonMissing: true },
    approved: { request: requestSample('approved') },
    done: { request: requestSample('done'), notice: 'Grace Hopper was faster.' },
    rejected: { request: requestSample('rejected') },
    withdrawn: { request: requestSample('withdrawn') },
    lapsed: { request: requestSample('lapsed') },
    failed: { request: requestSample('failed') },
    forSomebody: { request: aboutAlan() },
    newGroup: { request: newGroup() },
    newGroupUnfinished: { request: unfinishedGroup() },
    newGroupFailed: { request: { ...newGroup('failed'), failureCode: 'group.create-denied' } },
    forSomebodyDone: { request: aboutAlan('done') },
  },
  text: ({ request }) => textOf(request),
  view: ({ request, notice = '', isReasonMissing = false }, reader) => ({
    requestId: request.id,
    title: asksFor(request, escapeText),
    status: statusWord(request).word,
    statusColor: statusWord(request).color,
    notice: escapeText(notice, 300),
    hasNotice: notice !== '',
    facts: factsOf(request, reader),
    stands: standsForApprover(request, reader),
    canDecide: request.status === 'pending' && !isReasonMissing,
    isReasonMissing: request.status === 'pending' && isReasonMissing,
    canRetry: request.status === 'failed',
    ...verbsOf(request),
  }),
});

/** Creating a group takes other scopes than letting somebody in. */
function verbsOf(request: GroupRequest): { approveVerb: string; retryVerb: string; retryTitle: string } {
  if (request.kind !== 'create')
    return { approveVerb: 'request.approve', retryVerb: 'request.retry', retryTitle: 'Try again' };
  const verb = 'request.approve-creation';
  return { approveVerb: verb, retryVerb: verb, retryTitle: isCreated(request) ? 'Finish' : 'Try again' };
}

function textOf(request: GroupRequest): string {
  const what = asksFor(request, plain);
  return request.status === 'pending' ? what : `${what}: ${statusWord(request).word.toLowerCase()}`;
}

function whatIsAsked({ details, reason }: GroupRequest): { title: string; value: string }[] {
  if (details) return planFacts(details);
  return [{ title: 'Why', value: reason === '' ? 'No reason given' : escapeParagraphs(reason) }];
}

function factsOf(request: GroupRequest, reader: Reader): { title: string; value: string }[] {
  const facts = [...whatIsAsked(request), { title: 'Asked', value: longTime(request.createdAt, reader) }];
  const answer = request.decision?.reason ?? '';
  return answer === '' ? facts : [...facts, { title: 'Answer', value: escapeParagraphs(answer) }];
}
