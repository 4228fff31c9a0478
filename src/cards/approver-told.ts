import { endsAt, stageOf, type GroupRequest } from '../domain/requests.ts';
import type { PersonRef } from '../domain/people.ts';
import { placeWords } from './away-words.ts';
import { speakerOf } from './decision-words.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime, relativeTime, type Reader } from './reader.ts';
import { goOnVerb } from './request-verbs.ts';
import { asksFor, failureOf } from './request-words.ts';
import { escalated, inTwoSteps } from './samples-approvals.ts';
import { handedSample } from './samples-away.ts';
import { requestSample } from './samples.ts';

/** What somebody who was asked is told afterwards. */
export const approverNews = ['reminded', 'nudged', 'escalated', 'lapsed', 'ownerWanted'] as const;
export type ApproverNews = (typeof approverNews)[number];

export interface ApproverTold {
  request: GroupRequest;
  what: ApproverNews;
}

/** The short message that leads back to a request; its card stays where it is. */
export const approverToldCard = defineCard<ApproverTold>('done', {
  samples: {
    reminded: { request: requestSample(), what: 'reminded' },
    nudged: { request: requestSample(), what: 'nudged' },
    nudgedToCarryOut: { request: { ...inTwoSteps('agreed'), lapsesAt: requestSample().lapsesAt }, what: 'nudged' },
    remindedInPlace: { request: handedSample(), what: 'reminded' },
    ownerWanted: { request: handedSample('failed'), what: 'ownerWanted' },
    remindedInStep: { request: inTwoSteps(), what: 'reminded' },
    escalated: { request: escalated(), what: 'escalated' },
    lapsed: { request: requestSample('lapsed'), what: 'lapsed' },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data, reader),
    detail: `Why: ${escapeParagraphs(data.request.reason, 300)}`,
    hasDetail: data.what !== 'lapsed' && data.request.reason !== '',
    actions: actionsOf(data),
  }),
});

function titleOf({ request, what }: ApproverTold, show: typeof plain): string {
  const who = show(request.requester.displayName, 80);
  switch (what) {
    case 'reminded':
      return `${who} waits for your decision`;
    case 'nudged':
      return request.status === 'pending' ? `${who} asks for your decision` : `${who} waits for you to carry it out`;
    case 'escalated':
      return `Others have been asked about the request of ${who}`;
    case 'lapsed':
      return `Too late: the request of ${who} has lapsed`;
    case 'ownerWanted':
      return `An owner is wanted for the request of ${who}`;
  }
}

function sentenceOf({ request, what }: ApproverTold, reader: Reader): string {
  const asks = `${asksFor(request, escapeText)}.`;
  switch (what) {
    case 'reminded':
    case 'nudged':
      return `${placeBefore(request, reader)}${asks} This was asked ${relativeTime(request.createdAt, reader)}, and lapses on ${longTime(endsAt(request) ?? request.lapsesAt, reader)}.`;
    case 'escalated':
      return `${placeBefore(request, reader)}${asks} It is not decided yet, so ${namesOf(stageOf(request)?.standIns ?? [])} can decide as well. You still can, too.`;
    case 'lapsed':
      return `${asks} Nobody decided in time. There is nothing to do; it can be asked again.`;
    case 'ownerWanted':
      return `${asks} ${agreedBy(request)} has agreed, but ${failureOf(request)} One press of yours does it.`;
  }
}

function placeBefore(request: GroupRequest, reader: Reader): string {
  const place = placeWords(request, reader);
  return place === '' ? '' : `${place} `;
}

function agreedBy({ decision }: GroupRequest): string {
  return decision ? speakerOf(decision) : 'A colleague';
}

function namesOf(people: readonly PersonRef[]): string {
  const names = people.slice(0, 3).map(({ displayName }) => escapeText(displayName, 60));
  if (people.length > names.length) names.push(`${people.length - names.length} more`);
  return names.length === 0 ? 'somebody else' : new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}

function actionsOf({ request, what }: ApproverTold): Record<string, unknown>[] {
  if (what === 'lapsed') return [];
  const show = openAction('Show the request', 'request.show', { requestId: request.id });
  if (what === 'ownerWanted')
    return [primary(executeAction('Try again', goOnVerb(request), { requestId: request.id })), show];
  return [primary(show)];
}
