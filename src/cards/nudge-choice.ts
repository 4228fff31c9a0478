import type { GroupRequest } from '../domain/requests.ts';
import { defineCard, executeAction } from './define-card.ts';
import { plain } from './escape.ts';
import { relativeTime } from './reader.ts';
import { yourRequest } from './request-words.ts';
import { rowsView } from './rows.ts';
import { forSomebodyElse } from './samples-around.ts';
import { requestSample } from './samples.ts';
import { avatarOf } from './words.ts';

/** Asks about which of several requests others are to be reminded. */
export const nudgeChoiceCard = defineCard<{ requests: readonly GroupRequest[] }>('rows', {
  samples: { several: { requests: [requestSample(), forSomebodyElse()] } },
  asks: () => true,
  text: () => 'About which of your requests should they be reminded?',
  view: ({ requests }, reader) =>
    rowsView({
      title: 'About which of your requests?',
      sentence: 'Those who are to decide get a short message.',
      rows: requests.map((request) => ({
        name: yourRequest(request, plain),
        avatar: avatarOf(request.group),
        meta: [`Asked ${relativeTime(request.createdAt, reader)}`],
        actions: [executeAction('Nudge', 'request.nudge', { requestId: request.id })],
      })),
      actions: [],
    }),
});
