import type { GroupRequest, RequestStatus } from '../domain/requests.ts';
import { deciderOf } from './decision-words.ts';
import { undoneWords } from './around-words.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { goOnVerb } from './request-verbs.ts';
import { forSomebodyElse, takenBack } from './samples-around.ts';
import { aboutAlan, unfinishedGroup } from './samples.ts';

/** What somebody is told for whom another one asks. */
export const subjectNews = ['asked', 'done', 'failed', 'rejected', 'withdrawn', 'lapsed', 'undone'] as const;
export type SubjectNews = (typeof subjectNews)[number];

/** Whether they hear when a request comes to stand so. */
export function isSubjectNews(status: RequestStatus): status is RequestStatus & SubjectNews {
  return subjectNews.some((one) => one === status);
}

export interface SubjectTold {
  request: GroupRequest;
  what: SubjectNews;
}

type Show = (text: string, maxLength: number) => string;

/** The short message to whom a request is about: they need to do nothing. */
export const subjectToldCard = defineCard<SubjectTold>('done', {
  samples: {
    asked: { request: aboutAlan(), what: 'asked' },
    askedToOwn: { request: { ...aboutAlan(), kind: 'owner' }, what: 'asked' },
    askedForGroup: { request: forSomebodyElse(), what: 'asked' },
    done: { request: aboutAlan('done'), what: 'done' },
    doneOwner: { request: { ...aboutAlan('done'), kind: 'owner' }, what: 'done' },
    unfinishedGroup: { request: { ...unfinishedGroup(), ...subjectOfSample() }, what: 'failed' },
    doneGroup: { request: { ...forSomebodyElse(), status: 'done' }, what: 'done' },
    rejected: { request: aboutAlan('rejected'), what: 'rejected' },
    withdrawn: { request: aboutAlan('withdrawn'), what: 'withdrawn' },
    lapsed: { request: aboutAlan('lapsed'), what: 'lapsed' },
    undone: { request: { ...takenBack(), ...subjectOfSample(), kind: 'add-member' }, what: 'undone' },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data, reader),
    detail: `Why: ${escapeParagraphs(data.request.reason, 300)}`,
    hasDetail: data.what === 'asked' && data.request.kind !== 'create' && data.request.reason !== '',
    actions: actionsOf(data),
  }),
});

function subjectOfSample(): Pick<GroupRequest, 'subject'> {
  const { subject } = aboutAlan();
  return subject ? { subject } : {};
}

function titleOf({ request, what }: SubjectTold, show: Show): string {
  const who = show(request.requester.displayName, 80);
  const name = show(request.group.displayName, 120);
  switch (what) {
    case 'asked':
      return `${who} asks ${wishFor(request, name)}`;
    case 'done':
      return request.kind === 'create' ? `Your group ${name} is there` : `You are ${partIn(request)} ${name} now`;
    case 'failed':
      return `Your group ${name} is there, but not finished`;
    case 'undone':
      return `You are not ${partIn(request)} ${name} any more`;
    case 'rejected':
    case 'withdrawn':
    case 'lapsed':
      return request.kind === 'create'
        ? `There will be no group ${name} for now`
        : `You do not become ${partIn(request)} ${name} for now`;
  }
}

function wishFor({ kind }: GroupRequest, name: string): string {
  if (kind === 'create') return `for a new group for you, ${name}`;
  return kind === 'owner' ? `to make you an owner of ${name}` : `to add you to ${name}`;
}

function partIn({ kind }: GroupRequest): string {
  return kind === 'owner' ? 'an owner of' : 'a member of';
}

function sentenceOf({ request, what }: SubjectTold, reader: Reader): string {
  const who = escapeText(request.requester.displayName, 80);
  switch (what) {
    case 'asked':
      return request.kind === 'create'
        ? 'You would own it. There is nothing to do for you: others decide, and you hear here what becomes of it.'
        : 'There is nothing to do for you: others decide, and you hear here what becomes of it.';
    case 'done':
      return request.kind === 'create'
        ? `${who} asked for it, and you own it. Teams and Outlook can take a while to show it.`
        : `${who} asked for it, and ${deciderOf(request)} approved.`;
    case 'failed':
      return `${who} asked for it, and you own it. Its team is still to come: Teams can take a quarter of an hour to know a new group. As its owner you can finish it.`;
    case 'undone':
      return undoneWords(request, reader);
    case 'rejected':
      return `${who} had asked for it, and ${deciderOf(request)} rejected it.`;
    case 'withdrawn':
      return `${who} had asked for it, and has taken that back.`;
    case 'lapsed':
      return `${who} had asked for it, and nobody decided by ${longTime(request.lapsesAt, reader)}.`;
  }
}

function actionsOf({ request, what }: SubjectTold): Record<string, unknown>[] {
  if (what === 'failed') return [primary(executeAction('Finish', goOnVerb(request), { requestId: request.id }))];
  const isSeen = what === 'done' || (what !== 'undone' && request.kind !== 'create');
  return isSeen ? [openAction('Show the group', 'group.show', { group: request.group.id })] : [];
}
