import type { RequestComment } from '../domain/around-request.ts';
import { isOpen, type GroupRequest } from '../domain/requests.ts';
import { commentAction } from './around-words.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime } from './reader.ts';
import { asksFor, yourRequest } from './request-words.ts';
import { talkedAbout } from './samples-around.ts';
import { requestSample } from './samples.ts';

export interface CommentTold {
  request: GroupRequest;
  comment: RequestComment;
  /** Whether whoever asked reads it, or one of those who decide. */
  isOwn: boolean;
}

const comment: RequestComment = {
  id: '1',
  by: { id: '22222222-0000-4000-8000-000000000002', displayName: 'Grace Hopper' },
  at: new Date('2026-01-06T08:15:00Z'),
  text: 'For how long would you need it?\nThe guild is nearly full.',
};

/** What somebody wrote about a request, for one of the others. */
export const commentToldCard = defineCard<CommentTold>('comment-told', {
  samples: {
    toRequester: { request: talkedAbout(), comment, isOwn: true },
    toApprover: {
      request: talkedAbout(),
      comment: { ...comment, by: requestSample().requester, text: 'x'.repeat(1000) },
      isOwn: false,
    },
    closed: { request: requestSample('rejected'), comment, isOwn: true },
  },
  text: ({ comment: { by, text } }) => `${plain(by.displayName, 80)}: ${plain(text, 200)}`,
  view: ({ request, comment: { by, at, text }, isOwn }, reader) => ({
    title: `${escapeText(by.displayName, 80)} writes about ${isOwn ? 'your request' : 'a request'}`,
    about: isOwn ? `${yourRequest(request, escapeText)}.` : `${asksFor(request, escapeText)}.`,
    when: longTime(at, reader),
    words: escapeParagraphs(text),
    actions: [
      ...(isOpen(request) ? [commentAction(request, 'Reply…')] : []),
      openAction('Show the request', 'request.show', { requestId: request.id }),
    ],
  }),
});
