import { defineCard, executeAction } from './define-card.ts';
import { messagesCounted } from './outgoing-words.ts';

export interface UndeliveredRetried {
  /** How many were given back to the queue just now. */
  count: number;
}

/** What became of the wish to have messages sent again. */
export const undeliveredRetriedCard = defineCard<UndeliveredRetried>('done', {
  samples: { one: { count: 1 }, many: { count: 12_000 }, none: { count: 0 } },
  text: ({ count }) => titleOf(count),
  view: ({ count }) => ({
    title: titleOf(count),
    sentence:
      count === 0
        ? 'Somebody was faster, or it has been sent meanwhile.'
        : 'What is no longer true or wanted is left out. What cannot be sent this time is listed again.',
    detail: '',
    hasDetail: false,
    actions: [
      executeAction('What could not be sent', 'outgoing.undelivered', {}),
      executeAction('How messages go out', 'outgoing.progress', {}),
    ],
  }),
});

function titleOf(count: number): string {
  if (count === 0) return 'There is nothing to try again';
  return count === 1 ? 'The message goes out again' : `${messagesCounted(count)} go out again`;
}
