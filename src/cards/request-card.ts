import type { GroupRequest } from '../domain/requests.ts';
import { defineCard } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { asksFor, standsForApprover, statusWord } from './request-words.ts';
import { aboutAlan, requestSample } from './samples.ts';

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
  }),
});

function textOf(request: GroupRequest): string {
  const what = asksFor(request, plain);
  return request.status === 'pending' ? what : `${what}: ${statusWord(request).word.toLowerCase()}`;
}

function factsOf(request: GroupRequest, reader: Reader): { title: string; value: string }[] {
  const facts = [
    { title: 'Why', value: request.reason === '' ? 'No reason given' : escapeParagraphs(request.reason) },
    { title: 'Asked', value: longTime(request.createdAt, reader) },
  ];
  const answer = request.decision?.reason ?? '';
  return answer === '' ? facts : [...facts, { title: 'Answer', value: escapeParagraphs(answer) }];
}
