import { endsAt, stageOf, type GroupRequest } from '../domain/requests.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, openAction, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime, relativeTime, type Reader } from './reader.ts';
import { asksFor } from './request-words.ts';
import { escalated, inTwoSteps } from './samples-approvals.ts';
import { requestSample } from './samples.ts';

/** What somebody who was asked is told afterwards. */
export const approverNews = ['reminded', 'nudged', 'escalated', 'lapsed'] as const;
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
  }
}

function sentenceOf({ request, what }: ApproverTold, reader: Reader): string {
  const asks = `${asksFor(request, escapeText)}.`;
  switch (what) {
    case 'reminded':
    case 'nudged':
      return `${asks} This was asked ${relativeTime(request.createdAt, reader)}, and lapses on ${longTime(endsAt(request) ?? request.lapsesAt, reader)}.`;
    case 'escalated':
      return `${asks} Nobody has decided yet, so ${namesOf(stageOf(request)?.standIns ?? [])} can decide as well. You still can, too.`;
    case 'lapsed':
      return `${asks} Nobody decided in time. There is nothing to do; it can be asked again.`;
  }
}

function namesOf(people: readonly PersonRef[]): string {
  const names = people.slice(0, 3).map(({ displayName }) => escapeText(displayName, 60));
  if (people.length > names.length) names.push(`${people.length - names.length} more`);
  return names.length === 0 ? 'somebody else' : new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}

function actionsOf({ request, what }: ApproverTold): Record<string, unknown>[] {
  if (what === 'lapsed') return [];
  return [primary(openAction('Show the request', 'request.show', { requestId: request.id }))];
}
