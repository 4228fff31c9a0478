import type { GroupRequest } from '../domain/requests.ts';
import { defineCard, executeAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { relativeTime, type Reader } from './reader.ts';
import { statusWord } from './request-words.ts';
import { aboutAlan, requestSample } from './samples.ts';

/** What somebody has asked for. */
export interface RequestsList {
  requests: readonly GroupRequest[];
  /** Where the list goes on; opaque here. */
  next?: string;
}

export const requestsListCard = defineCard<RequestsList>('requests-list', {
  samples: {
    mine: { requests: [requestSample('done'), aboutAlan()], next: 'opaque' },
    noneMine: { requests: [] },
  },
  text: (data) =>
    data.requests.length === 0
      ? emptySentence
      : `${heading}: ${data.requests.map(({ group }) => plain(group.displayName, 60)).join(', ')}`,
  view: (data, reader) => ({
    title: heading,
    isEmpty: data.requests.length === 0,
    emptySentence,
    rows: data.requests.map((request) => rowView(request, reader)),
    actions: actionsOf(data),
  }),
});

const heading = 'Your requests';
const emptySentence = 'You have asked for nothing yet. Requests begin when you join a group that is not open to all.';

function actionsOf({ requests, next }: RequestsList): Record<string, unknown>[] {
  if (next !== undefined) return [executeAction('More', 'request.mine', { next })];
  return requests.length > 0 ? [] : [primary(executeAction('Find groups', 'group.find', { words: '' }))];
}

function rowView(request: GroupRequest, reader: Reader): Record<string, unknown> {
  const { word, color } = statusWord(request);
  const group = escapeText(request.group.displayName, 120);
  return {
    id: request.id,
    name: wishOf(request, group),
    status: word,
    statusColor: color,
    meta: `Asked ${relativeTime(request.createdAt, reader)}`,
    openTooltip: `Show the request for ${plain(request.group.displayName, 80)}`,
  };
}

function wishOf({ kind, subject }: GroupRequest, group: string): string {
  if (kind === 'create') return `New group ${group}`;
  return subject ? `Add ${escapeText(subject.displayName, 80)} to ${group}` : `Join ${group}`;
}
